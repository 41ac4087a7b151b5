"""cjdesigner: draw a customer's journey as a graph that computes its own excellence."""

__version__ = "0.3.0"
