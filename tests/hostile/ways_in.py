"""The ways by which a text comes into the database. Each gives the school that has it, and counts what was refused."""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core import serializers
from django.core.exceptions import ValidationError
from django.core.management import call_command

from gripwagtail import signals
from gripwagtail.lookup.sources import KINDS, page_model
from gripwagtail.models import GripHelpline, GripSettings
from tests import factories as make
from tests.hostile import forms, places
from tests.hostile.places import Deal
from tests.hostile.school import HostileSchool, fill, fill_rest, plain, write

Way = Callable[[Deal], HostileSchool]


def orm(deal: Deal) -> HostileSchool:
    """Code that updates rows."""
    school = plain(deal)
    fill(school)
    return school


def stream_json(deal: Deal) -> HostileSchool:
    """Raw JSON in the streams of a page, saved as a revision and published."""
    school = plain(deal)
    for kind in KINDS:
        page = school.pages[kind]
        _set(page, places.fields(type(page), kind, deal), deal)
        page.save_revision(clean=False).publish()
    school.host.body = json.dumps(places.host_body(deal))
    school.host.save_revision(clean=False).publish()
    fill_rest(school)
    school.read_again()
    return school


def _set(page: Any, values: dict[str, Any], deal: Deal) -> None:
    """Gives a page its values; a column that Django's own validation refuses keeps what it had."""
    for name, value in values.items():
        if isinstance(value, list):
            setattr(page, name, json.dumps(value))
            continue
        try:
            page._meta.get_field(name).clean(value, page)
        except ValidationError:
            deal.refuse(value)
        else:
            setattr(page, name, value)


def form(deal: Deal) -> HostileSchool:
    """The forms of the admin: pages that are published, the settings, the helplines."""
    school = plain(deal)
    client = forms.signed_in()
    for kind in KINDS:
        page = school.pages[kind]
        values = places.fields(type(page), kind, deal)
        forms.publish(client, page, values, deal)
    values = places.host_body(deal)
    forms.publish(client, school.host, {"body": values}, deal)
    settings = GripSettings.objects.get(site__is_default_site=True)
    forms.save(client, settings, places.fields(GripSettings, "settings", deal), deal)
    for number in range(4):
        row = make.helpline(f"lijn-{number}")
        forms.save(client, row, places.fields(GripHelpline, "helpline", deal), deal)
    school.read_again()
    return school


def api_v3(deal: Deal) -> HostileSchool:
    """The preview of Wagtail's next API, on a host that lets everything be written."""
    from tests.hostile import api_writing

    school = plain(deal)
    # Wagtail 8.0 refuses every item with tick boxes in it, and so every card.
    school.silent = {"structured data", "vCard"}
    for kind in KINDS:
        page = school.pages[kind]
        api_writing.publish(page, places.fields(type(page), kind, deal), deal)
    api_writing.publish(school.host, {"body": places.host_body(deal)}, deal)
    fill_rest(school)
    school.read_again()
    return school


def fixture(deal: Deal) -> HostileSchool:
    """A file with rows: ``loaddata``."""
    school = orm(deal)
    base = page_model().objects.filter(pk__in=[page.pk for page in school.all_pages])
    rows = [*base, *school.all_pages, *GripSettings.objects.all(), *GripHelpline.objects.all()]
    text = serializers.serialize("json", rows)
    harmless = {kind: make.content_of(kind) for kind in KINDS}
    for kind, page in school.pages.items():
        empty = {stream.name: [] for stream in places.streams(type(page))}
        write(page, {**empty, **harmless[kind]})
        page_model().objects.filter(pk=page.pk).update(title="leeg", search_description="")
    GripHelpline.objects.filter(key__contains="lijn").delete()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "school.json"
        path.write_text(text, encoding="utf-8")
        call_command("loaddata", str(path), verbosity=0)
    signals.changed()
    school.read_again()
    return school


