"""Online behaviour on school websites: the norm, who helps, tips for parents, help when it went wrong."""

__version__ = "0.2.0"
