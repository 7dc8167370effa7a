"""What our page types have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db import models
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.search import index
from wagtail.url_routing import RouteResult

from ..api.fields import ContentField
from ..conf import conf
from ..content.damage import DamagePanel
from ..content.findable import findable_stream
from ..desk.columns import copy_to_revision
from ..desk.edit_panel import ChecksPanel
from ..editing.form import WORDS_ARE_RIGHT, GripPageForm
from ..editing.form_size import FormSizePanel
from ..editing.panels import CorrectionsPanel, FormFieldPanel, RemarksPanel
from ..editing.writing_panel import WritingPanel
from ..item_blocks.body import BODY_BLOCKS
from ..lookup.context import PageContext
from ..lookup.source import Source
from ..records.desk import DeskColumns
from ..rendering import template_context
from ..serving.headers import set_privacy_headers
from ..serving.max_age import cache_key_components
from ..stored.streams import StreamField
from ..subroutes.registry import serve_subroute, subroute_at, subroute_paths
from ..text.values import language_code
from .translatable import FactsAreNotTranslated


class GripMixin(DeskColumns):
    """The base of the five mixins. Holds no page: the concrete class adds ``Page``."""

    # Which of the five this is; the word that ``sources.resolve`` takes.
    grip_kind: ClassVar[str] = ""
    # The page's own fields that people read, and those that are the same in every language.
    grip_words: ClassVar[tuple[str, ...]] = ("intro",)
    grip_facts: ClassVar[tuple[str, ...]] = ("show_checked",)
    # Its streams of items.
    grip_streams: ClassVar[tuple[str, ...]] = ()
    # Pages on which a host leaves out analytics, chat and embeds.
    grip_quiet: ClassVar[bool] = False

    intro = models.TextField(_("introduction"), max_length=500, blank=True)
    body = StreamField(
        BODY_BLOCKS,
        blank=True,
        verbose_name=_("more text"),
    )
    text_language = models.CharField(
        _("language of the text"),
        max_length=20,
        blank=True,
        help_text=_("Only when it differs from the language of the site, for example nl."),
    )
    show_checked = models.BooleanField(
        _("show when this was checked"),
        default=False,
        help_text=_("Visitors then read on which day somebody of the school last checked this, with a button here."),
    )
    starter_key = models.CharField(max_length=80, blank=True, editable=False)
    starter_version = models.CharField(max_length=20, blank=True, editable=False)
    # The new items that were planted here or decided about, one a line: see ``starter.additions``.
    starter_offered = models.TextField(blank=True, editable=False, default="")
    starter_digest = models.CharField(max_length=64, blank=True, editable=False)

    base_form_class = GripPageForm
    # Read by wagtail-localize, where that is installed.
    override_translatable_fields = FactsAreNotTranslated()

    grip_intro_panels: ClassVar[list[Any]] = [
        FormSizePanel(),
        DamagePanel(),
        CorrectionsPanel(),
        RemarksPanel(),
        FormFieldPanel(WORDS_ARE_RIGHT, disable_comments=True),
        ChecksPanel(heading=_("Is this still correct?")),
        WritingPanel(heading=_("Say it more plainly: long sentences and hard words"), classname="collapsed"),
        FieldPanel("intro"),
    ]
    grip_more_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [FieldPanel("body"), FieldPanel("text_language"), FieldPanel("show_checked")],
            heading=_("More"),
            classname="collapsed",
        )
    ]
    grip_panels: ClassVar[list[Any]] = []
    grip_search_fields: ClassVar[list[Any]] = [
        index.SearchField("findable_intro"),
        index.SearchField("findable_body"),
    ]
    grip_api_fields: ClassVar[list[Any]] = [APIField("grip_content", serializer=ContentField())]

    class Meta:
        abstract = True

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> list[str]:
        # A class of the host gets its own template first; Wagtail does not inherit ours.
        own = super().get_template(request, *args, **kwargs)  # type: ignore[misc]
        return [*([own] if isinstance(own, str) else own), f"gripwagtail/pages/{self.grip_kind}.html"]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)  # type: ignore[misc]
        context["gripwagtail_base"] = conf.quiet_base_template if self.grip_quiet else conf.base_template
        context["grip_quiet"] = self.grip_quiet
        context.update(template_context(self, request))
        return context

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        if not path_components or not self.live or subroute_at(self, path_components) is None:  # type: ignore[attr-defined]
            return super().route(request, path_components)  # type: ignore[misc]
        try:
            # A page of the school with this address goes before ours.
            return super().route(request, path_components)  # type: ignore[misc]
        except Http404:
            return RouteResult(self, kwargs={"grip_subroute": path_components})

    def serve(self, request: HttpRequest, *args: Any, grip_subroute: Sequence[str] = (), **kwargs: Any) -> Any:
        if grip_subroute:
            response = serve_subroute(self, request, grip_subroute)
        else:
            response = super().serve(request, *args, **kwargs)  # type: ignore[misc]
        return set_privacy_headers(response, self, request, is_subroute=bool(grip_subroute))

    def get_cached_paths(self) -> list[str]:
        return [*super().get_cached_paths(), *subroute_paths(self)]  # type: ignore[misc]

    def get_cache_key_components(self) -> list[Any]:
        # Much of what we show is kept elsewhere: on the original of a translation, in a helpline, in the settings.
        return [*super().get_cache_key_components(), *cache_key_components()]  # type: ignore[misc]

    def with_content_json(self, content: Any) -> Any:
        # What the desk worked out is about the page, not about a version of it.
        version = super().with_content_json(content)  # type: ignore[misc]
        copy_to_revision(self, version)
        return version

    @property
    def grip_source(self) -> Source:
        """This page as visitors of its language read it: of a translation the facts come from its source."""
        return Source.own(PageContext(page=self), self)

    @property
    def findable_intro(self) -> str:
        """The introduction as visitors read it, for the search of the site."""
        return str(self.grip_source.text("intro"))

    @property
    def findable_body(self) -> str:
        """The text below, as long as the source has one."""
        return self._findable("body")

    def _findable(self, stream: str) -> str:
        """The texts of a stream for the search of the site: what the source still has, in words that still hold."""
        return findable_stream(self, stream)

    @property
    def grip_language(self) -> str:
        """The language in which this page is written, as a language code."""
        return language_code(self.text_language) or self.locale.language_code  # type: ignore[attr-defined]
