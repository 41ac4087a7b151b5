"""The poster studio: what is printed is seen as it will come out of the printer, and set beside it."""
