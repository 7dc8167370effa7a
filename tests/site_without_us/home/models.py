from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Page

from gripwagtail.blocks import grip_blocks  # ours
from gripwagtail.models import ContactMixin  # ours


class HomePage(Page):
    """A page of the school, with our blocks in its own StreamField."""

    body = StreamField(
        [
            ("paragraph", blocks.RichTextBlock()),
            *grip_blocks(),  # ours
        ],
        blank=True,
    )
    content_panels = [*Page.content_panels, "body"]


class SchoolContactPage(ContactMixin, Page):  # ours
    """A page type of the school on a mixin of ours."""  # ours

    content_panels = [*Page.content_panels, *ContactMixin.grip_panels]  # ours
