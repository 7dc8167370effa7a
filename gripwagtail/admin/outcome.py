"""“What came of it?”: what a school types in after it made its norm together. Saves a draft, publishes nothing."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from ..directory.addresses import below
from ..page_class import NormPage
from ..page_types.norm import NormMixin
from ..subroutes.registry import TOGETHER
from .outcome_form import OutcomeForm
from .short_form import ShortFormView


class OutcomeView(ShortFormView):
    """How many took part, the votes, what changes and two days."""

    page_mixin = NormMixin
    draft: NormPage
    url_name = "gripwagtail_outcome"
    template_name = "gripwagtail/admin/outcome.html"
    page_title = gettext_lazy("What came of it?")
    header_icon = "group"

    def form_for(self, data: Any = None) -> OutcomeForm:
        return OutcomeForm(self.draft, data)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = self.draft.get_url(self.request) if self.draft.live else None
        return super().get_context_data(together_url=below(own, TOGETHER.name) if own else "", **kwargs)


__all__ = ["OutcomeView"]
