"""System checks: each has a number that never changes, a meaning and a hint.

``CHECKS`` is the one list of them. No check asks the database.
``manage.py check --tag gripwagtail`` runs only these.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage
from django.core.exceptions import ValidationError
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import get_template
from django.utils.formats import get_format, iter_format_modules

from ..conf import DEFAULTS, SANITIZERS, conf
from ..lookup.sources import page_models
from ..sanitize import can_clean
from ..validators import secure_elsewhere
from . import database, fitting  # noqa: F401  (checks list themselves on import)
from .registry import CHECKS, Hinted, messages, numbered

# A page with 40 contacts posts about 1 600 fields; Django's default limit is 1 000.
FIELDS_NEEDED: Final = 10_000

# So many languages are named.
_NAMED: Final = 5

_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# A dot where a name begins comes from a stylesheet; inside a name, frameworks do have dots ("px-2.5").
_NO_CLASS = re.compile(r"[<>\"'{}#]|(?:^|\s)\.")


@numbered("E001")
def settings_are_a_dict() -> Hinted:
    """GRIPWAGTAIL is not a dict."""
    given = getattr(settings, "GRIPWAGTAIL", {})
    if not isinstance(given, Mapping):
        yield (
            f"GRIPWAGTAIL is a {type(given).__name__}, not a dict. All of it is ignored.",
            'Write GRIPWAGTAIL = {"BASE_TEMPLATE": "base.html"}, or leave it out.',
        )


@numbered("E002")
def heading_start_is_a_level() -> Hinted:
    """HEADING_START is not a whole number from 1 to 4."""
    level = conf.given.get("HEADING_START", DEFAULTS["HEADING_START"])
    if isinstance(level, bool) or level not in (1, 2, 3, 4):
        yield (
            f'GRIPWAGTAIL["HEADING_START"] is {level!r}, not a whole number from 1 to 4.',
            "Use the level of the heading that our pages begin with: 1, or 2 when your template has its own <h1>.",
        )


@numbered("E003")
def contrib_settings_are_installed() -> Hinted:
    """wagtail.contrib.settings is not installed."""
    if not apps.is_installed("wagtail.contrib.settings"):
        yield (
            "wagtail.contrib.settings is not installed: nobody can fill in the phone and e-mail of the school.",
            'Add "wagtail.contrib.settings" to INSTALLED_APPS.',
        )


@numbered("E004")
def extra_roles_are_keys_with_labels() -> Hinted:
    """EXTRA_ROLES is not a dict of keys to labels."""
    roles = conf.given.get("EXTRA_ROLES", {})
    hint = 'Write "EXTRA_ROLES": {"peer-supporter": _("peer supporter")}: lowercase letters, digits and hyphens.'
    if not isinstance(roles, Mapping):
        yield f'GRIPWAGTAIL["EXTRA_ROLES"] is a {type(roles).__name__}, not a dict.', hint
        return
    for key, label in roles.items():
        if not (isinstance(key, str) and _KEY.fullmatch(key)):
            yield f'GRIPWAGTAIL["EXTRA_ROLES"] has a malformed key: {key!r}.', hint
        elif not str(getattr(label, "label", label) or "").strip():
            yield f'GRIPWAGTAIL["EXTRA_ROLES"] has no label for {key!r}.', hint


@numbered("E005")
def base_page_is_ours_to_extend() -> Hinted:
    """The site has a base page of its own, together with gripwagtail.pages."""
    from wagtail.models import Page

    # Wagtail 7.4 has no swappable page, whatever the setting says.
    swapped = getattr(Page._meta, "swapped", None)
    if swapped and apps.is_installed("gripwagtail.pages"):
        yield (
            f"gripwagtail.pages builds on Wagtail's own Page, but this site uses {swapped}.",
            'Leave "gripwagtail.pages" out of INSTALLED_APPS and write the page types yourself: '
            "class NormPage(NormMixin, BasePage), with the mixins of gripwagtail.models.",
        )


@numbered("E006")
def exit_url_is_https() -> Hinted:
    """EXIT_URL is not an https address on another site."""
    try:
        secure_elsewhere(conf.exit_url)
    except ValidationError:
        yield (
            f'GRIPWAGTAIL["EXIT_URL"] is {conf.exit_url!r}, not an https address on another site.',
            "Choose a neutral page elsewhere that begins with https://, such as a weather forecast.",
        )


@numbered("E007")
def cache_seconds_are_a_number() -> Hinted:
    """CACHE_SECONDS is not a whole number of seconds."""
    seconds = conf.given.get("CACHE_SECONDS", DEFAULTS["CACHE_SECONDS"])
    if isinstance(seconds, bool) or not isinstance(seconds, int) or seconds < 0:
        yield (
            f'GRIPWAGTAIL["CACHE_SECONDS"] is {seconds!r}, not a whole number of seconds.',
            'Use a number such as 600. To keep nothing at all, set "CACHE" to None.',
        )


@numbered("E008")
def snippets_are_installed() -> Hinted:
    """wagtail.snippets is not installed."""
    if not apps.is_installed("wagtail.snippets"):
        yield (
            "wagtail.snippets is not installed: nobody can correct the helplines.",
            'Add "wagtail.snippets" to INSTALLED_APPS.',
        )


@numbered("E009")
def public_max_age_is_a_number() -> Hinted:
    """PUBLIC_MAX_AGE is not a whole number of seconds."""
    seconds = conf.given.get("PUBLIC_MAX_AGE", DEFAULTS["PUBLIC_MAX_AGE"])
    if isinstance(seconds, bool) or not isinstance(seconds, int) or seconds < 0:
        yield (
            f'GRIPWAGTAIL["PUBLIC_MAX_AGE"] is {seconds!r}, not a whole number of seconds.',
            "Use a number such as 300, or 0 when our pages need not say that they may be kept.",
        )


@numbered("E010")
def rich_text_can_be_cleaned() -> Hinted:
    """The library that cleans rich text cannot be imported, or does not clean."""
    if not can_clean():
        name = conf.sanitizer
        yield (
            f"{name} cannot be imported or does not clean: rich text on our pages is shown as text, with its tags.",
            'Install it: python -m pip install "gripwagtail[nh3]", or remove GRIPWAGTAIL["SANITIZER"].'
            if name != SANITIZERS[0]
            else f"Install it again: python -m pip install --force-reinstall {name}.",
        )


@numbered("E011")
def load_css_is_known() -> Hinted:
    """LOAD_CSS is not True, False or "layered"."""
    given = conf.given.get("LOAD_CSS", DEFAULTS["LOAD_CSS"])
    if not (isinstance(given, bool) or given == "layered"):
        yield (
            f'GRIPWAGTAIL["LOAD_CSS"] is {given!r}, not True, False or "layered".',
            'Use True, or "layered" when our rules should yield to all of yours that are in no layer.',
        )


@numbered("E012")
def container_class_is_for_a_class_attribute() -> Hinted:
    """CONTAINER_CLASS is not a text of class names."""
    given = conf.given.get("CONTAINER_CLASS", DEFAULTS["CONTAINER_CLASS"])
    if not isinstance(given, str) or _NO_CLASS.search(given):
        yield (
            f'GRIPWAGTAIL["CONTAINER_CLASS"] is {given!r}, not names of classes with spaces between.',
            'Write the class alone, such as "container": no dot before it and no HTML.',
        )


@numbered("E013")
def sanitizer_is_known() -> Hinted:
    """SANITIZER is not "bleach" or "nh3"."""
    given = conf.given.get("SANITIZER", DEFAULTS["SANITIZER"])
    if given not in SANITIZERS:
        yield (
            f'GRIPWAGTAIL["SANITIZER"] is {given!r}. Known are: {", ".join(SANITIZERS)}. bleach is used.',
            'Use "nh3" with the extra gripwagtail[nh3], or leave it out.',
        )


@numbered("W001")
def settings_are_known() -> Hinted:
    """GRIPWAGTAIL has a key that means nothing, or is called otherwise now."""
    for key in conf.written:
        if new := conf.renamed.get(key):
            is_read = new not in conf.written
            yield (
                f'GRIPWAGTAIL["{key}"] is now called "{new}".',
                f'Rename the key to "{new}". Until then its value is used.'
                if is_read
                else f'Remove "{key}": "{new}" is there as well, and counts.',
            )
        elif key not in DEFAULTS:
            yield f'GRIPWAGTAIL has an unknown key: "{key}".', f"Known are: {', '.join(DEFAULTS)}."


@numbered("W002")
def base_templates_can_be_loaded() -> Hinted:
    """BASE_TEMPLATE or QUIET_BASE_TEMPLATE cannot be loaded."""
    if not page_models():
        return  # only blocks and tags are used, and they extend nothing
    for key, name in {"BASE_TEMPLATE": conf.base_template, "QUIET_BASE_TEMPLATE": conf.quiet_base_template}.items():
        if key == "QUIET_BASE_TEMPLATE" and name == conf.base_template:
            continue
        try:
            get_template(name)
        except (TemplateDoesNotExist, TemplateSyntaxError) as reason:
            yield (
                f'The template "{name}" of GRIPWAGTAIL["{key}"] cannot be loaded: {reason}.',
                f'Set GRIPWAGTAIL["{key}"] to the template that your own pages extend.',
            )


@numbered("W003")
def forms_may_be_large() -> Hinted:
    """DATA_UPLOAD_MAX_NUMBER_FIELDS is too low for our pages."""
    limit = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    if limit is not None and limit < FIELDS_NEEDED:
        yield (
            f"DATA_UPLOAD_MAX_NUMBER_FIELDS is {limit}. A page with 40 contacts cannot be saved at "
            "Django's default of 1 000: the editor gets an error and loses the work.",
            f"Set DATA_UPLOAD_MAX_NUMBER_FIELDS = {FIELDS_NEEDED:_}, as Wagtail recommends.",
        )


@numbered("W004")
def cache_is_known() -> Hinted:
    """CACHE names a cache that does not exist."""
    alias = conf.cache_alias
    if alias is not None and alias not in settings.CACHES:
        yield (
            f'GRIPWAGTAIL["CACHE"] is "{alias}", which is not in CACHES: nothing is cached and every visit costs more.',
            f"Use one of: {', '.join(settings.CACHES)}; or None to keep nothing on purpose.",
        )


@numbered("W005")
def calendars_write_as_the_language_does() -> Hinted:
    """WAGTAIL_DATE_FORMAT or WAGTAIL_DATETIME_FORMAT is not how the language of the site writes dates."""
    # Our own fields read all of these. Wagtail's, in the pages of the host and for the day of publication, make today
    # of what is not typed in exactly this format.
    for name, default, kind in (
        ("WAGTAIL_DATE_FORMAT", "%Y-%m-%d", "DATE_INPUT_FORMATS"),
        ("WAGTAIL_DATETIME_FORMAT", "%Y-%m-%d %H:%M", "DATETIME_INPUT_FORMATS"),
    ):
        used = getattr(settings, name, default)
        own = [form for form in _input_formats(kind) if "%S" not in form]
        if own and own[0].startswith("%d") and not str(used).startswith("%d"):
            yield (
                f'{name} is "{used}", but in the language of LANGUAGE_CODE ("{settings.LANGUAGE_CODE}") the day comes '
                "first. In a date field of Wagtail, a date that is typed that way becomes today. The date fields of "
                "gripwagtail read both.",
                f'Set {name} = "{own[0]}".',
            )


@numbered("W008")
def every_language_reads_what_calendars_write() -> Hinted:
    """A date in WAGTAIL_DATE_FORMAT or WAGTAIL_DATETIME_FORMAT is not read in a language of LANGUAGES."""
    for name, kind in (
        ("WAGTAIL_DATE_FORMAT", "DATE_INPUT_FORMATS"),
        ("WAGTAIL_DATETIME_FORMAT", "DATETIME_INPUT_FORMATS"),
    ):
        used = getattr(settings, name, None)
        unread = [code for code, _label in settings.LANGUAGES if used and used not in get_format(kind, lang=code)]
        if unread:
            codes = ", ".join(unread[:_NAMED]) + (f" and {len(unread) - _NAMED} more" if len(unread) > _NAMED else "")
            yield (
                f'{name} is "{used}", and Django does not read that in these languages of LANGUAGES: {codes}. Who has '
                "the admin in one of them cannot save a page with a date, and from Wagtail 8.1 on manage.py stops "
                "there (wagtailadmin.E003).",
                "Let LANGUAGES have the languages of your site alone. For ar, en, pl, tr and uk set "
                'FORMAT_MODULE_PATH = "gripwagtail.formats"; for another one write such a module of your own.',
            )


def _input_formats(kind: str) -> list[str]:
    """What Django itself knows of the language; none where it knows nothing."""
    path = getattr(settings, "FORMAT_MODULE_PATH", None)
    modules = iter_format_modules(settings.LANGUAGE_CODE, path)
    return list(next((getattr(module, kind) for module in modules if hasattr(module, kind)), ()))


def check(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """All of them, as Django asks for a check."""
    return list(messages())


__all__ = ["CHECKS", "check"]
