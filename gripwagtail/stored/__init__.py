"""What is stored badly is left out and named, and the rest is read."""
