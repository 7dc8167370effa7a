from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Page

from gripwagtail.blocks import grip_blocks


class HomePage(Page):
    """A page of the host, into whose own StreamField our blocks are put."""

    template = "home/home_page.html"
    body = StreamField([("paragraph", blocks.RichTextBlock()), *grip_blocks()], blank=True)
    content_panels = [*Page.content_panels, "body"]
