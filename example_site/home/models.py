"""The page types this school already had. What gripwagtail adds to them is one line: `*grip_blocks()`."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import Block, CharBlock, RichTextBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from gripwagtail.blocks import grip_blocks

NEWS_ON_HOME = 3


def body_blocks() -> list[tuple[str, Block]]:
    """The building blocks of a page, new ones for every field."""
    return [
        ("heading", CharBlock(label="Kop", icon="title", max_length=120)),
        ("paragraph", RichTextBlock(label="Tekst", icon="pilcrow")),
        *grip_blocks(),
    ]


class HomePage(Page):
    """The front page: a welcome, free blocks and the latest news."""

    intro = models.TextField("inleiding", blank=True)
    body = StreamField(body_blocks(), verbose_name="inhoud", blank=True)

    parent_page_types = ["wagtailcore.Page"]
    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("intro"), index.SearchField("body")]

    class Meta:
        verbose_name = "startpagina"
        verbose_name_plural = "startpagina's"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        news_index = NewsIndexPage.objects.child_of(self).live().first()
        context["news_index"] = news_index
        context["news"] = news_index.news()[:NEWS_ON_HOME] if news_index else []
        return context


class StandardPage(Page):
    """A page of text, with any block in it."""

    intro = models.TextField("inleiding", blank=True)
    body = StreamField(body_blocks(), verbose_name="inhoud", blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("intro"), index.SearchField("body")]

    class Meta:
        verbose_name = "gewone pagina"
        verbose_name_plural = "gewone pagina's"


class NewsIndexPage(Page):
    """All news, newest first."""

    intro = models.TextField("inleiding", blank=True)

    subpage_types = ["home.NewsPage"]
    content_panels = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = "nieuwsoverzicht"
        verbose_name_plural = "nieuwsoverzichten"

    def news(self) -> "models.QuerySet[NewsPage]":
        """The live news items, newest first."""
        return NewsPage.objects.child_of(self).live().order_by("-date", "-pk")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "news": self.news()}


class NewsPage(Page):
    """One news item."""

    date = models.DateField("datum", default=timezone.localdate)
    intro = models.TextField("inleiding", blank=True)
    body = RichTextField("inhoud", blank=True)

    parent_page_types = ["home.NewsIndexPage"]
    subpage_types: list[str] = []
    content_panels = [*Page.content_panels, FieldPanel("date"), FieldPanel("intro"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("intro"), index.SearchField("body")]

    class Meta:
        verbose_name = "nieuwsbericht"
        verbose_name_plural = "nieuwsberichten"
