"""The agreements of a school, who agreed and what changed when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from .. import vocabulary
from ..text.values import FEWEST_PEOPLE, MOST_PEOPLE, number
from .fields import (
    DayBlock,
    KeyBlock,
    KeysBlock,
    LineBlock,
    ManyOfBlock,
    NumberBlock,
    OneOfBlock,
    ParagraphBlock,
    YesBlock,
)
from .item import ItemBlock
from .layout import layout


class AgreementBlock(ItemBlock):
    """What we do, so what we do not do, and what happens when it is broken."""

    key = KeyBlock(required=False, max_length=60, label=_("Key"), help_text=_("A short word; never shown."))
    we_do = LineBlock(max_length=120, label=_("We do"), help_text=_("Begins with “we”, positive."))
    so_not = LineBlock(
        required=False,
        max_length=120,
        label=_("So we do not"),
        help_text=_("Readers see “what we do not do:” in front of it, unless it is a sentence such as “we never …”."),
    )
    if_broken = ParagraphBlock(
        required=False,
        # Not every school has confirmed it: nobody finds a page by a claim that is not shown.
        search_index=False,
        max_length=200,
        label=_("If it goes wrong"),
        help_text=_("What this school really does."),
    )
    if_broken_confirmed = YesBlock(
        default=True,
        unticked=_("“If it goes wrong” is not visible:"),
        hides="if_broken",
        label=_("“If it goes wrong” is true for our school"),
        help_text=_("Without this tick, visitors do not see that sentence."),
    )
    audiences = ManyOfBlock(
        vocabulary.AUDIENCES, required=False, label=_("For whom"), help_text=_("Nothing ticked: for everyone.")
    )
    topics = KeysBlock(
        vocabulary.TOPICS, label=_("Topics"), help_text=_("Situations on the help page find this agreement by topic.")
    )
    votes = NumberBlock(
        required=False,
        min_value=0,
        max_value=MOST_PEOPLE,
        label=_("Votes"),
        help_text=_("How many chose it. Only editors see this: a text may be changed after the vote."),
    )
    voted_on = DayBlock(required=False, label=_("Votes counted on"), help_text=_("Only editors see this."))

    class Meta:
        icon = "check"
        label = _("Agreement")
        label_format = "{if_broken_confirmed} {we_do}"
        form_layout = layout(
            ["we_do", "so_not", "if_broken", "if_broken_confirmed", "audiences", "topics", "votes", "voted_on", "key"],
            ["starter_key", "starter_version"],
        )


class AgreedBlock(ItemBlock):
    """A group that agreed to the norm, and when."""

    who = OneOfBlock(vocabulary.AGREED_BY, label=_("Who agreed"))
    date = DayBlock(required=False, label=_("Agreed on"))
    how = LineBlock(
        required=False,
        max_length=120,
        label=_("In what way"),
        help_text=_("For example: the pupil council, or a talk in every class. No names of people."),
    )

    class Meta:
        icon = "group"
        label = _("Who agreed")
        label_format = "{who} {date}"


class ChangeBlock(ItemBlock):
    """What changed in the norm, and when."""

    date = DayBlock(label=_("Date"))
    text = ParagraphBlock(max_length=300, label=_("What changed"))

    class Meta:
        icon = "history"
        label = _("Change of the norm")
        label_format = "{date} {text}"


class CountBlock(NumberBlock):
    """How many of a group. Fewer than ten is in no draft either: what is not stored cannot come out."""

    few = _("Fewer than ten: leave this empty, so that nobody can tell who said it. Until then no draft is saved.")

    def clean(self, value: Any) -> Any:
        found = number(value)
        if found is not None and found < FEWEST_PEOPLE:
            raise ValidationError(str(self.few))
        return super().clean(value)


class AnsweredBlock(CountBlock):
    """How many answered, which may not be left empty: of fewer than ten there is nothing at all."""

    few = _("Fewer than ten: delete this group, so that nobody can tell who said it. Until then no draft is saved.")


def _counted(label: Any, block: type[CountBlock] = CountBlock, **kwargs: Any) -> CountBlock:
    return block(label=label, min_value=FEWEST_PEOPLE, max_value=MOST_PEOPLE, **kwargs)


class SurveyBlock(ItemBlock):
    """How many of a group answered the question sheet in a school year, and how many said yes. Numbers only."""

    year = NumberBlock(
        min_value=2000,
        max_value=2100,
        label=_("School year"),
        help_text=_("The year in which it began: 2026 for 2026–2027."),
    )
    who = OneOfBlock(vocabulary.SURVEYED, label=_("Who answered"))
    answered = _counted(
        _("How many answered"),
        AnsweredBlock,
        help_text=_("Ten or more. Of fewer, fill in nothing about this group: everyone would know who said it."),
    )
    know = _counted(
        _("“Yes” to: I know who to go to"),
        required=False,
        help_text=_("Were there fewer than ten? Then leave it empty. The same holds for the next two."),
    )
    dare = _counted(_("“Yes” to: I dare to"), required=False)
    norm = _counted(_("“Yes” to: I know the norm and the agreements"), required=False)

    def faults(self, value: Mapping[str, Any]) -> dict[str, ValidationError]:
        """More who said yes than who answered is a slip of the pen."""
        answered = number(value.get("answered"))
        return {
            name: ValidationError(_now("This is more than answered."), code="more")
            for name in vocabulary.SURVEY_QUESTIONS
            if answered is not None and (number(value.get(name)) or 0) > answered
        }

    class Meta:
        icon = "form"
        label = _("Answers of a group")
        label_format = "{year} {who}"
