"""A translator at work in wagtail-localize: submits pages, fills in a PO file, publishes.

Imports wagtail-localize inside its functions, so that a test module can be read where that is not installed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, ClassVar

from django.test import TestCase

from tests import factories as make

_SAID = re.compile(r"(^|>)([^<>]+)")


def submit(page: Any, code: str) -> Any:
    """Sends a page to be translated, as the button in the admin does; gives the translated page."""
    from wagtail_localize.operations import translate_object

    with published_at_once():
        translate_object(page, [make.language(code)], user=make.editor())
    return translated(page, code)


def translated(page: Any, code: str) -> Any:
    return type(page).objects.get(translation_key=page.translation_key, locale=make.language(code))


def job(page: Any, code: str) -> Any:
    """The translation as wagtail-localize keeps it; read again each time, because it keeps what it once read."""
    from wagtail_localize.models import Translation

    return Translation.objects.get(source__object_id=page.translation_key, target_locale=make.language(code))


def published_at_once() -> Any:
    """Runs what wagtail-localize leaves until the end of the transaction: publishing."""
    return TestCase.captureOnCommitCallbacks(execute=True)


def say(text: str, code: str) -> str:
    """What our translator makes of a text: each piece with the language in front, tags as they were."""
    return _SAID.sub(lambda found: f"{found[1]}{code.upper()} {found[2]}", text)


def translate(page: Any, code: str, speak: Callable[[str, str], str] = say) -> Any:
    """Submits, fills in the PO file, imports it and publishes; gives the translated page."""
    submit(page, code)
    work = job(page, code)
    po = work.export_po()
    for entry in po:
        entry.msgstr = speak(entry.msgid, code)
    assert work.import_po(po) == []
    publish(page, code)
    return translated(page, code)


def publish(page: Any, code: str) -> None:
    with published_at_once():
        job(page, code).save_target(user=make.editor())


def sync(page: Any, *, and_publish: bool = True) -> None:
    """The button "sync translated pages"."""
    from wagtail_localize.models import TranslationSource

    TranslationSource.objects.get(object_id=page.translation_key).update_from_db()
    if and_publish:
        source = TranslationSource.objects.get(object_id=page.translation_key)
        for code in source.translations.values_list("target_locale__language_code", flat=True):
            publish(page, code)


class RecordingTranslator:
    """A machine translator that remembers all it was given. Answers as the dummy of wagtail-localize does."""

    display_name = "RecordingTranslator"
    heard: ClassVar[list[str]] = []

    def __init__(self, options: Any) -> None:
        from wagtail_localize.machine_translators.dummy import DummyTranslator

        self.dummy = DummyTranslator(options)

    def can_translate(self, source: Any, target: Any) -> bool:
        return bool(self.dummy.can_translate(source, target))

    def translate(self, source: Any, target: Any, strings: Any) -> Any:
        self.heard.extend(string.data for string in strings)
        return self.dummy.translate(source, target, strings)


def follow_trees(code: str, source: str) -> None:
    """Every page of one language gets an alias in another, as "sync from" of a locale does."""
    from wagtail_localize.models import LocaleSynchronization

    LocaleSynchronization.objects.create(locale=make.language(code), sync_from=make.language(source))
