"""Removal: of the package from a site, and of one person from what it stores."""
