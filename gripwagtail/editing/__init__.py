"""Messages to an editor while writing and when publishing."""
