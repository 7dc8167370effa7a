"""What our page types have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Final

from django.db import models
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.search import index
from wagtail.url_routing import RouteResult

from ..api.fields import ContentField
from ..content.damage import DamagePanel
from ..content.findable import findable_stream
from ..desk.claim import Claim
from ..desk.edit_panel import ChecksPanel
from ..editing.form_size import FormSizePanel
from ..editing.history import note_version_before
from ..editing.names import WORDS_ARE_RIGHT
from ..editing.native_panel import NativeReadingPanel
from ..editing.panels import CorrectionsPanel, FormFieldPanel, RemarksPanel, WritingPanel
from ..editing.print_panel import PrintPanel, Sheet
from ..editing.share_panel import SharePanel
from ..editing.status_panel import StatusPanel
from ..item_blocks.body import BODY_BLOCKS
from ..late import LateAttribute, late
from ..lookup.context import PageContext
from ..lookup.sharing import sharing
from ..lookup.source import Source
from ..records.desk import CheckedColumn
from ..rendering import template_context
from ..rendering.page_contexts import any_page
from ..serving.headers import set_privacy_headers
from ..serving.max_age import cache_key_components
from ..stored.streams import StreamField
from ..subroutes.asked import ask_for, take_asked
from ..subroutes.registry import Subroute, serve_subroute, subroute_at, subroute_paths
from ..text.values import language_code
from ..vocabulary import Label
from .translatable import FactsAreNotTranslated


def finish(page: GripMixin, request: HttpRequest, response: Any) -> Any:
    """What belongs to a page of ours, whatever a class of the host answered for it: its sheets and its headers."""
    components = take_asked(request, page)
    # A ``serve`` that never came to ours knew nothing of the sheet. One that refuses or leads elsewhere decides.
    if components and response.status_code == 200:
        response = serve_subroute(page, request, components)
    return set_privacy_headers(response, page, request, is_subroute=bool(components))


def _no_groups(source: Source) -> Iterator[Any]:
    return iter(())


if TYPE_CHECKING:
    # The concrete class has Wagtail's page after this one, which comes without types.
    from wagtail.models import Page as _Page

    class _Columns(CheckedColumn, _Page): ...
else:
    from ..records.desk import CheckedColumn as _Columns


# On a panel with little room below it, so that the list is in the first screen: see ``admin/form.css``.
CLOSE: Final = "grip-close"


def beginning(*status: Any, act: Any = None, beside: Sequence[Any] = ()) -> list[Any]:
    """The panels with which each page of ours begins.

    ``status`` are more of what there is to say about its kind, ``act`` is a button at that line, and ``beside`` are
    fields next to the introduction.
    """
    return [
        StatusPanel(
            [
                FormSizePanel(),
                DamagePanel(),
                *status,
                CorrectionsPanel(),
                NativeReadingPanel(),
                RemarksPanel(),
                FormFieldPanel(WORDS_ARE_RIGHT, disable_comments=True),
                WritingPanel(heading=_("Say it more plainly: long sentences and hard words")),
            ],
            classname=CLOSE,
        ),
        *([act] if act else []),
        FieldRowPanel([FieldPanel("intro"), *beside], classname=CLOSE)
        if beside
        else FieldPanel("intro", classname=CLOSE),
    ]


def ending(*fields: Any, at_hand: Iterable[Any] = (), has_body: bool = True) -> list[Any]:
    """The closed panels with which it ends: ``fields`` that are rarely touched, and what is made from the page.

    ``has_body`` is off where the text of the page has a place of its own.
    """
    body = [FieldPanel("body")] if has_body else []
    return [
        MultiFieldPanel(
            [*fields, *body, FieldPanel("text_language"), FieldPanel("show_checked")],
            heading=_("More text and settings") if has_body else _("Settings"),
            classname="collapsed",
        ),
        MultiFieldPanel(
            [
                ChecksPanel(heading=_("Is this still correct?")),
                PrintPanel(heading=_("To print")),
                SharePanel(heading=_("To share")),
                *at_hand,
            ],
            heading=_("To check, print and share"),
            classname="collapsed",
        ),
    ]


class GripMixin(_Columns):
    """The base of the five mixins. Holds no page: the concrete class adds ``Page``.

    A class says in its attributes what it has, and nobody asks which of the five it is. So a kind that a host adds gets
    all of it by naming it.
    """

    # The word that ``sources.resolve`` takes: one of our five, or one that a host adds.
    grip_kind: ClassVar[str] = ""

    # --- what is on it
    # The page's own fields that people read, and those that are the same in every language.
    grip_words: ClassVar[tuple[str, ...]] = ("intro",)
    grip_facts: ClassVar[tuple[str, ...]] = ("show_checked",)
    # Its streams of items.
    grip_streams: ClassVar[tuple[str, ...]] = ()
    # The stream of which not everything that we ship is planted, if there is one: the rest waits in the library.
    grip_library: ClassVar[str] = ""
    # The stream of the cards that the desk has checked one by one, if it has any: then it is called ``contacts``.
    grip_cards: ClassVar[str] = ""

    # The stream that gets what is found in an old page that an editor pastes, if that can be read.
    grip_pasted: ClassVar[str] = ""

    # --- how it is shown
    # What an editor calls it in a list of links; of a kind of a host its class says so.
    grip_short_name: ClassVar[Label] = ""
    # The block that shows it on other pages, if there is one.
    grip_block: ClassVar[str] = ""
    # Pages on which a host leaves out analytics, chat and embeds.
    grip_quiet: ClassVar[bool] = False
    # What the template ``gripwagtail/pages/<kind>_body.html`` gets, and what the API gives beside the words.
    grip_page_context: ClassVar[staticmethod[[Source, PageContext], dict[str, Any]]] = staticmethod(any_page)
    grip_api_content: ClassVar[staticmethod[[Source, PageContext], dict[str, Any]]] = staticmethod(
        late("api.content.any_content")
    )
    # What is below its address, which of that is a sheet of paper, and the short texts of the sub-route ``share``.
    grip_subroutes: ClassVar[tuple[Subroute, ...]] = ()
    grip_sheets: ClassVar[tuple[Sheet, ...]] = ()
    grip_share_groups: ClassVar[staticmethod[[Source], Iterator[Any]]] = staticmethod(_no_groups)
    # Whether the admin has a text for parents beside it for each month.
    grip_has_year: ClassVar[bool] = False
    # Whether it says who made it together, which has a form of its own.
    grip_is_made_together: ClassVar[bool] = False
    # Whether the schools of a board show what is on the page of the board.
    grip_serves_schools: ClassVar[bool] = False

    # --- what an editor has to do
    # What it has to obey beside the rules for every page, and the fields of our form that are not for all pages.
    grip_rules: ClassVar[Sequence[Any]] = ()
    grip_form_fields: ClassVar[tuple[str, ...]] = ()
    # The streams whose items get a key where an editor gives none: see ``editing.made_keys``.
    grip_made_keys: ClassVar[tuple[str, ...]] = ()
    # Rules of Wagtail's content checker that look at this kind of page alone; see ``admin/content_checker.py``.
    grip_checker_rules: ClassVar[tuple[str, ...]] = ()
    # What visitors do not see before the school has said that it is true: one claim or several.
    grip_claim: ClassVar[Claim | tuple[Claim, ...] | None] = None
    # Of its words those that are such a claim, each with the field that is ticked for it.
    grip_ticks: ClassVar[Mapping[str, str]] = {}
    # What works out columns of ``GripDeskColumns`` beside those of every page, from the page, its checks and its place.
    grip_desk_columns: ClassVar[tuple[Callable[[Any, dict[str, str], PageContext], dict[str, Any]], ...]] = ()
    # The field in which the page names the day of its next review, and what the desk finds when that has passed.
    grip_review_field: ClassVar[str] = ""
    grip_overdue: ClassVar[str] = "page-overdue"

    # --- where it stands
    # It begins the part of one school: the other pages are planted below it.
    grip_is_start: ClassVar[bool] = False
    # It is not published with the others unless someone asks for that.
    grip_needs_experts: ClassVar[bool] = False

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

    base_form_class = LateAttribute("editing.form.GripPageForm")
    # Read by wagtail-localize, where that is installed.
    override_translatable_fields = FactsAreNotTranslated()

    # Title, introduction and list are in the first screen: what there is to say stands in one line that opens.
    grip_intro_panels: ClassVar[list[Any]] = beginning()
    grip_more_panels: ClassVar[list[Any]] = ending()
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
        own = super().get_template(request, *args, **kwargs)
        return [*([own] if isinstance(own, str) else own), f"gripwagtail/pages/{self.grip_kind}.html"]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["grip_quiet"] = self.grip_quiet
        context.update(template_context(self, request))
        return context

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        if not path_components or not self.live or subroute_at(self, path_components) is None:
            return super().route(request, path_components)
        try:
            # A page of the school with this address takes precedence over ours.
            return super().route(request, path_components)
        except Http404:
            ask_for(request, self, path_components)
            return RouteResult(self)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        below = take_asked(request, self)
        response = serve_subroute(self, request, below) if below else super().serve(request, *args, **kwargs)
        return set_privacy_headers(response, self, request, is_subroute=bool(below))

    def get_route_paths(self) -> list[str]:
        # Where redirects are made for a page that moves, they are made for what is below its address too.
        return [*super().get_route_paths(), *subroute_paths(self)]

    def save(self, *args: Any, **kwargs: Any) -> None:
        # Columns, stamps and each field of the search index ask where this page is. That is looked up once.
        with sharing():
            super().save(*args, **kwargs)

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        note_version_before(self)
        return super().save_revision(*args, **kwargs)

    def get_cached_paths(self) -> list[str]:
        return [*super().get_cached_paths(), *subroute_paths(self)]

    def get_cache_key_components(self) -> list[Any]:
        # Much of what we show is kept elsewhere: on the original of a translation, in a helpline, in the settings.
        return [*super().get_cache_key_components(), *cache_key_components()]

    def with_content_json(self, content: Any) -> Any:
        # What the desk worked out is about the page, not about a version of it.
        version = super().with_content_json(content)
        late("desk.columns.copy_to_revision")(self, version)
        return version

    @property
    def grip_source(self) -> Source:
        """This page as visitors of its language read it: of a translation the facts come from its source."""
        return Source.own(PageContext.of_page(self), self)

    @property
    def findable_intro(self) -> str:
        """The introduction as visitors read it, for the search of the site."""
        return str(self.grip_source.text("intro"))

    @property
    def findable_body(self) -> str:
        """The text below, as long as the source has one."""
        return self._findable("body")

    def _findable(self, stream: str) -> str:
        """The texts of a stream for the search of the site: what the source still has, in words still valid."""
        return findable_stream(self, stream)

    @property
    def grip_language(self) -> str:
        """The language in which this page is written, as a language code."""
        return language_code(self.text_language) or self.locale.language_code
