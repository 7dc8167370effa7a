"""Confirmations: the cards of a contact page with a button each, any other page with one for the whole."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from ..content.checked import last_check
from ..content.reach import said_by_cards
from ..desk import columns
from ..desk.confirmations import PAGE, check, with_facts
from ..desk.dates import school_year, today
from ..desk.due import cards_of
from ..page_class import GripPage
from ..planting.digest import digest as texts_of
from .library import PageAdminView

_ALL = "all"


def _checkable(page: GripPage) -> list[str]:
    """The ids of what can be right: nobody called a card that leads nowhere."""
    if not page.grip_cards:
        return [PAGE]
    return [card.id for card in cards_of(page) if card.contact.can_be_reached]


def seen_on(page: GripPage) -> dict[str, str]:
    """What somebody who looks at this page now sees of each item, so that nobody confirms another than was read."""
    return said_by_cards(page) if page.grip_cards else {PAGE: texts_of(page)[:32]}


def seen(page: GripPage) -> list[str]:
    """The same as a form sends it along."""
    return [f"{item} {said}" for item, said in seen_on(page).items()]


def _not_as_read(page: GripPage, changed: list[str]) -> str:
    """Which cards say something else than when somebody looked."""
    if not page.grip_cards:
        return _("Nothing was recorded: the page has changed in the meantime. Read it again.")
    names = [str(card.contact.title) for card in cards_of(page) if card.id in changed]
    return _("Nothing was recorded, because this changed in the meantime: %(names)s. Look at it again.") % {
        "names": ", ".join(names)
    }


class ChecksView(PageAdminView):
    """What visitors see now, so the published page: a draft is nobody's phone number yet."""

    http_method_names = ["get", "head", "post"]
    template_name = "gripwagtail/admin/checks.html"
    page_title = gettext_lazy("Is this still correct?")
    header_icon = "check"

    @property
    def page(self) -> GripPage:
        page: GripPage = type(self.draft)._base_manager.select_related("locale").get(pk=self.draft.pk)
        return page

    def written(self, page: GripPage) -> GripPage:
        return with_facts(page)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        original = with_facts(self.page)
        if original.pk != self.draft.pk:
            # Facts come from there.
            return redirect(reverse("gripwagtail_checks", args=[original.pk]))
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        page = self.page
        asked = request.POST.getlist("item")
        known = _checkable(page)
        items = known if _ALL in asked or known == [PAGE] else [item for item in known if item in asked]
        now, read = seen_on(page), set(request.POST.getlist("seen"))
        # Of all together also a card that came in since.
        changed = [item for item in items if f"{item} {now.get(item, '')}" not in read]
        if changed:
            messages.warning(request, _not_as_read(page, changed))
            return redirect(request.path)
        if not page.live or not items:
            messages.warning(request, _("Nothing was recorded: what you checked is no longer on the published page."))
        else:
            check(page, items, request.user)
            messages.success(
                request,
                ngettext(
                    "Thank you: %(count)d check was recorded.", "Thank you: %(count)d checks were recorded.", len(items)
                )
                % {"count": len(items)},
            )
        return redirect(request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = self.page
        is_contact = bool(page.grip_cards)
        found = list(cards_of(page)) if is_contact and page.live else []
        review_due = columns.of(page).review_due
        context: dict[str, Any] = super().get_context_data(
            page=page,
            is_contact=is_contact,
            cards=found,
            all_reachable=all(card.contact.can_be_reached for card in found),
            due_count=sum(card.is_due for card in found),
            school_year=school_year(today()),
            checked_on=last_check(page.checked, PAGE, today()),
            review_due=review_due,
            is_overdue=bool(review_due and review_due <= today()),
            edit_url=self.edit_url,
            seen=seen(page),
            **kwargs,
        )
        return context


__all__ = ["ChecksView", "seen"]
