from wagtail import blocks
from wagtail.fields import StreamField

from gripwagtail.blocks import grip_blocks
from tests.hosts.custom_base.basepage.models import BasePage


class HomePage(BasePage):
    """A page of the host, into whose own StreamField our blocks are put."""

    template = "home/home_page.html"
    body = StreamField([("paragraph", blocks.RichTextBlock()), *grip_blocks()], blank=True)
    content_panels = [*BasePage.content_panels, "body"]
