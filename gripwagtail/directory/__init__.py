"""Who can be reached today, when and where: no HTML."""
