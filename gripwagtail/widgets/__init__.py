"""Inputs in the admin that say while one types what will become of it."""
