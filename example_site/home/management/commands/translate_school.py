"""Translate the pages of De Kwikstaart."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from wagtail.models import Locale, Page, Site

from example_site.home.shipped import shipped_words
from example_site.home.translating import Words, is_translated, planted_as, translate, words_for


class Command(BaseCommand):
    help = (
        "Vertaalt de pagina's van De Kwikstaart. Veilig te herhalen: een pagina waarvan de vertaling al begonnen is, "
        "blijft zoals die is."
    )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        home = Site.objects.get(is_default_site=True).root_page
        for code, name in settings.WAGTAIL_CONTENT_LANGUAGES:
            locale, _made = Locale.objects.get_or_create(language_code=code)
            if locale.pk != home.locale_id:
                self.translate(home, locale, name)

    def translate(self, home: Page, locale: Locale, name: str) -> None:
        """Translate into one language, from the front page down, what has words in it."""
        done = 0
        for page in Page.objects.descendant_of(home, inclusive=True).live().order_by("path").specific():
            words = words_for(page, locale.language_code)
            if words is None or is_translated(page, locale) or not self.can_begin(page, home, locale, words):
                continue
            for key in translate(page, locale, words):
                self.stdout.write(f"{name}, {page.title}: geen plek voor “{key}”.")
            done += 1
        self.stdout.write(f"{name}: {done} pagina's vertaald." if done else f"{name}: stond er al.")

    def can_begin(self, page: Page, home: Page, locale: Locale, words: Words) -> bool:
        """Whether the page above is there in the other language; and where we only add words, the page itself."""
        has_place = page.pk == home.pk or page.get_parent().get_translation_or_none(locale) is not None
        is_said = "title" in words or shipped_words(planted_as(page), locale.language_code)
        return has_place and (bool(is_said) or page.get_translation_or_none(locale) is not None)
