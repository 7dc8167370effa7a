"""The mirror: our pages as plain files, which a server shows while the site itself is down."""
