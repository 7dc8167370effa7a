"""What a child types when life is in danger is heard in all six languages, and what is something else is not."""

from __future__ import annotations

import pytest

from gripwagtail.safety import danger_words
from gripwagtail.safety.mentions import mentions

HEARD = {
    "nl": """
ik wil niet meer leven
ik wil dood
zelfmoord
ik denk aan zelfdoding
ik snij mezelf
mezelf pijn doen
ik neem afscheid
voor de trein springen
een overdosis pillen
""",
    "en": """
i want to die
i dont want to live, not alive anymore
suicide
i am suicidal
i keep cutting
kill myself
i want to hurt myself
end my life
self harm
kms
""",
    "ar": """
أريد أن أموت
انتحار
أفكر في الانتحار
لا أريد الحياة
لا أريد أن أعيش
أريد أن أقتل نفسي
أريد إنهاء حياتي
أجرح نفسي
أريد أن أؤذي نفسي
جرعة زائدة
١١٣
""",
    "tr": """
ölmek istiyorum
intihar
intihar etmek istiyorum
kendimi öldürmek istiyorum
yaşamak istemiyorum
kendime zarar veriyorum
kendimi kesiyorum
hayatıma son vermek istiyorum
keşke ölsem
""",
    "pl": """
chcę umrzeć
samobójstwo
myślę o samobójstwie
nie chcę żyć
chcę się zabić
zabiję się
okaleczam się
zrobić sobie krzywdę
skończyć ze sobą
chcę skończyć ze swoim życiem
""",
    "uk": """
я хочу померти
хочу вмерти
самогубство
думаю про самогубство
не хочу жити
хочу вбити себе
ріжу себе
зробити собі боляче
покінчити з собою
стрибнути з мосту
хочу умереть
""",
}

SOMETHING_ELSE = {
    "nl": """
iemand deelt een foto van mij
ik word gepest in de app
mijn telefoon is kapot
wie helpt mij
een vreemde wil afspreken
""",
    "en": """
somebody shares a photo of me
i am bullied in the group chat
my phone is broken
who can help me
a stranger wants to meet
""",
    "ar": """
شخص ينشر صورتي
يتنمرون علي في المجموعة
هاتفي لا يعمل
من يساعدني
شخص غريب يريد أن يقابلني
""",
    "tr": """
biri fotoğrafımı paylaşıyor
grupta bana zorbalık yapıyorlar
telefonum bozuk
bana kim yardım eder
bir yabancı buluşmak istiyor
""",
    "pl": """
ktoś udostępnia moje zdjęcie
dokuczają mi na grupie
mój telefon jest zepsuty
kto mi pomoże
obcy chce się spotkać
""",
    "uk": """
хтось поширює моє фото
мене цькують у чаті
мій телефон зламався
хто мені допоможе
незнайомець хоче зустрітися
""",
}


def lines(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(language, text) for language, texts in table.items() for text in texts.strip().splitlines()]


@pytest.mark.parametrize(("language", "text"), lines(HEARD))
def test_a_life_in_danger_is_heard(language: str, text: str) -> None:
    assert mentions(text, danger_words(language))


@pytest.mark.parametrize(("language", "text"), lines(SOMETHING_ELSE))
def test_something_else_is_not_taken_for_it(language: str, text: str) -> None:
    assert not mentions(text, danger_words(language))
