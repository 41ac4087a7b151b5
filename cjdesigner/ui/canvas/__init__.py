"""The drawing surface: scene, items, view and tools."""
