"""The window. Everything that knows Qt lives here and in ``cjdesigner.app``."""
