"""Content for tests, in a line each. Works on every host under tests/hosts.

Items are raw stream dicts, as they are in the database, so that a test can also leave
out or spoil a key: ``make_page("contact", home, contacts=[contact(label="Juf Annemiek")])``.
"""

from __future__ import annotations

import datetime
import itertools
import json
import uuid
from typing import Any

from bs4 import BeautifulSoup
from django.apps import apps
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone
from wagtail.fields import StreamField
from wagtail.models import Locale, Site

from gripwagtail.desk.grace import SINCE
from gripwagtail.lookup.sources import KINDS, models_of, page_model
from gripwagtail.models import GripDeskColumns, GripHelpline, GripSettings

Raw = dict[str, Any]

_numbers = itertools.count(1)

# One field or item of each page type by which a test knows that its content is there.
SIGNS = {
    "overview": "Wij praten er elke maand over",
    "norm": "Wij zijn online net zo aardig als op het plein",
    "contact": "Het zorgteam",
    "parent_tips": "Kijk eens mee",
    "incident_help": "Er gaat een foto van mij rond",
}


# --- sites and pages ----------------------------------------------------------------


def home_class() -> Any:
    """The host's own page, which has all our blocks in its ``body``."""
    return apps.get_model("home", "HomePage")


def page_class(kind: str) -> Any:
    """The host's class for a kind: ours where it is installed, else its own."""
    models = models_of(kind)
    return next((model for model in models if model._meta.app_label == "gripwagtail_pages"), models[0])


def subroutes_of(kind: str) -> dict[str, Any]:
    """What is below the address of a page of this kind, by its name."""
    return {subroute.name: subroute for subroute in page_class(kind).grip_subroutes}


def site_with(host: str = "localhost", **fields: Any) -> Site:
    """The site of a host name, with a HomePage as its root; made when there is none."""
    site = Site.objects.filter(hostname=host).select_related("root_page").first()
    if site is None:
        return Site.objects.create(hostname=host, root_page=_new_home(f"home-{next(_numbers)}"), **fields)
    if not isinstance(site.root_page.specific, home_class()):
        # Wagtail's "welcome" page can contain no blocks.
        site.root_page = _new_home("home-page", site.root_page.locale)
        site.save()
    return site


def _new_home(slug: str, locale: Locale | None = None) -> Any:
    top = page_model().get_first_root_node()
    home = home_class()(title="De Kwikstaart", slug=slug, locale=locale or Locale.objects.order_by("pk").first())
    return top.add_child(instance=home)


def home_page(parent: Any = None, **fields: Any) -> Any:
    """The root of the default site; with a parent a page of the host below it."""
    if parent is None:
        site = Site.objects.filter(is_default_site=True).first()
        home = site_with(site.hostname if site else "localhost").root_page.specific
        for name, value in fields.items():
            setattr(home, name, _streams(home_class(), {name: value})[name])
        if fields:
            home.save()
        return home
    return _add(home_class(), parent, {"title": "School", **fields})


def make_page(kind: str, parent: Any = None, **fields: Any) -> Any:
    """A published page of a kind. Streams are lists of raw items; no items unless given."""
    parent = parent if parent is not None else home_page()
    return _add(fields.pop("model", None) or page_class(kind), parent, {"title": kind.replace("_", " "), **fields})


def _add(model: Any, parent: Any, fields: dict[str, Any]) -> Any:
    fields.setdefault("slug", f"p-{next(_numbers)}")
    fields.setdefault("locale_id", parent.locale_id)
    page = model(**_streams(model, fields))
    # The parent in hand may be older than its last child.
    return page_model().objects.get(pk=parent.pk).add_child(instance=page)


def _streams(model: Any, fields: dict[str, Any]) -> dict[str, Any]:
    return {
        name: json.dumps(value) if isinstance(value, list) and _is_stream(model, name) else value
        for name, value in fields.items()
    }


def _is_stream(model: Any, name: str) -> bool:
    return isinstance(model._meta.get_field(name), StreamField)


def set_items(page: Any, stream: str, items: list[Any], publish: bool = True) -> Any:
    """Changes a stream of a page as an editor would: with a revision, published."""
    page = type(page).objects.get(pk=page.pk)
    setattr(page, stream, json.dumps(items))
    revision = page.save_revision()
    if publish:
        revision.publish()
    return type(page).objects.get(pk=page.pk)


