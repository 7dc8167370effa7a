"""The name of the site's base page class, which Wagtail 8 lets a host choose."""

from __future__ import annotations


def page_model_name() -> str:
    """For a relation, in a model or a migration: ``wagtailcore.Page`` unless the host has a base page of its own."""
    try:
        import swapper
    except ImportError:  # Wagtail 7.4 has no swappable page
        return "wagtailcore.Page"
    swapper.set_app_prefix("wagtailcore", "wagtail")
    return str(swapper.get_model_name("wagtailcore", "Page"))


__all__ = ["page_model_name"]
