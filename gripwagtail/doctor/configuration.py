"""Settings that only matter together with what is installed, stored or written."""

from __future__ import annotations

from collections.abc import Iterator
from email.utils import parseaddr
from pathlib import Path
from typing import Final, cast

from django.apps import apps
from django.conf import settings
from django.core.cache import InvalidCacheBackendError, caches
from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.filebased import FileBasedCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.checks import run_checks
from django.middleware.locale import LocaleMiddleware
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from wagtail.models import Locale, Site

from ..assets import assets, is_known
from ..conf import conf
from ..lookup.page_kinds import page_models
from ..lookup.sources import models_of, page_model
from ..page_class import ContactPage
from ..text.hosts import host_of, is_example, is_local, real_hosts
from .answer import error_page
from .findings import DoctorFinding, found
from .scope import SchoolScope

# These delete entries when there are more than MAX_ENTRIES.
_COUNTING: Final = (LocMemCache, FileBasedCache, DatabaseCache)
# What Django and Wagtail make a new project with.
_NOBODYS_TIME: Final = frozenset({"UTC", "Etc/UTC", "America/Chicago"})


def examine() -> Iterator[DoctorFinding]:
    """What holds for the whole install."""
    yield from system_checks()
    yield from _unused_overrides()
    yield from _static_files()
    yield from _languages()
    yield from _speed()
    yield from _mail_and_clock()
    yield from _error_page()


def system_checks() -> Iterator[DoctorFinding]:
    """Our numbered checks, under their own numbers."""
    for message in run_checks(tags=["gripwagtail"]):
        if not message.is_silenced():
            yield DoctorFinding(message.level, message.id or "", str(message.msg), message.hint or "")


def _unused_overrides() -> Iterator[DoctorFinding]:
    """The one order of apps that matters: an app with a template or file that replaces ours has to be before us."""
    own = apps.get_app_config("gripwagtail")
    configs = list(apps.get_app_configs())
    for config in configs[configs.index(own) + 1 :]:
        for folder in ("templates", "static"):
            there, ours = Path(config.path, folder, "gripwagtail"), Path(own.path, folder, "gripwagtail")
            files = [file.relative_to(there) for file in sorted(there.rglob("*")) if file.is_file()]
            hidden = [str(file) for file in files if (ours / file).exists()]
            if hidden:
                yield found(
                    "settings.override-unused",
                    _("%(app)s overrides files of ours, but its versions are not used: %(files)s.")
                    % {"app": config.name, "files": ", ".join(hidden)},
                    _("Put “%(app)s” before “gripwagtail” in INSTALLED_APPS.") % {"app": config.name},
                )


def _static_files() -> Iterator[DoctorFinding]:
    """Files that were never collected. A server of static files elsewhere only tells through its manifest."""
    if settings.DEBUG or not apps.is_installed("django.contrib.staticfiles"):
        return
    root = getattr(settings, "STATIC_ROOT", None) if _on_this_disk() else None
    missing = [name for name in assets() if not is_known(name) or (root and not Path(root, name).exists())]
    if missing:
        yield found(
            "settings.static-missing",
            _("These files of ours are not among the collected static files: %(files)s.")
            % {"files": ", ".join(missing)},
            _("Run “manage.py collectstatic” with the settings of this site, and restart it."),
        )


def _on_this_disk() -> bool:
    from django.contrib.staticfiles.storage import staticfiles_storage
    from django.core.files.storage import FileSystemStorage

    return isinstance(staticfiles_storage, FileSystemStorage)


def _languages() -> Iterator[DoctorFinding]:
    pages = page_model().objects.filter(live=True, depth__gt=1).order_by()
    codes = Locale.objects.filter(pk__in=pages.values("locale")).values_list("language_code", flat=True)
    names = {"codes": ", ".join(sorted(codes))}
    if len(codes) < 2:
        return
    if not getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        yield found(
            "settings.i18n-off",
            _("There are pages in several languages (%(codes)s), but WAGTAIL_I18N_ENABLED is not on.") % names,
            _("Set WAGTAIL_I18N_ENABLED = True, and put the urls of Wagtail in i18n_patterns()."),
        )
    elif settings.USE_I18N and not any(map(_is_locale_middleware, settings.MIDDLEWARE)):
        yield found(
            "settings.i18n-middleware",
            _("There are pages in several languages (%(codes)s), but no LocaleMiddleware chooses one for a visit.")
            % names,
            _("Add “django.middleware.locale.LocaleMiddleware” to MIDDLEWARE, after the session middleware."),
        )


def _is_locale_middleware(path: str) -> bool:
    middleware = import_string(path)
    return isinstance(middleware, type) and issubclass(middleware, LocaleMiddleware)


def _speed() -> Iterator[DoctorFinding]:
    if settings.DEBUG:
        yield found(
            "settings.debug",
            _("DEBUG is on: every page is rendered afresh, and an error shows your code to everyone."),
            _("That is fine on your own machine. Set DEBUG = False on any site that has visitors."),
        )
    cache = settings.CACHES.get(conf.cache_alias or "", {})
    if str(cache.get("BACKEND", "")).endswith(".DummyCache"):
        yield found(
            "settings.cache-dummy",
            _("The cache “%(alias)s” stores nothing, so every page is rendered afresh.") % {"alias": conf.cache_alias},
            _('Set CACHES to a cache that stores something, or GRIPWAGTAIL["CACHE"] to None if this is on purpose.'),
        )
    elif (kept := entries_kept()) is not None and kept < (needed := entries_needed()):
        yield found(
            "settings.cache-small",
            _("The cache “%(alias)s” keeps %(kept)d entries, and our pages need %(needed)d: they push each other out.")
            % {"alias": conf.cache_alias, "kept": kept, "needed": needed},
            _(
                'Set CACHES["%(alias)s"]["OPTIONS"]["MAX_ENTRIES"] to %(enough)d or more: your own pages with our '
                "blocks, and all else that your site stores there, need room too."
            )
            % {"alias": conf.cache_alias, "enough": 2 * needed},
        )


