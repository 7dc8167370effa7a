"""What lives inside the streams of our pages."""