def copy(deal: Deal) -> HostileSchool:
    """Pages copied from another part of the site."""
    school = orm(deal)
    parent = make.home_page(school.home, title="Kopie", slug="kopie")
    for kind, page in school.pages.items():
        school.pages[kind] = _until_accepted(
            page, lambda one: one.copy(to=type(parent).objects.get(pk=parent.pk), process_child_object=None), deal
        )
        type(page).objects.get(pk=page.pk).delete()
    old = school.host
    school.host = school.host.copy(to=type(parent).objects.get(pk=parent.pk))
    type(old).objects.get(pk=old.pk).delete()
    school.read_again()
    return school


def revert(deal: Deal) -> HostileSchool:
    """An earlier version of a page is published again."""
    school = orm(deal)
    for kind, page in school.pages.items():
        before = page.save_revision(clean=False)
        write(page, {**dict.fromkeys(_columns(page), ""), "title": "netjes", **make.content_of(kind)})
        type(page).objects.get(pk=page.pk).save_revision(clean=False).publish()
        _until_accepted(page, lambda one, before=before: _publish_again(one, before), deal)
    school.read_again()
    return school


def _publish_again(page: Any, revision: Any) -> Any:
    revision.content = {**revision.content, **{name: getattr(page, name) for name in _columns(page)}}
    revision.save()
    revision.publish()
    return page


def _columns(page: Any) -> list[str]:
    return [one.name for one in places.text_fields(type(page))]


def _until_accepted(page: Any, do: Callable[[Any], Any], deal: Deal) -> Any:
    """Does it, and once more without what Django's validation of columns refuses."""
    for _attempt in range(3):
        try:
            return do(page)
        except ValidationError as problem:
            for name in problem.message_dict:
                deal.refuse(getattr(page, name))
                setattr(page, name, "netjes" if name == "title" else "")
    raise AssertionError(f"{page} is never accepted")


def pack(deal: Deal) -> HostileSchool:
    """A content pack of somebody else, imported and published."""
    from gripwagtail.packs import reading
    from gripwagtail.packs.checking import check
    from gripwagtail.packs.writing import write as write_pack
    from gripwagtail.starter.files import DATA
    from tests.hostile.packs import hostile, mended, with_hostile_keys

    school = plain(deal)
    for page in school.pages.values():
        type(page).objects.get(pk=page.pk).delete()
    harmless, faults = reading.read(DATA / "nl" / "po")
    assert faults == []
    harmless = {name: {**reading.fill(document, "juf"), "name": "bestuur"} for name, document in harmless.items()}
    wrong_keys, keys = with_hostile_keys(harmless, deal)
    said = "\n".join(map(str, check(wrong_keys)))
    assert all(f"[{key}]" in said for key in keys), "a hostile key is not refused"
    deal.refuse(keys)
    documents = hostile(harmless, deal)
    while faults := check(documents):
        documents = mended(documents, harmless, faults, deal)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pakket"
        write_pack(path, documents)
        call_command("gripwagtail_pack", "import", str(path), parent=school.home.pk, stdout=io.StringIO())
    for kind in KINDS:
        page = make.page_class(kind).objects.get()
        for stream in places.streams(type(page)):
            _tick(page, stream.name)
        if kind == "contact":
            page.vcards = page.names_findable = True
        page.save_revision(clean=False).publish()
        school.pages[kind] = page
    write(school.host, {"body": places.host_body(deal)})
    fill_rest(school)
    school.read_again()
    # What editors would be told of is refused in a pack, so there is nothing to say when it is published.
    school.silent = {"messages"}
    return school


def _tick(page: Any, name: str) -> None:
    from tests.planted import CLAIMS

    raws = [dict(raw) for raw in getattr(page, name).raw_data]
    for raw in raws:
        if isinstance(raw["value"], dict):
            raw["value"] = {**raw["value"], **{claim: True for claim in CLAIMS if claim in raw["value"]}}
    setattr(page, name, json.dumps(raws))


WAYS: dict[str, Way] = {
    "admin form": form,
    "StreamField JSON": stream_json,
    "ORM": orm,
    "API v3": api_v3,
    "fixture": fixture,
    "page copy": copy,
    "revert": revert,
    "content pack": pack,
}

__all__ = ["WAYS", "Way"]
