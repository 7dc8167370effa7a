"""Damaged values are left out and named, and the rest is read."""
