"""What a page sends to browsers, caches and search engines."""
