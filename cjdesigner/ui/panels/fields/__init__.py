"""The inspector's table, in one module a family of records."""
