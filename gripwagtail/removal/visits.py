"""What a site keeps of the visits of editors: the form of an open preview, and what is in a session.

Both are copies for a short while of what is elsewhere, so they are deleted and not rewritten. A browser sends the form
of a preview again with the next change in it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from importlib import import_module
from typing import Any, Final
from urllib.parse import parse_qsl

from django.apps import apps
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.utils.translation import gettext as _

from .rewriting import Rewrite, Rewriter

# Who is logged in; without it an editor would be sent away in the midst of their work.
_WHO: Final = "_auth_user_"


def erase(rewriter: Rewriter, types: Collection[int], write: bool) -> None:
    """``types``: content types of ours. Of the host's only those forms go that mention the person."""
    _forms(rewriter, types, write)
    _sessions(rewriter, write)


def _forms(rewriter: Rewriter, types: Collection[int], write: bool) -> None:
    if not apps.is_installed("wagtail.admin"):
        return
    rows = apps.get_model("wagtailadmin", "FormState")._base_manager
    for number, data in rows.values_list("pk", "data").iterator():
        if _notes(rewriter, _texts_of_form(data), _("preview of a page that someone is editing")) and write:
            rows.filter(pk=number).delete()
    if write and rewriter.changes:
        # A card that is known by its id may be there in other words.
        rows.filter(content_type_id__in=types).delete()


def _texts_of_form(data: str) -> Iterator[str]:
    for _name, value in parse_qsl(data, keep_blank_values=True):
        yield value


def _sessions(rewriter: Rewriter, write: bool) -> None:
    """Of a site that keeps its sessions in the database. Messages may wait in them: “Page … was published”."""
    store: Any = import_module(settings.SESSION_ENGINE).SessionStore
    if not issubclass(store, SessionStore) or not apps.is_installed("django.contrib.sessions"):
        return
    rows = store.get_model_class()._base_manager
    for row in rows.iterator(chunk_size=500):
        values = row.get_decoded()
        named = [
            name
            for name, value in values.items()
            if not name.startswith(_WHO) and _notes(rewriter, _texts_in(value), _("session of an editor"))
        ]
        if write and named:
            left = {name: value for name, value in values.items() if name not in named}
            rows.filter(pk=row.pk).update(session_data=store().encode(left))
            session = store(row.session_key)
            if hasattr(session, "cache_key"):
                # It is read from there first, and from the database when it is gone.
                session._cache.delete(session.cache_key)


def _texts_in(value: object) -> Iterator[str]:
    """All that is in a value of a session, names included; Django writes messages as JSON within it."""
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, (list, tuple)):
        for part in value:
            yield from _texts_in(part)
    elif isinstance(value, str):
        yield value
        if value[:1] in "[{":
            try:
                inner = json.loads(value)
            except ValueError:
                return
            yield from _texts_in(inner)


def _notes(rewriter: Rewriter, texts: Iterator[str], where: str) -> bool:
    """Whether the person is in one of these, noted as one place."""
    found = next((text for text in texts if rewriter.person.is_in(text)), None)
    if found is None:
        return False
    before, _after = rewriter.clipped(found)
    rewriter.changes.append(Rewrite(where, before, ""))
    return True


__all__ = ["erase"]
