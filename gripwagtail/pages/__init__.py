"""The ready-made page types. Leave this app out to build your own on the mixins."""