def content_of(kind: str) -> dict[str, Any]:
    """The fields of a page with something in every stream."""
    return {
        "norm": lambda: {
            "intro": "Zo gaan wij met elkaar om.",
            "statement": SIGNS["norm"],
            "agreements": [agreement()],
            "agreed": [agreed()],
            "documents": [document()],
            "changes": [change()],
            "adopted_on": "2026-09-01",
        },
        "contact": lambda: {
            "contacts": [contact()],
            "steps": [step()],
            "staff_steps": [step(text="Ga naar de vertrouwenspersoon", roles=["confidential-internal"])],
        },
        "parent_tips": lambda: {"tips": [tip()], "links": [link()]},
        "incident_help": lambda: {"situations": [situation()]},
        "overview": lambda: {
            "cells": [cell()],
            "materials": [material()],
            "glossary": [term()],
            "partners": [partner()],
        },
    }[kind]()


def five_pages(parent: Any = None) -> dict[str, Any]:
    """A page of each kind with something to show."""
    parent = parent if parent is not None else home_page()
    return {kind: make_page(kind, parent, **content_of(kind)) for kind in KINDS}


def language(code: str) -> Locale:
    """The locale of a language, made when there is none."""
    return Locale.objects.get_or_create(language_code=code)[0]


def translate(page: Any, code: str, publish: bool = True, alias: bool = False, **fields: Any) -> Any:
    """A copy for translation made by Wagtail itself, with some fields translated; or an alias, which has no words."""
    copy = page.copy_for_translation(language(code), copy_parents=True, alias=alias)
    for name, value in _streams(type(copy), fields).items():
        setattr(copy, name, value)
    if fields:
        copy.save()
    if publish:
        for ancestor in copy.get_ancestors().filter(live=False, depth__gt=1):
            ancestor.specific.save_revision().publish()
        if not alias:  # an alias is live when its original is
            copy.save_revision().publish()
    return type(copy).objects.get(pk=copy.pk)


def settings_of(site: Site | None = None, **fields: Any) -> GripSettings:
    """The school's settings on a site (the default one), changed."""
    site = site or Site.objects.get(is_default_site=True)
    settings = GripSettings.objects.filter(site=site).first() or GripSettings(site=site)
    for name, value in fields.items():
        setattr(settings, name, json.dumps(value) if isinstance(value, list) else value)
    settings.save()
    return settings


def helpline(key: str = "kindertelefoon", **fields: Any) -> GripHelpline:
    """A national service, in the database."""
    values = {"name": "De Kindertelefoon", "phones": "0800-0432", "does": "Praat met je over alles.", **fields}
    return GripHelpline.objects.update_or_create(key=key, defaults=values)[0]


def editor(**fields: Any) -> Any:
    """A user who may do everything, whatever the host's user model is."""
    user = get_user_model()
    name = f"redactie{next(_numbers)}@kwikstaart.example"
    given = {user.USERNAME_FIELD: name, "password": "geheim", **fields}
    if user.USERNAME_FIELD != "email":
        given["email"] = name
    return user.objects.create_superuser(**given)


# --- items --------------------------------------------------------------------------


def item(type_: str, value: Raw) -> Raw:
    """A raw item of a stream, with an id of its own."""
    return {"type": type_, "value": value, "id": str(uuid.uuid4())}


def items_of(*values: str) -> list[Raw]:
    """A raw list, as Wagtail stores it today."""
    return [item("item", value) for value in values]  # type: ignore[arg-type]


def contact(**value: Any) -> Raw:
    """A card of a function, with a number that cannot ring."""
    phones = value.pop("phones", ["070 012 34 56"])
    return item(
        "contact",
        {
            "kind": "function",
            "label": SIGNS["contact"],
            "roles": ["mentor"],
            "scope": "internal",
            "email": "mentor@kwikstaart.example",
            "confirmed": True,
            "phones": items_of(*phones),
            **value,
        },
    )


def step(**value: Any) -> Raw:
    return item("step", {"text": "Praat met je mentor", "roles": ["mentor"], "skippable": True, **value})


def agreement(**value: Any) -> Raw:
    return item(
        "agreement",
        {
            "key": "aardig",
            "we_do": "Wij praten aardig over elkaar",
            "so_not": "Wij roddelen niet in groepsapps",
            "if_broken": "Dan praten wij met jou en je ouders",
            "if_broken_confirmed": True,
            "topics": ["bullying"],
            **value,
        },
    )


def document(**value: Any) -> Raw:
    given = {"title": "Protocol", "url": "https://kwikstaart.example/protocol", "summary": "Wat wij doen."}
    return item("document", {**given, **value})


