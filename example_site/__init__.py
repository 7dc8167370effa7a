"""An existing Dutch school site, so that gripwagtail can be seen where it belongs: plugged into another site."""