def entries_kept() -> int | None:
    """How many entries the cache of our bodies keeps before it deletes some; ``None`` where it does not count them."""
    try:
        cache = caches[conf.cache_alias] if conf.cache_alias else None
    except InvalidCacheBackendError:
        return None
    # The others let the server behind them decide.
    return cache._max_entries if isinstance(cache, _COUNTING) else None


def entries_needed() -> int:
    """How many our live pages take: the bodies of each, the list of what is kept of it, and its sheets."""
    taken: list[int] = [
        model._default_manager.filter(live=True).count() * (2 + sum(one.entries for one in model.grip_subroutes))
        for model in page_models()
    ]
    return sum(taken)


def _mail_and_clock() -> Iterator[DoctorFinding]:
    """What a new project is made with and nobody changed: each is in what leaves the site, or decides what is shown."""
    base = getattr(settings, "WAGTAILADMIN_BASE_URL", None) or ""
    if is_example(host_of(base)) or (real_hosts() and is_local(host_of(base))):
        yield found(
            "settings.admin-address",
            _("Links in mails to editors begin with %(address)s, which is not the address of this site.")
            % {"address": base or "–"},
            _("Set WAGTAILADMIN_BASE_URL to the address at which editors open the admin, such as https://www.…"),
        )
    sender = getattr(settings, "WAGTAILADMIN_NOTIFICATION_FROM_EMAIL", None) or settings.DEFAULT_FROM_EMAIL
    domain = parseaddr(str(sender))[1].rpartition("@")[2]
    if real_hosts() and (is_local(domain) or is_example(domain)):
        yield found(
            "settings.sender",
            _("Mails to editors come from %(address)s, so many mail servers refuse them.") % {"address": sender},
            _("Set WAGTAILADMIN_NOTIFICATION_FROM_EMAIL or DEFAULT_FROM_EMAIL to an address of the school."),
        )
    if settings.TIME_ZONE in _NOBODYS_TIME:
        yield found(
            "settings.time-zone",
            _("TIME_ZONE is “%(zone)s”: cards and dates begin and end by that clock, not at midnight here.")
            % {"zone": settings.TIME_ZONE},
            _('Set TIME_ZONE = "Europe/Amsterdam", or the zone of the school.'),
        )


def _error_page() -> Iterator[DoctorFinding]:
    """What visitors read when the site itself fails: it may be the moment at which somebody looks for help."""
    site = Site.objects.filter(is_default_site=True).first()
    answer = error_page(site.root_url if site else "http://localhost")
    if answer.failure:
        message = _("The page for when the site fails, fails itself: %(error)s") % {"error": answer.failure}
    elif "tel:112" not in answer.outline.links:
        message = _("When the site fails, visitors read a page without a link that calls 112.")
    else:
        return
    yield found(
        "settings.error-page",
        message,
        _('Put 112 and the number of the school in your 500.html, as plain HTML: <a href="tel:112">112</a>.'),
    )


def address_of(scope: SchoolScope) -> Iterator[DoctorFinding]:
    """Wagtail's record of the site, which is on every poster."""
    site = scope.site
    if not scope.is_first:
        return
    names = {"address": site.root_url, "hosts": ", ".join(dict.fromkeys(real_hosts()))}
    hint = _("Correct the host name and port under Settings → Sites, before anything is printed.")
    if real_hosts() and (is_local(site.hostname) or is_example(site.hostname)):
        yield found(
            "settings.site-address",
            _(
                "Wagtail says the address of this site is %(address)s, while its settings name %(hosts)s: posters, "
                "codes and texts to share cannot be made."
            )
            % names,
            hint,
            scope.name,
        )
    elif settings.SECURE_SSL_REDIRECT and site.root_url.startswith("http://"):
        yield found(
            "settings.site-scheme",
            _("Addresses on paper begin with %(address)s, while the site only answers to https.") % names,
            hint,
            scope.name,
        )


def _has_own_numbers(site: Site) -> bool:
    published = (model.objects.live().descendant_of(site.root_page) for model in models_of("contact"))
    return any(pages.exclude(school_phone="", school_email="").exists() for pages in published)


def phone_of(scope: SchoolScope) -> Iterator[DoctorFinding]:
    """The number of the school, to which every card falls back."""
    source = scope.page_context.source("contact")
    shared = scope.page_context.school
    school = source.school if source else shared
    facts = cast(ContactPage, source.facts) if source else None
    is_own = facts is not None and bool(facts.school_phone or facts.school_email)
    # A board may have one number for all. Where a school has its own, those in the settings may be of another.
    is_in_doubt = shared.reachable and not (is_own or scope.is_whole_site) and _has_own_numbers(scope.site)
    if is_in_doubt and any(each.page.live for each in scope.own):
        said = (school.name, school.phone.shown if school.phone else "", school.email)
        yield found(
            "settings.number-shared",
            _("Several schools share these settings, and visitors of this one are sent to what they say: %(school)s.")
            % {"school": ", ".join(filter(None, said))},
            _("Fill in the phone and the e-mail address of the school on its own contact page, and publish that page."),
            scope.name,
        )
    if school.phone is None:
        yield found(
            "settings.phone-missing",
            _("The school has no phone number here, so a card “through the school” cannot be called."),
            _("Fill it in under Settings → Online behaviour, or on the contact page of this school."),
            scope.name,
        )


__all__ = ["address_of", "entries_kept", "entries_needed", "examine", "phone_of", "system_checks"]
