"""The panels round the canvas: navigator, inspector, journey, the large figure, staircase and paths."""
