"""Situations, and for each reader what to do."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from ..item_blocks.incident_help import SituationBlock
from ..roles import role_labels
from ..safety.image_instructions import image_instructions
from ..text.length import TEXT, line_too_long
from ..text.marked import Text
from ..vocabulary import (
    ALLOWED_EVIDENCE,
    AUDIENCE_HEADINGS,
    AUDIENCES,
    POSITIONS,
    SITUATION_GROUPS,
    URGENCIES,
    Label,
    Labels,
    known,
)
from .items import Item, LanguagePair, read_items
from .norm import Agreement
from .positions import AGREEMENTS_OF, POSITION_OF, may_read_so_not

_NOTHING: Final = Text("")
_KEY: Final = re.compile(r"[\w-]{1,100}", re.ASCII)

# The key of “my problem is not here”: shown last, and never missing from a published page.
LAST_SITUATION: Final = "iets-anders"
# Anyone who needs one of these reads no further than the first: its urgency, and the name of the group.
URGENT: Final = "now"
# The parts of a situation that say what a reader can do. What not to do may name anything.
GUARDED: Final = (
    *(f"{reader}_{part}" for reader in AUDIENCES for part in ("opening", "steps")),
    "danger_line",
    "school_does",
)


@dataclass(slots=True)
class ReaderPart:
    """What one reader does in one situation."""

    audience: str
    heading: Label
    opening: Text
    steps: list[Text]
    donts: list[Text]
    roles: list[str]
    helplines: tuple[str, ...]
    # The sentence on what to keep, and who helps today: filled in where the page is put together.
    evidence: str = ""
    help: Any = None
    # Where the words are, of a part that has none in the language of the page.
    elsewhere: Any = None


@dataclass(slots=True)
class Situation:
    id: str
    key: str
    group: str
    title: Text
    also: list[Text]
    recognise: list[Text]
    urgency: str
    sexual: str
    evidence: str
    danger_line: Text
    life_line: bool
    topic: str
    parts: list[ReaderPart]
    school_does: list[Text]
    # Whom it speaks to; empty where nobody has said so.
    position: str = ""
    # Keys of the norm, the first that is there; none: by topic.
    agreement_keys: tuple[str, ...] = ()
    # The agreement of the norm that this touches, if there is one, and whether “so we do not” stands with it.
    agreement: Agreement | None = None
    shows_so_not: bool = False
    # Where the steps are in another language than the page: what that is called, and whom to call then. Filled in where
    # the page is put together.
    foreign: Label = ""
    call: Any = None
    # Other words to search by, of those what no search box loads by itself: left in by where the page is put together.
    besides: list[str] = field(default_factory=list)
    # Where a link on the page leads. Other than the key it tells nothing to who reads the address.
    anchor: str = ""
    # The title for a parent and for staff, where it is another one.
    title_parent: Text = _NOTHING
    title_staff: Text = _NOTHING
    # Whom nobody wrote a title for: of these “I” and “me” may be somebody else.
    without_title: tuple[str, ...] = ()

    @property
    def urgency_label(self) -> Label:
        return URGENCIES[self.urgency]

    @property
    def search_words(self) -> str:
        return " ".join(self.besides)

    @property
    def speaks_to_pupil(self) -> bool:
        """Whether what is said to everyone, how to recognise it and what the school does, says “you” to a pupil."""
        return any(part.audience == "pupil" for part in self.parts)

    @property
    def written_in(self) -> str:
        """The language of the first steps that nobody translated; empty where they all are in that of the page.

        Of those for pupils and parents: whoever works at the school reads its language.
        """
        parts = [part for part in self.parts if part.audience != "staff"] or self.parts
        return next((line.lang for part in parts for line in (*part.steps, part.opening) if line.lang), "")

    def meet(self, agreements: list[Agreement]) -> None:
        """Finds the agreement that this touches: the one it names, else the first with its topic."""
        if self.agreement_keys:
            found = (one for key in self.agreement_keys for one in agreements if one.key == key)
        else:
            found = (one for one in agreements if self.topic in one.topics)
        self.agreement = next(found, None)
        self.shows_so_not = self.agreement is not None and may_read_so_not(self.position, self.agreement.key)


@dataclass(slots=True)
class SituationGroup:
    key: str
    label: Label
    situations: list[Situation] = field(default_factory=list)


def evidence_rule(sexual: str, evidence: str) -> str:
    """The rule that may be shown. Whatever was stored: nothing sexual is ever photographed.

    An unanswered question counts as "maybe".
    """
    allowed = ALLOWED_EVIDENCE.get(sexual, ALLOWED_EVIDENCE["maybe"])
    return evidence if evidence in allowed else allowed[0] if evidence else "none" if "none" in allowed else allowed[0]


def read_situations(source: object, translated: object, languages: LanguagePair) -> list[Situation]:
    """The situations with at least one reader's part, in the editor's order."""
    situations: list[Situation] = []
    seen: set[str] = set()
    labels = role_labels()
    for item in read_items(SituationBlock, source, translated, languages):
        item["sexual"] = _sexual(item)
        situation = _situation(_without_image_instructions(item), labels)
        if not situation.title or not situation.parts:
            continue
        # Keys are unique in the editor; a duplicate from elsewhere is shown, under an id of its own.
        while situation.key in seen:
            situation.key += "-2"
        seen.add(situation.key)
        situations.append(situation)
    return situations


def _sexual(item: Item) -> str:
    """The answer to “can there be anything sexual in it?”. An unreadable answer counts as a yes."""
    answer: str = item["sexual"]
    return answer if answer in ALLOWED_EVIDENCE or not (answer or "sexual" in item["unreadable"]) else "yes"


def _without_image_instructions(item: Item) -> Item:
    """The same without what the form would refuse: an instruction to do something with an image that may be sexual.

    An import, the API and a publication of an old draft do not pass that form.
    """
    if item["sexual"] == "no":
        return item
    return {**item, **{name: _allowed(item[name]) for name in GUARDED}}


def _allowed(value: object) -> Any:
    if isinstance(value, list):
        # What no form would accept is not read, so nobody knows what it asks.
        lines = [line for line in value if not line_too_long(line)]
        return [line for line in lines if not _is_order(line)] if sum(map(len, lines)) <= TEXT else []
    return Text("") if value and _is_order(value) else value


# The same sentences are on the page at every visit, and reading one takes a tenth of a millisecond.
@lru_cache(maxsize=4096)
def _is_order(text: str) -> bool:
    return bool(image_instructions(text))


def _situation(item: Item, labels: Labels) -> Situation:
    rule = evidence_rule(item["sexual"], item["evidence"])
    urgency = item["urgency"] if item["urgency"] in URGENCIES else "today"
    return Situation(
        id=item["id"],
        # It is in addresses, so a stored value that could not be a key is not one.
        key=item["key"] if _KEY.fullmatch(item["key"]) else f"s-{item['id'][:8]}",
        group=item["group"] if item["group"] in SITUATION_GROUPS else "other",
        title=item["title"],
        also=item["also"],
        recognise=item["recognise"],
        urgency=urgency,
        sexual=item["sexual"],
        evidence=rule,
        danger_line=item["danger_line"],
        life_line=item["life_line"],
        topic=item["topic"],
        parts=[part for part in (_part(item, audience, labels) for audience in AUDIENCES) if part],
        school_does=item["school_does"] if item["school_does_confirmed"] else [],
        position=_position(item),
        agreement_keys=(item["agreement"],) if item["agreement"] else AGREEMENTS_OF.get(item["key"], ()),
        title_parent=_title(item, "parent"),
        title_staff=_title(item, "staff"),
        without_title=tuple(reader for reader in ("parent", "staff") if not _is_readable(item, reader)),
    )


def _title(item: Item, reader: str) -> Text:
    """The title for this reader where it says something else, in the language of the title itself."""
    title: Text = item[f"title_{reader}"]
    return title if title != item["title"] and _is_readable(item, reader) else _NOTHING


def _is_readable(item: Item, reader: str) -> bool:
    """Whether there is a title for this reader in the language of the title itself; not one still to be translated."""
    title: Text = item[f"title_{reader}"]
    return bool(title) and (not title.lang or title.lang == item["title"].lang)


def _position(item: Item) -> str:
    """What was chosen, else what the key says. The last one is for everyone."""
    if item["key"] == LAST_SITUATION:
        return ""
    return item["position"] if item["position"] in POSITIONS else POSITION_OF.get(item["key"], "")


def _part(item: Item, audience: str, labels: Labels) -> ReaderPart | None:
    opening, steps, donts = (item[f"{audience}_{name}"] for name in ("opening", "steps", "donts"))
    if not (opening or steps or donts):
        return None
    return ReaderPart(
        audience=audience,
        heading=AUDIENCE_HEADINGS[audience],
        opening=opening,
        # However many there are: help is never left out.
        steps=steps,
        donts=donts,
        roles=known(item[f"{audience}_roles"], labels),
        helplines=item[f"{audience}_helplines"],
    )


def anchored(situations: list[Situation]) -> list[Situation]:
    """The same, each with the place where it is on the page: its number, which tells nothing in an address."""
    for number_on_page, situation in enumerate(situations, 1):
        situation.anchor = f"n{number_on_page}"
    return situations


def is_urgent(situation: Situation) -> bool:
    return situation.urgency == URGENT and situation.key != LAST_SITUATION


def grouped(situations: list[Situation]) -> list[SituationGroup]:
    """What cannot wait first, then in groups, in the order of the groups; "my problem is not here" comes last."""
    named = ((URGENT, _("This cannot wait")), *SITUATION_GROUPS.items())
    groups = {key: SituationGroup(key, label) for key, label in named}
    for situation in situations:
        groups[URGENT if is_urgent(situation) else situation.group].situations.append(situation)
    groups["other"].situations.sort(key=lambda situation: situation.key == LAST_SITUATION)
    return [group for group in groups.values() if group.situations]
