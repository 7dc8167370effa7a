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
ik zie het niet meer zitten en wil niet meer
ik maak er een einde aan
ik heb mezelf gesneden
ik wil sterven
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
i dont want to live anymore
i am going to end it all
he took an overdose
i cut myself
thinking about death
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
بدي موت
بدي أقتل حالي
ما بدي عيش
عايزة أموت
بغيت نموت
رح انتحر
تعبت من الحياة
بنتي تجرح نفسها
صديقتي بدها تنتحر
ابني بده يموت
هو يريد أن ينتحر
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
olmek istiyorum
yaşamak istemiyor
kendini öldürecek
canıma kıyacağım
canima kiymak istiyorum
hayatina son verecek
kendini kesiyor
kendine zarar veriyor
artık yaşamak istemiyorum
kızım ölmek istiyor
ölüyorum dayanamıyorum
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
chce umrzec
nie chce mi sie zyc
mam myśli samobójcze
córka się tnie
kolega chce się zabić
nie chcę już żyć
przedawkowałam tabletki
powieszę się
zabije sie
mój syn mówi że się zabije
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
я не хочу більше жити
не хочу больше жить
хочу покончить с собой
подруга ріже руки
она режет себя
он хочет убить себя
вб'ю себе
дочка хоче померти
наковтатися таблеток
хочу здохнути
""",
}

SOMETHING_ELSE = {
    "nl": """
iemand deelt een foto van mij
ik word gepest in de app
mijn telefoon is kapot
wie helpt mij
een vreemde wil afspreken
mijn account is gehackt
ze lachen mij uit
iemand heeft een nepaccount gemaakt
ik kreeg een vieze foto
ik ben bang voor die jongen
mijn geld is weg
de juf stuurt mij berichten
""",
    "en": """
somebody shares a photo of me
i am bullied in the group chat
my phone is broken
who can help me
a stranger wants to meet
my account was hacked
they laugh at me
somebody made a fake account
he sent a gross picture
i am scared of a boy
my money is gone
the teacher sends me messages
""",
    "ar": """
شخص ينشر صورتي
يتنمرون علي في المجموعة
هاتفي لا يعمل
من يساعدني
شخص غريب يريد أن يقابلني
سرقوا حسابي
يضحكون علي
حساب مزيف باسمي
أرسل لي صورة مقرفة
أنا خائف من ولد
ضاعت فلوسي
المعلم يرسل لي رسائل
أعيش في هولندا
أموال على حسابي
كيف حذف الصورة
""",
    "tr": """
biri fotoğrafımı paylaşıyor
grupta bana zorbalık yapıyorlar
telefonum bozuk
bana kim yardım eder
bir yabancı buluşmak istiyor
hesabım çalındı
bana gülüyorlar
sahte hesap açmışlar
iğrenç bir resim attı
bir çocuktan korkuyorum
param gitti
öğretmen bana mesaj atıyor
yorum yazıyorlar
seviye geçemiyorum
ne olmuş bilmiyorum
grupta olmak istiyorum
hollandada yaşıyorum
""",
    "pl": """
ktoś udostępnia moje zdjęcie
dokuczają mi na grupie
mój telefon jest zepsuty
kto mi pomoże
obcy chce się spotkać
zhakowali mi konto
śmieją się ze mnie
fałszywe konto na moje nazwisko
przysłał mi obrzydliwe zdjęcie
boję się jednego chłopaka
zniknęły pieniądze
pani wysyła mi wiadomości
mieszkam w holandii
zabrali mi telefon
zabawa na grupie
""",
    "uk": """
хтось поширює моє фото
мене цькують у чаті
мій телефон зламався
хто мені допоможе
незнайомець хоче зустрітися
зламали мій акаунт
з мене сміються
фейковий акаунт
прислали гидке фото
боюся одного хлопця
зникли гроші
вчителька пише мені
живу в нідерландах
забив на все
розрізали фото
мені прислали порно
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
