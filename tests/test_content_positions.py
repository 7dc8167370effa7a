"""A situation speaks to one position towards the harm: what helps the one who is hurt, hurts the one who did it."""

from __future__ import annotations

import pytest

from gripwagtail import vocabulary
from gripwagtail.content.incident_help import LAST_SITUATION
from gripwagtail.content.positions import AGREEMENTS_OF, POSITION_OF, may_read_so_not
from tests.starter_texts import both, document, language_of, position_of, situations, told

# What must not occur, by position and reader; of “everyone” in the title too.
NEVER = {
    "nl": {
        "hurt": {
            "everyone": (
                *("wat je deed", "wat je hebt gedaan", "wat je kind deed", "je had niet", "had je maar"),
                *("stop ermee", "ook als je al iets hebt gedaan", "hebt meegedaan", "sorry", "herstellen", "goedmaken"),
                *("weer goed", "aan zijn of haar kant", "het beeld van de ander", "verdient straf"),
            ),
            "pupil": ("je mag geen foto", "wees voorzichtig", "volgende keer"),
            "parent": ("hoe kon je", "waarom heb je", "straf je kind"),
            "staff": ("spreek de leerling aan", "de leerling had"),
        },
        "recipient": {
            "everyone": ("wat je deed", "je had niet", "stop ermee", "sorry", "herstellen", "jou ongevraagd"),
            "pupil": ("van jezelf hebt gedeeld",),
        },
        "bystander": {
            "everyone": ("wat je deed", "je had niet", "stop ermee"),
        },
        "doer": {
            "everyone": (
                *("niet jouw schuld", "niet de schuld van je kind", "opgelicht", "iets van jezelf hebt gedeeld"),
                *("jij doet niets fout", "je kind niet.", "dit overkomt"),
            ),
        },
        "worried": {"everyone": ("wat je deed", "je had", "stop ermee", "beloof dat je")},
        "employee": {"everyone": ("wat je deed", "je had niet", "stop ermee")},
    },
    "en": {
        "hurt": {
            "everyone": (
                *("what you did", "what you have done", "what your child did", "should not have", "stop it now"),
                *("even if you already did something", "joined in", "sorry", "put it right", "side of the"),
            ),
            "pupil": ("be careful", "next time"),
            "parent": ("how could you", "why did you", "punish your child"),
            "staff": ("the pupil should",),
        },
        "recipient": {"everyone": ("what you did", "should not have", "sorry", "put it right", "nude of themselves")},
        "bystander": {"everyone": ("what you did", "should not have")},
        "doer": {"everyone": ("not your fault", "not your child's fault", "scammed", "something of yourself")},
        "worried": {"everyone": ("what you did", "you should have", "promise to")},
        "employee": {"everyone": ("what you did", "should not have")},
    },
}  # fmt: skip
# “Do not punish your child” is said to parents of the one who is hurt: it is the reproach that is meant.
ALLOWED = {"nl": ("straf je kind niet",), "en": ("do not punish your child", "do not promise to")}


@both
def test_every_situation_says_whom_it_speaks_to_and_the_last_is_for_everyone(texts: str) -> None:
    for item in situations(texts):
        if item["key"] == LAST_SITUATION:
            assert not position_of(item)
            continue
        assert position_of(item) in vocabulary.POSITIONS, item["key"]
        # A page of before has only the key to go by, so both say the same.
        assert POSITION_OF[item["key"]] == position_of(item), item["key"]


@both
def test_nobody_reads_what_is_meant_for_another_position(texts: str) -> None:
    language, found = language_of(texts), []
    for item in situations(texts):
        never = NEVER[language].get(position_of(item), {})
        names = {"pupil": "title", "parent": "title_parent", "staff": "title_staff"}
        title = [(audience, name, item[name]) for audience, name in names.items()]
        for audience, place, sentence in [*title, *told(item)]:
            said = sentence.casefold()
            for allowed in ALLOWED[language]:
                said = said.replace(allowed, "")
            for phrase in (*never.get("everyone", ()), *never.get(audience, ())):
                if phrase in said:
                    found.append(f"{item['key']}.{audience}.{place}: “{phrase}” in {sentence}")
    assert not found


# What has a situation of its own does not hide in another.
SPLIT = {
    "nl": {
        "foto-gekregen": ("van zichzelf", "ongevraagd"),
        "rekening-uitlenen": ("opgelicht", "je krijgt niets", "fraudehelpdesk als je"),
        "te-kijk-gezet": ("adres", "doxing"),
        "zelf-gedaan": ("van jezelf hebt gedeeld",),
        "nepaccount": ("opgelicht",),
    },
    "en": {
        "foto-gekregen": ("of themselves", "unasked"),
        "rekening-uitlenen": ("scammed", "you get nothing"),
        "te-kijk-gezet": ("your address", "doxing"),
        "zelf-gedaan": ("something of yourself",),
        "nepaccount": ("scammed",),
    },
}


@both
def test_a_situation_is_about_one_thing(texts: str) -> None:
    language = language_of(texts)
    for item in situations(texts):
        lines = [one for _audience, _place, one in told(item)]
        said = " ".join([item["title"], item["danger_line"], *item["also"], *item["recognise"], *lines]).casefold()
        for phrase in SPLIT[language].get(item["key"], ()):
            assert phrase not in said, f"{item['key']}: {phrase}"


# --- the agreement beside it --------------------------------------------------------


@both
def test_every_situation_names_an_agreement_that_the_norm_has(texts: str) -> None:
    keys = {agreement["key"] for agreement in document(texts, "norm")["agreements"]}
    for item in situations(texts):
        if position_of(item) == "employee":
            continue
        named = item.get("agreement", "")
        assert named in keys, item["key"]
        # What a page of before finds by the key is the same.
        assert next(key for key in AGREEMENTS_OF[item["key"]] if key in keys) == named, item["key"]


@both
def test_who_was_hurt_by_a_picture_does_not_read_the_rule_on_sharing(texts: str) -> None:
    for item in situations(texts):
        if position_of(item) == "hurt":
            assert item["agreement"] not in ("toestemming", "vraag-eerst"), item["key"]


@pytest.mark.parametrize("position", vocabulary.POSITIONS)
def test_what_we_do_not_do_is_no_reproach_to_the_one_who_is_hurt(position: str) -> None:
    assert may_read_so_not(position, "toestemming") == (position in ("recipient", "bystander", "doer"))
    assert may_read_so_not(position, "niet-verder") == (position in ("hurt", "recipient", "bystander", "doer"))


@both
def test_the_norm_says_that_nothing_sexual_of_a_child_is_shared_yes_or_no(texts: str) -> None:
    said = " ".join(
        agreement["we_do"] + " " + agreement["so_not"] for agreement in document(texts, "norm")["agreements"]
    )
    never, even_so = {"nl": ("nooit", "ook niet"), "en": ("never", "not even")}[language_of(texts)]
    [agreement] = [one for one in document(texts, "norm")["agreements"] if one["key"] in ("toestemming", "vraag-eerst")]
    assert never in agreement["so_not"] and even_so in agreement["so_not"], said
