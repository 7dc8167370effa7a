"""From shipped texts to pages, helplines and groups in a site."""
