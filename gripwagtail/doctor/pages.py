"""What is wrong with a page of ours as the host shows it."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from ..assets import asset_urls
from ..base_template import blocks_of
from ..conf import conf
from ..lookup.context import PageContext
from ..rendering.modules import MODULES
from ..rendering.page import render_page
from ..rendering.root import stylesheets
from . import csp
from .errors import raised
from .findings import DoctorFinding, found
from .shown import ShownPage
from .templates import template_of


def examine(shown: ShownPage) -> Iterator[DoctorFinding]:
    """Everything but privacy; nothing more of a page that did not come."""
    answer, place = shown.answer, shown.place
    if answer.failure:
        yield raised(answer.failure, place)
    elif not answer.is_good:
        yield found(
            "page.no-answer",
            _("This page should open, but the response is %(status)s.") % {"status": _status_text(shown)},
            _("Open the address in a browser. Check urls.py, the middleware and the redirects of the site."),
            place,
        )
    else:
        if _has_body(shown):
            yield from loads_css(shown)
            yield from _landmarks(shown)
        else:
            yield _body_missing(shown)
        yield from _words(shown)
        yield from _policy(shown)


def _status_text(shown: ShownPage) -> str:
    target = shown.answer.headers.get("Location", "")
    return f"{shown.answer.status} → {target}" if target else str(shown.answer.status)


def _has_body(shown: ShownPage) -> bool:
    if f"grip-{shown.kind.replace('_', '-')}-page" in shown.answer.outline.roots:
        return True
    # A page on which nothing is filled in may have nothing to show; a new page has an introduction.
    return shown.page.pk is not None and not str(render_page(PageContext(page=shown.page))).strip()


def loads_css(shown: ShownPage) -> Iterator[DoctorFinding]:
    """Whether a page with something of ours loads our stylesheet."""
    if conf.load_css and shown.answer.outline.roots and not _sheets_of(shown):
        yield found(
            "page.css-missing",
            _("The page does not load our stylesheet: it works, but looks bare."),
            _(
                'Put {% grip_css %} in the head of your template, or set GRIPWAGTAIL["LOAD_CSS"] to False if you '
                "bring your own."
            ),
            shown.place,
        )


def _body_missing(shown: ShownPage) -> DoctorFinding:
    base = conf.quiet_base_template if shown.our_page.grip_quiet else conf.base_template
    name, file = template_of(shown.our_page)
    if not name.startswith("gripwagtail/"):
        hint = _("Put {{ grip_body }} in %(file)s.") % {"file": file or name}
    else:
        blocks = ", ".join(blocks_of(base)) or "–"
        hint = _(
            "%(base)s has no block “content” where it counts (its blocks: %(blocks)s). Name the one for the text of a "
            'page: GRIPWAGTAIL["BLOCKS"] = {"content": "…"}.'
        ) % {"base": base, "blocks": blocks}
    return found("page.body-missing", _("The page opens, but our content is not on it."), hint, shown.place)


def _sheets_of(shown: ShownPage) -> list[tuple[str, str]]:
    """The links to a stylesheet of ours."""
    return [link for path in stylesheets() for link in _links_to(path, shown.answer.outline.sheets)]


def _links_to(path: str, links: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The links to a static file of ours, minified or as it was written, each with its nonce."""
    ours = tuple(asset_urls(path))
    return [(url, nonce) for url, nonce in links if url.endswith(ours)]


def _landmarks(shown: ShownPage) -> Iterator[DoctorFinding]:
    outline, place = shown.answer.outline, shown.place
    if not outline.h1:
        yield found(
            "page.h1-missing",
            _("The page has no <h1>: people who listen to the page do not hear where it begins."),
            _('Set GRIPWAGTAIL["SHOW_H1"] to True and "HEADING_START" to 1, or show the title in your template.'),
            place,
        )
    elif outline.h1 > 1:
        yield found(
            "page.h1-several",
            _("The page has %(count)d headings <h1>.") % {"count": outline.h1},
            _(
                'Set GRIPWAGTAIL["SHOW_H1"] to False if your template shows the title, or "HEADING_START" to 2 if it '
                "has another <h1>."
            ),
            place,
        )
    if not outline.mains:
        yield found(
            "page.main-missing",
            _("The page has no <main>: the keyboard cannot jump to the main content."),
            _('Set GRIPWAGTAIL["WRAP_MAIN"] to True, or put <main> around the block “content” of your template.'),
            place,
        )
    elif outline.mains > 1:
        yield found(
            "page.main-several",
            _("The page has %(count)d elements <main>.") % {"count": outline.mains},
            _('Set GRIPWAGTAIL["WRAP_MAIN"] to False: your template already has one.'),
            place,
        )


def _words(shown: ShownPage) -> Iterator[DoctorFinding]:
    outline, place = shown.answer.outline, shown.place
    hint = _('Write <html lang="{{ page.locale.language_code }}"> in your template.')
    wanted = {shown.page.locale.language_code, shown.our_page.grip_language}
    if not (outline.lang or "").strip():
        yield found(
            "page.lang-missing",
            _("<html> does not say which language the page is in, so screen readers read it aloud in the wrong voice."),
            hint,
            place,
        )
    elif _primary(outline.lang or "") not in map(_primary, wanted):
        yield found(
            "page.lang-wrong",
            _("<html> says the language is “%(says)s”, but the page is in “%(is)s”.")
            % {"says": outline.lang, "is": shown.our_page.grip_language},
            hint,
            place,
        )
    if not outline.title.strip():
        yield found(
            "page.title-missing",
            _("The page has no <title>: the tab, the history and search engines have no name for it."),
            _("Put <title>{% block title %}{{ page.title }}{% endblock %}</title> in the head of your template."),
            place,
        )


def _primary(code: str) -> str:
    return code.strip().lower().replace("_", "-").split("-")[0]


def _policy(shown: ShownPage) -> Iterator[DoctorFinding]:
    """The refusals of a Content Security Policy, for our stylesheet, our modules and what these fetch."""
    answer = shown.answer
    modules = [link for module in MODULES for link in _links_to(module, answer.outline.scripts)]
    # A script is imported; words are fetched, and no nonce helps that.
    words = [(url, "") for url in answer.outline.loads if urlsplit(url).path.endswith(".json")]
    files = _(
        "Add 'self', or the address of your static files, to that line of the policy. We use no inline script or style."
    )
    connect = _(
        "Add 'self', or the address of your static files, to connect-src. Until then the search knows only the words "
        "on the page."
    )
    for policy in csp.policies_of(answer.headers, answer.outline.policies):
        for code, directives, links, message, hint in (
            (
                "page.csp-style",
                csp.STYLE,
                _sheets_of(shown),
                _("The Content Security Policy blocks our stylesheet: %(rule)s"),
                files,
            ),
            (
                "page.csp-script",
                csp.SCRIPT,
                modules,
                _("The Content Security Policy blocks our scripts: %(rule)s"),
                files,
            ),
            (
                "page.csp-words",
                csp.CONNECT,
                words,
                _("The Content Security Policy blocks the words that the search looks in: %(rule)s"),
                connect,
            ),
        ):
            rules = [rule for url, nonce in links if (rule := csp.refuses(policy, directives, url, answer.url, nonce))]
            if rules:
                yield found(code, message % {"rule": rules[0]}, hint, shown.place)


__all__ = ["examine", "loads_css"]
