"""What an editor of De Kwikstaart fills in after planting: its people, its ticks, its dates.

Everyone here is invented, and no number can ring: the subscriber's part begins with 0.
"""

from __future__ import annotations

import datetime as dt
import io
import uuid
from typing import Any

from django.core.management import call_command
from wagtail.models import Page

from example_site.home.models import HomePage
from gripwagtail.models import GripSettings
from gripwagtail.pages.models import GripContactPage, GripIncidentHelpPage, GripNormPage, GripOverviewPage

MAILBOX = "vertrouwen@kwikstaart.example"
TOLD = "2026-09-01"
CHECKED = "2026-11-02"

# Per role of a planted card: what the school changes in it.
CARDS: dict[str, dict[str, Any]] = {
    "mentor": {"label": "Juf of meester", "reply_time": "binnen 1 schooldag"},
    "management": {
        "label": "Directie",
        "kind": "person",
        "name": "Saskia Verzonnen",
        "told_on": TOLD,
        "is_management": True,
        "when": "maandag tot en met donderdag",
        "reply_time": "binnen 2 schooldagen",
    },
    "bullying-contact": {
        "label": "Meester Joris",
        "kind": "person",
        "name": "Joris Denkbeeld",
        "told_on": TOLD,
        "email": "pesten@kwikstaart.example",
        "where": "gebouw Wilgenhof, lokaal 2.04",
        "when": "dinsdag en donderdag na schooltijd",
        "reply_time": "binnen 1 schooldag",
    },
    "confidential-external": {
        "kind": "organisation",
        "label": "",
        "organisation": "Vertrouwensbureau De Verzonnen Brug",
        "via_school": False,
        "phones": ["088-012 34 56 (kies 3)"],
        "when": "werkdagen van 9.00 tot 17.00 uur; in de vakanties minder vaak",
        "fallback_role": "confidential-internal",
    },
    "care-coordinator": {"label": "Intern begeleider", "email": "ib@kwikstaart.example", "via_school": False},
    "youth-health": {
        "kind": "organisation",
        "label": "Jeugdverpleegkundige",
        "organisation": "GGD Voorbeeldstreek",
        "via_school": False,
        "phones": ["088 - 012 34 00"],
    },
    "complaints": {"via_school": False, "email": "klachten@kwikstaart.example"},
    "board": {"label": "Stichting Scholen Lindewaard", "via_school": False, "phones": ["055-012 34 00"]},
}

# Two internal confidential advisers with one shared mailbox, one at each location.
ADVISERS: list[dict[str, Any]] = [
    {
        "label": "Juf Anneke",
        "name": "Anneke Voorbeeld",
        "location": "Lindelaan",
        "where": "kamer naast de aula, brievenbus in de hal",
        "when": "maandag, dinsdag en vrijdag",
        "phones": ["055-012 34 52"],
    },
    {
        "label": "Meester Karim",
        "name": "Karim Zomaar",
        "location": "Wilgenhof",
        "where": "lokaal 1.12, brievenbus bij de trap",
        "when": "maandag en donderdag",
        "phones": ["06-00 12 34 56"],
        "is_work_phone": True,
    },
]


# What `gripwagtail_start` is told.
SCHOOL = {"school_name": "De Kwikstaart", "phone": "055-012 34 50", "email": "info@kwikstaart.example"}


def plant(home: HomePage) -> str:
    """Plant our pages below the front page and fill them in, once. Says what was done.

    In Dutch: the other languages are translations of what the school made of it (``translating.py``).
    """
    if GripOverviewPage.objects.descendant_of(home).exists():
        return "Online gedrag: stond er al."
    call_command(
        "gripwagtail_start",
        parent=home.pk,
        school_type="po",
        languages=["nl"],
        publish=True,
        publish_incident=True,
        stdout=io.StringIO(),
        **SCHOOL,
    )
    _fill_in(home)
    return "Online gedrag: geplant en ingevuld."


def _fill_in(home: HomePage) -> None:
    _settings(home)
    contact = GripContactPage.objects.descendant_of(home).get()
    contact.contacts = _contacts(contact.contacts.raw_data)
    _publish(contact)
    norm = GripNormPage.objects.descendant_of(home).get()
    norm.agreements = _ticked(norm.agreements.raw_data, "if_broken_confirmed")
    norm.always_confirmed = True
    norm.made_with = "de leerlingenraad en de medezeggenschapsraad"
    norm.grip_pupils, norm.grip_parents, norm.grip_team = 47, 3, 5
    norm.agreements = _voted(norm.agreements.raw_data)
    norm.agreed = [_agreed("pupils", "in elke klas"), _agreed("parents", "op de ouderavond"), _agreed("team", "")]
    norm.grip_surveys, norm.grip_show_surveys = _surveys(), True
    norm.adopted_on = dt.date(2026, 2, 10)
    norm.review_on = dt.date(2027, 2, 10)
    norm.shared = "De norm hangt in elke klas. We bespreken hem bij de start van het schooljaar."
    norm.changes = [
        {
            "type": "change",
            "id": str(uuid.uuid4()),
            "value": {
                "date": "2026-02-10",
                "text": "Kinderen vroegen om een afspraak over nepbeelden. Die staat er nu bij.",
            },
        }
    ]
    _publish(norm)
    incident = GripIncidentHelpPage.objects.descendant_of(home).get()
    incident.situations = _ticked(incident.situations.raw_data, "school_does_confirmed")
    _publish(incident)
    overview = GripOverviewPage.objects.descendant_of(home).get()
    for stream in ("cells", "proposals", "partners"):
        setattr(overview, stream, _ticked(getattr(overview, stream).raw_data, "confirmed"))
    overview.proposals = _planned(overview.proposals.raw_data)
    overview.show_in_menus = True
    _publish(overview)


