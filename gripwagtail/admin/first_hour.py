"""The first hour of a school: what its pages cannot do without, in one short form. Saves a draft, publishes nothing."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from ..desk.first_steps import FirstStep, way_there
from ..desk.schools import Desk, School
from ..lookup.context import PageContext
from ..page_class import ContactPage
from ..page_types.contact import ContactMixin
from ..stored.failures import attempt
from .first_hour_form import FirstHourForm
from .short_form import ShortFormView


class FirstHourView(ShortFormView):
    """The school's number, at most three cards and a tick on each; and whether visitors find the way."""

    page_mixin = ContactMixin
    draft: ContactPage
    url_name = "gripwagtail_first_hour"
    template_name = "gripwagtail/admin/first_hour.html"
    page_title = gettext_lazy("The first hour")
    header_icon = "user"

    def form_for(self, data: Any = None) -> FirstHourForm:
        return FirstHourForm(self.draft, data, office=PageContext.of_page(self.draft).school)

    def _school(self) -> tuple[Desk, School | None]:
        site = PageContext.of_page(self.draft).site
        desk = Desk(self.request.user, only={site.pk} if site is not None else set())
        return desk, next((each for each in desk.schools if any(row.pk == self.draft.pk for row in each.pages)), None)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        desk, school = self._school()
        overview = school.first_of_kind("overview") if school is not None else None
        way: FirstStep | None = way_there(desk, school) if school is not None else None
        return super().get_context_data(
            **kwargs,
            way=way,
            way_url="" if way is None or "#" in way.url else way.url,
            # A draft has an address that opens nothing.
            way_address=_address(desk, overview) if overview is not None and overview.live else "",
            way_waits=overview is not None and not overview.live,
        )


def _address(desk: Desk, overview: Any) -> str:
    page = desk.content([overview]).get(overview.pk)
    return attempt("The address of the overview", lambda: str(page.full_url or ""), "", []) if page is not None else ""


__all__ = ["FirstHourView"]
