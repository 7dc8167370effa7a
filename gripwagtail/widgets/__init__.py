"""Inputs in the admin that show, while one types, what will become of it."""
