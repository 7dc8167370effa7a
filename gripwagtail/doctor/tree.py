"""The pages of a school in the tree: whether each kind has one source, and can be made at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Site

from ..lookup.sources import KINDS, content_types, is_ours, models_of, page_model
from ..page_class import GripPage
from ..planting.allowed import refusal
from .findings import DoctorFinding, found
from .scope import SchoolScope

_NAMED: Final = 3
_REASONS = {"none": "missing", "draft": "draft", "restricted": "restricted", "several": "several"}


def examine(scope: SchoolScope) -> Iterator[DoctorFinding]:
    """What is in the way of showing each kind of page on the grounds of this school."""
    kinds = [kind for kind in KINDS if models_of(kind)]
    if not kinds:
        return
    if not scope.own:
        message, hint = _refused(scope)
        if message:
            yield found("tree.not-allowed", message, hint, scope.name)
            return
        yield found(
            "tree.nothing",
            _("This site has none of our pages yet, so blocks and tags have nothing to show."),
            _("Run “manage.py gripwagtail_start --site %(host)s”, or create the pages in the explorer.")
            % {"host": scope.site.hostname},
            scope.name,
        )
        return
    for kind in kinds:
        outcome = scope.page_context.found(kind)
        if outcome.source is None:
            yield _no_source(kind, outcome.reason, scope)


def rivals(scope: SchoolScope) -> Iterator[DoctorFinding]:
    """Where two pages want to be the same source: visitors then see neither, whatever is written on them."""
    for kind in KINDS:
        if models_of(kind) and scope.own and scope.page_context.found(kind).reason == "several":
            yield _no_source(kind, "several", scope)


def without_site() -> Iterator[DoctorFinding]:
    """Published pages of ours to which no site leads. Nobody looks at them: neither a visitor nor the rest of this."""
    roots = [root.root_path for root in Site.get_site_root_paths()]
    lost = [
        page
        for page in page_model().objects.filter(content_type_id__in=list(content_types()), live=True).order_by("path")
        if not any(page.url_path.startswith(root) for root in roots)
    ]
    if lost:
        titles = ", ".join(f"“{page.title}”" for page in lost[:_NAMED])
        yield found(
            "tree.no-site",
            ngettext(
                "%(count)d page is published, but no site leads to it, so nobody can open it: %(titles)s.",
                "%(count)d pages are published, but no site leads to them, so nobody can open them: %(titles)s.",
                len(lost),
            )
            % {"count": len(lost), "titles": titles},
            _("Make a site under Settings → Sites with the page above them as its root, or move or unpublish them."),
        )


def _refused(scope: SchoolScope) -> tuple[str, str]:
    """What is in the way of the page with which everything begins, at the home page of this school."""
    home = scope.home.specific
    return next((refusal(model, home) for model in _starts() if type(home) is not page_model()), ("", ""))


def _starts() -> list[type[GripPage]]:
    return [model for kind in KINDS for model in models_of(kind) if model.grip_is_start and model.is_creatable]


def _no_source(kind: str, reason: str, scope: SchoolScope) -> DoctorFinding:
    names = {"type": models_of(kind)[0]._meta.verbose_name}
    message, hint = {
        "none": (
            _("There is no page “%(type)s”: blocks and tags that show it stay empty."),
            _("Create one in the explorer, or run gripwagtail_start again: it creates what is missing."),
        ),
        "draft": (
            _("The page “%(type)s” is a draft: visitors do not see it."),
            _("Read it, and publish it."),
        ),
        "restricted": (
            _("The page “%(type)s” is behind a view restriction: blocks and tags on public pages stay empty."),
            _("Remove the restriction, or leave the blocks out of public pages."),
        ),
        "several": (
            _("There are several pages “%(type)s”, so blocks and tags do not know which to show."),
            _(
                "Choose one under Settings → Online behaviour, “pages to use for the whole site”, or unpublish the "
                "others."
            ),
        ),
    }[reason]
    return found(f"tree.source-{_REASONS[reason]}", message % names, hint, scope.name)


def types() -> Iterator[DoctorFinding]:
    """The kinds of which no page can be made below any page that is there now, or below our own first one."""
    here = page_model().objects.filter(depth__gt=1).order_by().values_list("content_type_id", flat=True).distinct()
    # The welcome page of a new install is a bare page, and will be replaced.
    parents = {each.model_class() for each in ContentType.objects.filter(pk__in=set(here))} - {page_model()}
    # Where none of ours is there yet, each site hears what is in the way of the first one.
    has_ours = any(map(is_ours, parents))
    for kind in KINDS:
        models = [model for model in models_of(kind) if model.is_creatable]
        is_first = any(model.grip_is_start for model in models)
        above = {each for each in parents if not is_ours(each)} if is_first else parents.union(_starts())
        if not models or (is_first and not has_ours):
            continue
        if not any(above & set(model.allowed_parent_page_models()) for model in models):
            hosts = [f'"{each._meta.label}"' for each in parents if each is not None and not is_ours(each)]
            yield found(
                "tree.type-nowhere",
                _("No page “%(type)s” can be created below any page of this site.")
                % {"type": models[0]._meta.verbose_name},
                _(
                    "Add “%(label)s” to subpage_types of your page type that it belongs under, or name that type in "
                    'GRIPWAGTAIL["ALLOW_BELOW"]: %(types)s.'
                )
                % {"label": models[0]._meta.label, "types": ", ".join(sorted(hosts))},
            )


__all__ = ["examine", "rivals", "types", "without_site"]
