"""What is in the edit view of a page beside its fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.panels import FieldPanel, Panel

from ..content.problems import Problem
from ..late import late
from ..lookup.context import PageContext
from ..starter.files import StarterError
from .names import HARD_WORD, LONG_SENTENCE

# The page classes name these panels, so every worker has them; what they say only editors ask for.
read_by_experts = late("content.expert_reviews.read_by_experts")
corrections = late("starter.corrections.corrections")
missing = late("editing.library.missing")
hints = late("editing.rules.hints")
remarks = late("editing.rules.remarks")
checked_days = late("editing.text_records.checked_days")


class FormFieldPanel(FieldPanel):
    """A field that only our form has. A form of the host's own may lack it: then there is no panel either."""

    def get_form_options(self) -> dict[str, Any]:
        declared = getattr(getattr(self.model, "base_form_class", None), "base_fields", {})
        return super().get_form_options() if self.field_name in declared else {}

    class BoundPanel(FieldPanel.BoundPanel):
        @property
        def status(self) -> str:
            """That there is something to say yes to, see ``StatusPanel``: only then our form has the field."""
            return _("translated texts are waiting")


class LibraryPanel(Panel):
    """The link to the shipped situations or agreements that a page does not have."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "gripwagtail/admin/library_panel.html"

        def is_shown(self) -> bool:
            # A page that was never saved has no draft to add anything to.
            return bool(super().is_shown() and self.instance.pk)

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            try:
                context["count"] = len(missing(self.instance))
            except StarterError:
                # No texts in this language: the library itself says so.
                context["count"] = 0
            return context


class ReadingsPanel(Panel):
    """Which situations an expert has read, and plainly so when that is none."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "gripwagtail/admin/readings_panel.html"

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "read": self._read}

        @cached_property
        def _read(self) -> Any:
            return read_by_experts(self.instance, checked_days(self.instance))

        @property
        def status(self) -> str:
            count = self._read.total - self._read.count
            return _("%(count)d not read by an expert") % {"count": count} if count else ""


class AftercarePanel(Panel):
    """The link to the messages to parents, for the day after."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "gripwagtail/admin/aftercare_panel.html"

        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.instance.pk)


class OutcomePanel(Panel):
    """The link to the short form for what came of making the norm together."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "gripwagtail/admin/outcome_panel.html"

        def is_shown(self) -> bool:
            # A page that was never saved has no draft to write into; an alias has none of its own.
            return bool(super().is_shown() and self.instance.pk and not self.instance.alias_of_id)


class PlanPanel(Panel):
    """The link to the table of what is done, for the team."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "gripwagtail/admin/plan_panel.html"

        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.instance.pk and not self.instance.alias_of_id)


class RemarksPanel(Panel):
    """What could be better on this page, above its fields. Nothing where there is nothing to say."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "gripwagtail/admin/remarks_panel.html"

        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.instance.pk and self._remarks)

        @cached_property
        def _remarks(self) -> list[Problem]:
            found: list[Problem] = remarks(self.instance, PageContext.of_page(self.instance), self.request.user)
            return found

        @property
        def status(self) -> str:
            behind = {remark.translation for remark in self._remarks if remark.translation}
            others = sum(not remark.translation for remark in self._remarks)
            said = [
                ngettext("%(count)d remark", "%(count)d remarks", others) % {"count": others} if others else "",
                ngettext("%(count)d translation is behind", "%(count)d translations are behind", len(behind))
                % {"count": len(behind)}
                if behind
                else "",
            ]
            return " · ".join(filter(None, said))

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "remarks": self._remarks}


class WritingPanel(Panel):
    """What could be said more plainly, closed until an editor wants to see it.

    Nothing where there is nothing, or in a language without a list.
    """

    class BoundPanel(Panel.BoundPanel):
        template_name = "gripwagtail/admin/writing_panel.html"

        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.instance.pk and self._hints)

        @cached_property
        def _hints(self) -> list[Problem]:
            found: list[Problem] = hints(self.instance, PageContext.of_page(self.instance))
            return found

        @property
        def status(self) -> str:
            return _("%(count)d to say more plainly") % {"count": len(self._hints)}

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            return {
                **super().get_context_data(parent_context),
                "sentences": [hint for hint in self._hints if hint.rule == LONG_SENTENCE],
                "words": [hint for hint in self._hints if hint.rule == HARD_WORD],
                "language": self.instance.grip_language,
            }


class CorrectionsPanel(Panel):
    """The link to the newer versions of shipped texts, only where there are some."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "gripwagtail/admin/corrections_panel.html"

        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.instance.pk and self._waiting)

        @cached_property
        def _waiting(self) -> list[Any]:
            found: list[Any] = corrections(self.instance)
            return found

        @property
        def status(self) -> str:
            safety = sum(correction.safety for correction in self._waiting)
            others = len(self._waiting) - safety
            said = [
                ngettext("%(count)d safety correction", "%(count)d safety corrections", safety) % {"count": safety}
                if safety
                else "",
                _("%(count)d to bring up to date") % {"count": others} if others else "",
            ]
            return " · ".join(filter(None, said))

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            safety = sum(correction.safety for correction in self._waiting)
            counts = {"safety": safety, "others": len(self._waiting) - safety}
            return {**super().get_context_data(parent_context), **counts}
