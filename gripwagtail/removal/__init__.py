"""Going again: taking the package out of a site, and one person out of what it stores."""
