"""What an editor is told while writing and when publishing."""
