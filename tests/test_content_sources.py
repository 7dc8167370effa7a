"""A source that is shown to a school or its parents is an official body or a well-known organisation."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from gripwagtail.starter.files import DATA, read
from tests.starter_texts import HELPLINE, both, document, situations

LISTED = {name for names in read(DATA / "sources.toml").values() for name in names}
NEWS = ("bonaire.nu", "lexboost.com", "crimesite.nl", "iphoned.nl", "upday.com", "stopbullying.gov", "helpwanted.nl")


def is_listed(address: str) -> bool:
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.")
    return parts.scheme == "https" and any(host == name or host.endswith(f".{name}") for name in LISTED)


@pytest.mark.parametrize("name", NEWS)
def test_news_blogs_and_former_names_are_no_source(name: str) -> None:
    assert not is_listed(f"https://www.{name}/artikel")


@both
def test_every_source_of_a_tip_is_on_the_list(texts: str) -> None:
    tips = document(texts, "parent_tips")["tips"]
    assert not [(tip["key"], tip["source"]) for tip in tips if not is_listed(tip["source"])]
    assert not any("checked_on" in tip for tip in tips)


@both
def test_every_source_of_a_situation_is_on_the_list(texts: str) -> None:
    found = [(item["key"], item["source"]) for item in situations(texts) if "source" in item]
    assert len(found) > 15
    assert not [(key, source) for key, source in found if not is_listed(source)]


def test_every_source_of_a_helpline_is_on_the_list() -> None:
    assert not [(key, row["source"]) for key, row in HELPLINE.items() if not is_listed(row["source"])]


# No official page speaks to pupils about these, so they are short and wait in the library until an expert read them.
WITHOUT_A_SOURCE = {"opdrachten", "chatbot", "niet-stoppen", "medewerker-doelwit"}


@both
def test_what_has_no_source_is_not_planted(texts: str) -> None:
    for item in situations(texts):
        if "source" not in item:
            assert item["key"] in WITHOUT_A_SOURCE and not item["core"], item["key"]


# Groups, channels and ways: naming them helps to find them.
NEVER_NAMED = ("764", "telegram", "discord", "roblox", "mesje", "snij", "blade", "cut")


@pytest.mark.parametrize("key", ["opdrachten", "pijn-van-binnen"])
def test_what_no_expert_read_yet_is_short_and_names_no_way_and_no_group(key: str) -> None:
    for texts in ("nl/vo", "en/vo"):
        item = next(one for one in situations(texts) if one["key"] == key)
        assert not item["core"]
        for audience in ("pupil", "parent", "staff"):
            assert len(item[audience]["steps"]) <= 2 and len(item[audience]["donts"]) <= 2
            assert item[audience]["helplines"][0] == "113"
        said = str(item).casefold()
        assert not [
            word for word in ("764", "telegram", "discord", "roblox", "mesje", "snij", "blade", "cut") if word in said
        ]
