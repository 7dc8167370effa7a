"""What other programs may read: the content of our pages and the helplines, as visitors see them."""
