"""What a page tells browsers, caches and search engines."""
