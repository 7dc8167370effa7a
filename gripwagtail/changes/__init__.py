"""What follows from a change: each signal is heard once, by ``signals``."""
