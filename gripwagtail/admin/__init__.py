"""Views and panels in the admin of Wagtail."""
