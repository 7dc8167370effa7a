"""Takes everything of ours out of the database, in one transaction. What is the host's stays."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import ReferenceIndex

from ..lookup.sources import page_model
from ..mirror import refreshing
from ..page_class import SitePage
from ..records.stamp import GripPartStamp, GripStamp
from . import moving, translation_rows
from .inventory import Inventory, content_types, log_entries, our_tables, take_stock


@dataclass
class Plan:
    """What would be removed, what is moved first, and what has to be settled by hand before."""

    stock: Inventory
    children: list[SitePage]
    target: SitePage | None = None
    obstacles: list[str] = field(default_factory=list)

    @property
    def confirmation(self) -> str:
        """What anyone who removes it has to type: with the number, so that a change since the dry run is noticed."""
        return f"remove {len(self.stock.pages)} pages"


class CannotRemoveError(Exception):
    """Something is in the way; nothing was changed."""


def plan(move_to: int | None = None) -> Plan:
    """Examines everything and changes nothing. ``move_to`` is the id of the page that gets the host's pages."""
    stock = take_stock()
    found = Plan(stock, moving.foreign_below(stock.pages))
    if move_to is not None:
        found.target = page_model().objects.filter(pk=move_to).first()
        if found.target is None:
            found.obstacles.append(_("There is no page with the number %(id)d.") % {"id": move_to})
        else:
            found.obstacles += moving.problems_of_move(found.children, stock.pages, found.target)
    elif found.children:
        found.obstacles += [
            _("“%(title)s” (page %(id)d) is below a page of ours.") % {"title": page.title, "id": page.pk}
            for page in found.children
        ]
    found.obstacles += [
        _("A page of ours is the root of the site %(site)s. Choose another one.") % {"site": site}
        for site in stock.sites
    ]
    found.obstacles += [_("This would be deleted too: %(row)s") % {"row": row} for row in stock.host_rows]
    return found


@transaction.atomic
def remove(found: Plan) -> None:
    """Carries out a plan without obstacles. Raises ``CannotRemoveError`` for one with any."""
    if found.obstacles:
        raise CannotRemoveError
    if found.target is not None:
        moving.move(found.children, found.target)
    numbers = [page.pk for page in found.stock.pages]
    keys = [page.translation_key for page in found.stock.pages]
    translation_rows.remove(keys)
    # The deepest first, so that Wagtail never deletes a page along with its parent.
    for number in reversed(numbers):
        page = page_model().objects.get(pk=number)
        if page.get_children().exists():  # put there since the list was made
            raise CannotRemoveError
        page.specific.delete()
    _remove_references(numbers)
    # Once more: with the setting WAGTAILLOCALIZE_DISABLE_ON_DELETE rows about deleted pages are kept.
    translation_rows.remove(keys)
    for model in our_tables():
        model.objects.all().delete()
    for rows in log_entries().values():
        rows.delete()
    _remove_stamp_and_types()
    refreshing.empty()


def _remove_references(numbers: list[int]) -> None:
    page_type = ContentType.objects.get_for_model(page_model())
    texts = [str(number) for number in numbers]
    ReferenceIndex.objects.filter(
        Q(base_content_type=page_type, object_id__in=texts) | Q(to_content_type=page_type, to_object_id__in=texts)
    ).delete()


def _remove_stamp_and_types() -> None:
    """The stamp, which moved with every deletion, and what hangs on the types: permissions, revisions, index."""
    GripStamp.objects.all().delete()
    GripPartStamp.objects.all().delete()
    content_types().delete()
    ContentType.objects.clear_cache()
