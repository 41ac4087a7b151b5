"""The document and what is computed from it: no Qt, no reportlab."""