def agreed(**value: Any) -> Raw:
    return item("agreed", {"who": "pupils", "date": "2026-06-01", "how": "De leerlingenraad", **value})


def change(**value: Any) -> Raw:
    return item("change", {"date": "2026-09-01", "text": "Een afspraak erbij", **value})


def survey(**value: Any) -> Raw:
    return item("survey", {"year": 2026, "who": "pupils", "answered": 50, "know": 40, "dare": 30, "norm": 45, **value})


def tip(**value: Any) -> Raw:
    return item(
        "tip",
        {
            "title": SIGNS["parent_tips"],
            "text": "Ga er eens naast zitten.",
            "opener": "Wat vind jij hier leuk aan?",
            "age_from": 4,
            "age_to": 12,
            "theme": "talk",
            **value,
        },
    )


def link(**value: Any) -> Raw:
    given = {"title": "Meer lezen", "url": "https://ouders.example/", "text": "Over praten met je kind."}
    return item("link", {**given, **value})


def situation(**value: Any) -> Raw:
    return item(
        "situation",
        {
            "title": SIGNS["incident_help"],
            "key": "foto",
            "group": "images",
            "urgency": "today",
            "sexual": "no",
            "evidence": "screenshot",
            "topic": "bullying",
            "pupil_opening": "Het is niet jouw schuld.",
            "pupil_steps": "Praat met iemand\nBlokkeer het account",
            "pupil_roles": ["mentor"],
            "pupil_helplines": ["kindertelefoon"],
            "parent_steps": "Blijf rustig",
            "staff_steps": "Meld het bij de vertrouwenspersoon",
            "school_does": "Wij praten met iedereen",
            "school_does_confirmed": True,
            **value,
        },
    )


def cell(**value: Any) -> Raw:
    given = {"task": "set", "level": "class", "text": SIGNS["overview"], "confirmed": True}
    return item("cell", {**given, **value})


def material(**value: Any) -> Raw:
    given = {"title": "Kaartspel", "url": "https://spel.example/", "text": "Om samen te doen.", "task": "set"}
    return item("material", {**given, **value})


def term(**value: Any) -> Raw:
    return item("term", {"term": "doxing", "meaning": "Iemands adres rondsturen.", **value})


def partner(**value: Any) -> Raw:
    return item("partner", {"name": "De Jeugdwerkers", "text": "Komen elke week.", **value})


def block(kind: str, **value: Any) -> Raw:
    """One of our blocks in a page of the host: ``block("contacts", roles=["mentor"])``."""
    return item(f"grip_{kind}", value)


def since_long(page: Any) -> Any:
    """As if the page and its cards had been on the site for months: new ones are not asked about yet."""
    before = timezone.now() - datetime.timedelta(days=90)
    checked = {name: text for name, text in page.checked.items() if not name.startswith(SINCE)}
    type(page).objects.filter(pk=page.pk).update(first_published_at=before, checked=checked)
    GripDeskColumns.objects.filter(page=page.pk).update(counted_until=None)
    return type(page).objects.get(pk=page.pk)


def desk_columns(page: Any) -> GripDeskColumns:
    """What the desk worked out of a page."""
    return GripDeskColumns.objects.get(page=page.pk)


# --- looking ------------------------------------------------------------------------


def visit(page: Any, client: Client | None = None, leaf: str = "") -> Any:
    """The response of the published page, or of a sub-route of it, to a visitor on the host of its site."""
    page = type(page).objects.get(pk=page.pk)
    _site_id, root_url, path = page.get_url_parts()
    return (client or Client()).get(path + leaf, headers={"host": root_url.split("//")[-1]})


def soup(html: Any) -> BeautifulSoup:
    """HTML, parsed as a browser does; from a response, bytes or text."""
    if hasattr(html, "render"):
        html.render()
    return BeautifulSoup(getattr(html, "content", html), "html5lib")


def see(page: Any, client: Client | None = None) -> BeautifulSoup:
    """The published page, parsed. Fails when it does not answer with 200."""
    response = visit(page, client)
    assert response.status_code == 200, response
    return soup(response)


def text_of(page: Any) -> str:
    """What a visitor reads on the published page, with single spaces."""
    return " ".join(see(page).get_text(" ").split())


def preview(page: Any) -> BeautifulSoup:
    """The page as an editor sees it in the preview."""
    response = page.make_preview_request()
    assert response.status_code == 200, response
    return soup(response)