# Who sees to what in the plan of the school, and what is done, by how a sentence begins.
PLAN: dict[str, dict[str, Any]] = {
    "Wij maken de norm samen": {"role": "media-coach", "done": True},
    "Wij vragen het team": {"role": "management", "term": "2027-06-30"},
    "Wij weten wie in het team": {"role": "media-coach", "term": "2027-03-31"},
}


def _planned(raw: Any) -> list[dict[str, Any]]:
    def plan(text: str) -> dict[str, Any]:
        return next((given for begin, given in PLAN.items() if text.startswith(begin)), {})

    return [{**item, "value": {**item["value"], **plan(item["value"]["text"])}} for item in raw]


def _settings(home: HomePage) -> None:
    row, _made = GripSettings.objects.get_or_create(site=home.get_site())
    row.after_hours = (
        "Mail ons dan gerust. Wij lezen je bericht op de eerstvolgende schooldag, voor half tien. Kan het niet "
        "wachten? De nummers hierboven zijn er dag en nacht."
    )
    row.closed_periods = "Kerstvakantie: 19 december 2026 tot en met 3 januari 2027"
    row.save()


def _publish(page: Page) -> None:
    page.save_revision().publish()


def _ticked(raw: Any, name: str) -> list[dict[str, Any]]:
    """The items as stored, with one tick set."""
    return [{**item, "value": {**item["value"], name: True}} for item in raw]


# What came of the votes in the classes, by the key of an agreement.
VOTES = {"vertellen": 38, "aardig": 33, "iedereen-hoort-erbij": 29, "vraag-eerst": 24, "helpen": 20, "volwassenen": 11}


def _voted(raw: Any) -> list[dict[str, Any]]:
    """The agreements with their votes. The school left them in their order."""
    return [{**item, "value": {**item["value"], "votes": VOTES.get(item["value"]["key"])}} for item in raw]


# Of the question sheet, invented as all else: the year, how many answered, how many said yes to the three questions.
# In the first year so few of the team said yes to the second one that it is not filled in.
SURVEYS: dict[str, list[tuple[int, int, int, int | None, int]]] = {
    "pupils": [(2024, 118, 68, 51, 60), (2025, 121, 97, 74, 103)],
    "parents": [(2024, 44, 21, 19, 16), (2025, 52, 41, 33, 40)],
    "team": [(2024, 19, 12, None, 11), (2025, 21, 20, 15, 19)],
}


def _surveys() -> list[dict[str, Any]]:
    return [
        {
            "type": "survey",
            "id": str(uuid.uuid4()),
            "value": {"year": year, "who": who, "answered": answered, "know": know, "dare": dare, "norm": known},
        }
        for who, years in SURVEYS.items()
        for year, answered, know, dare, known in years
    ]


def _agreed(who: str, how: str) -> dict[str, Any]:
    return {"type": "agreed", "id": str(uuid.uuid4()), "value": {"who": who, "date": "2026-02-10", "how": how}}


def _contacts(raw: Any) -> list[dict[str, Any]]:
    cards: list[dict[str, Any]] = []
    for item in raw:
        roles = item["value"]["roles"]
        if "confidential-internal" in roles:
            cards += [_card(item, {**adviser, **ADVISER}, str(uuid.uuid4())) for adviser in ADVISERS]
        else:
            changes = next((CARDS[role] for role in roles if role in CARDS), {})
            cards.append(_card(item, changes, item["id"]))
    # The people a child or parent needs most come first on this school's page.
    cards.sort(key=lambda card: "confidential-internal" not in card["value"]["roles"])
    return cards


ADVISER: dict[str, Any] = {
    "kind": "person",
    "told_on": TOLD,
    "email": MAILBOX,
    "via_school": False,
    "reply_time": "binnen 1 schooldag",
    "fallback_role": "confidential-external",
}


def _card(item: dict[str, Any], changes: dict[str, Any], item_id: str) -> dict[str, Any]:
    value = {**item["value"], "confirmed": True, "checked_on": CHECKED, **changes}
    value["phones"] = [
        {"type": "item", "value": phone, "id": str(uuid.uuid4())} if isinstance(phone, str) else phone
        for phone in value.get("phones") or []
    ]
    return {**item, "id": item_id, "value": value}
