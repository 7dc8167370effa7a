"""The same net as in ``image_instructions``, in Arabic, Turkish, Polish and Ukrainian.

No native speaker has read these patterns. So what they find is not shown to visitors, and refuses nothing.
Simpler than for Dutch and English: a verb that orders, in the same part of a sentence as an image, without a word
before it that forbids. Prohibitions look different in these languages (another form of the verb in Arabic and
Turkish, “nie” and “не” in front of it), so that is enough to distinguish them. In doubt it asks for another sentence.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

from ..text.late_pattern import late_pattern


class ImageWords(NamedTuple):
    """The words of one language, as parts of regular expressions."""

    image: str
    # Words for the image that a situation is about.
    it: str
    imperatives: str
    # “Make”, “take”: only with an image right behind it.
    makes: str
    # “You must”, “please”, “let them”, and the action that follows.
    asks: str
    actions: str
    making: str
    no: str
    # “Do not forget to …” is an instruction.
    forget: str
    # After these a part of a sentence is only about what to write down or ask.
    asking: str
    joints: str


_ONE_FORM: Final = str.maketrans("ıłىة’", "ilيه'")


def letters(text: str) -> str:
    """Small letters without marks above or below, and one form for letters that are typed in several ways."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(sign for sign in plain if unicodedata.category(sign) not in ("Mn", "Cf") and sign != "ـ")
    return plain.translate(_ONE_FORM)


_ARABIC: Final = ImageWords(
    image=r"[وفبكل]*(?:ال|ل)?(?:صور[هت]?|صورتين|فيديو|فيديوهات|مقطع|مقاطع|لقطه|لقطات|ملف|ملفات|نسخه|نسخا"
    r"|تسجيل|سيلفي|فيلم)"
    r"(?:ك|ها|ه|هم|نا)?",
    it=r"كل شيء|الدليل|الادله",
    imperatives=r"[وف]?(?:احفظ|خزن|ارسل|ابعث|انسخ|افتح|شارك|اعرض|اظهر|حمل|نزل|اطبع|انشر|ارفق|شاهد|احتفظ|اجمع|سلم|حول|مرر|ارفع"
    r"|اعد (?:ارسال|توجيه|نشر))(?:ي|وا|ا)?(?:ها|ه|هم|هما)?",
    makes=r"[وف]?(?:خذ|خذي|خذوا|التقط|التقطي|التقطوا|اعمل|اصنع)",
    asks=r"[وف]?(?:يجب|عليك|عليكم|يمكنك|يمكنكم|تستطيع|بامكانك|ينبغي|يرجي|الرجاء|رجاء|نرجو|من فضلك|لو سمحت|حاول"
    r"|يفضل|الافضل|نطلب|اطلب|دع|يستحسن|قم|قومي|قوموا|(?:من )?(?:المهم|الضروري|الجيد|المفيد|الواجب|اللازم|المستحسن)"
    r"|لا بد|يلزم|يتوجب|يتعين|[اينت]*نصح(?:ك|كم)?|[ين]وصي(?:ك|كم)?)",
    actions=r"(?:[وبل]?(?:ال)?(?:حفظ|ارسال|نسخ|فتح|مشاركه|عرض|اظهار|تحميل|تنزيل|طباعه|نشر|ارفاق|مشاهده|احتفاظ|جمع|تسليم"
    r"|تصوير)|[تين](?:حفظ|رسل|نسخ|فتح|شارك|عرض|ظهر|حمل|نزل|طبع|نشر|رفق|شاهد|حتفظ|جمع|سلم|بعث|صور)(?:ي|وا"
    r"|ون)?)(?:ها|ه|هم)?",
    making=r"(?:ال)?(?:التقاط|اخذ)|[تين](?:لتقط|اخذ)(?:ي|وا)?",
    no=r"لا|ليس|لن|لم|غير|ممنوع|دون|بدون|[وبل]?عدم|الا|يمنع|تجنب",
    forget=r"لا تنس\w*",
    asking=r"[وف]?(?:من|متي|ماذا|ما|كيف|اين|اي|هل)",
    joints=r"ثم|لكن|او|و",
)
_TURKISH_STEMS: Final = (
    r"(?:gonder|kaydet|kayded|kopyala|paylas|sakla|ilet|ac|goster|yukle|indir|yazdir|izle|yolla|ekle|yayinla|topla"
    r"|getir|yedekle|arsivle|bak)"
)
_TURKISH_ENDS: Final = r"(?:y?[iu]n(?:[iu]z)?|y?[ae]l[iu]m|m[ae]l[iu]\w*|y?[ae]bil[iu]r\w*|s[iu]n(?:lar|ler)?)?"
_TURKISH_NEED: Final = (
    r"m[ae](?:k|n|niz|niz[iu]|n[iu]|m[iu]z)?\s+(?:gerek(?!mez|miyor|siz| yok|medi)\w*|zorunda\w*"
    r"|(?:lazim|iyi|onemli|sart|faydali|yararli|dogru)(?! degil)\w*|(?:oner|tavsiye ed)(?!m)\w*)"
)
_TURKISH_FORMS: Final = rf"(?:{_TURKISH_ENDS}|{_TURKISH_NEED})"
_TURKISH: Final = ImageWords(
    image=r"foto(?:graf)?\w*|resi?m(?!en\b)\w*|video\w*|film\w*|goruntu(?!le)\w*|kayit\w*|kayd[iu]|dosya\w*"
    r"|kopya(?:si|sini|yi|lari)?|selfie\w*|nude\w*",
    it=r"onu|bunu|sunu|hepsini|her seyi|kanit\w*|delil\w*",
    imperatives=rf"{_TURKISH_STEMS}{_TURKISH_FORMS}",
    # The verb comes last: see _ENDS_WITH_MAKING.
    makes=r"(?!)",
    asks=r"(?!)",
    actions=r"(?!)",
    making=r"(?!)",
    no=r"degil|yok|asla",
    forget=r"(?!)",
    asking=r"kim|ne|nerede|hangi|nasil",
    joints=r"ve|ama|fakat|sonra|veya|ya da|ki",
)
_ENDS_WITH_MAKING: Final = (
    late_pattern(
        rf"\b(?:{_TURKISH.image})\s+(?:(?!ne\b)\w+\s+){{0,2}}(?:al|cek|yap)(?:{_TURKISH_ENDS}|{_TURKISH_NEED})\b"
    ),
    # From the first image on: none is looked for twice.
    late_pattern(rf"\A(?>.*?\b(?:{_TURKISH.image})\b).*?\b{_TURKISH_STEMS}m[ae]y[iu]\s+unutma"),
)
_POLISH: Final = ImageWords(
    image=r"zdjec\w*|fotk\w*|foto\w*|film\w*|wideo|video\w*|nagrani\w*|obraz\w*|zrzut\w*|screen\w*|plik\w*|kopi[eai]"
    r"|selfie|nude\w*|zalacznik\w*",
    it=r"to|go|ja|je|wszystko|dowod\w*",
    imperatives=r"(?:zapisz|zachowaj|przechowaj|przeslij|wyslij|przekaz|skopiuj|otworz|pokaz|udostepnij|wrzuc|opublikuj|wydrukuj"
    r"|pobierz|sciagnij|obejrzyj|nagraj|sfotografuj|zbierz|dolacz|zalacz|przynies|podeslij|zapisuj|zachowuj|przesylaj"
    r"|wysylaj|kopiuj|otwieraj|pokazuj|udostepniaj|drukuj|ogladaj|zbieraj|nagrywaj)(?:cie|my)?"
    r"|zapisujemy|zachowujemy|przesylamy|wysylamy|kopiujemy|zbieramy|ogladamy",
    makes=r"(?:zrob|rob)(?:cie|my)?|robimy",
    asks=r"musi(?:sz|cie)|moze(?:sz|cie)|powin\w+|trzeba|nalezy|warto|mozna|najlepiej|lepiej|prosze|prosimy|popros\w*"
    r"|sprobuj\w*|niech|dobrze|pomoz\w*|pozwol\w*|wazn[aey]\w*|konieczn\w+|zaleca\w*|poleca\w*|radz[eia]\w*"
    r"|przydatn\w+",
    actions=r"zapisa[ct]|zapisywac|zachowac|przechowac|przeslac|przesylac|wyslac|wysylac|przekazac|skopiowac|kopiowac|otworzyc"
    r"|otwierac|pokazac|pokazywac|udostepnic|wydrukowac|pobrac|sciagnac|obejrzec|ogladac|nagrac|sfotografowac|zebrac"
    r"|dolaczyc|zalaczyc|przyniesc|wrzucic|opublikowac|zapisze|wysle|przesle|pokaze|zachowa|skopiuje|otworzy"
    r"|udostepni",
    making=r"zrobic|robic|zrobi|zrobia",
    no=r"nie|nigdy|ani|bez|niczego|zakaz|zabronione",
    forget=r"nie zapomn\w*",
    asking=r"kto|co|kiedy|gdzie|jak|jak[aieo]|czy|kogo|komu|ktor\w+",
    joints=r"i|oraz|ale|a|albo|lub|potem|zeby|bo",
)
_UKRAINIAN: Final = ImageWords(
    image=r"фот\w*|світлин\w*|зображен\w*|відео\w*|знім(?:ок|к)\w*|скрин\w*|картин\w*|файл\w*|копі[яюї]"
    r"|запис(?:у|и|ів|ом)?"
    r"|ролик\w*|селфі|нюдс\w*",
    it=r"це|його|її|їх|все|усе|доказ\w*",
    imperatives=r"(?:збережи|надішли|перешли|відправ|відішли|скопіюй|відкрий|покажи|поділис[яь]|завантаж|скачай|роздрукуй|переглянь"
    r"|подивис[яь]|сфотографуй|прикріпи|запиши|передай|виклади|опублікуй|збери|принеси|скинь|зберігай"
    r"|надсилай|пересилай"
    r"|відправляй|копіюй|відкривай|показуй|друкуй|завантажуй|знімай)(?:те)?"
    r"|збережіть|надішліть|перешліть|покажіть|прикріпіть|запишіть|поділіться|викладіть|зберіть|принесіть|подивіться"
    r"|зберігаємо|надсилаємо|пересилаємо|копіюємо|збираємо",
    makes=r"(?:зроби|роби)(?:ть|мо)?|зробіть|робіть|робимо",
    asks=r"треба|потрібно|необхідно|можна|може(?:ш|те)|муси(?:ш|те)|має(?:ш|те)|повин\w+|варто|слід|краще|прошу|просимо"
    r"|попроси\w*|попросіть|спробуй\w*|нехай|хай|допоможи\w*|дозволь\w*|важлив\w+|добре|корисно|бажано|обов.язково"
    r"|рад(?:жу|имо|ять)|рекоменд\w+",
    actions=r"зберегти|зберігати|надіслати|надсилати|переслати|пересилати|відправити|відправляти|скопіювати|копіювати|відкрити"
    r"|відкривати|показати|показувати|завантажити|роздрукувати|переглянути|переглядати|сфотографувати"
    r"|прикріпити|записати"
    r"|передати|викласти|опублікувати|зібрати|принести|поділитися|збереже|надішле|перешле|покаже|скопіює|відкриє",
    making=r"зробити|робити|зробить|зроблять",
    no=r"не|ніколи|ні|без|нічого|заборонено",
    forget=r"не забу\w*",
    asking=r"хто|що|коли|де|як|як[аеиуі]|чи|кого|кому|котр\w+",
    joints=r"і|й|та|але|або|чи|потім|щоб|бо",
)


class _ImagePatterns(NamedTuple):
    is_arabic: bool
    # Letters that every sentence in this language has: without them there is nothing to read.
    script: re.Pattern[str]
    parts: re.Pattern[str]
    image: re.Pattern[str]
    it: re.Pattern[str]
    it_before: re.Pattern[str]
    imperatives: re.Pattern[str]
    makes: re.Pattern[str]
    asks: re.Pattern[str]
    no: re.Pattern[str]
    forgets: re.Pattern[str]
    asking: re.Pattern[str]


_SCRIPTS: Final = {_ARABIC: "[ء-ي]", _UKRAINIAN: "[а-я]"}


# “It is important that …”: the comma or joint in between starts nothing new.
_THAT: Final = late_pattern(
    letters(r"\b(wazne|konieczne|dobrze|najlepiej|lepiej|warto|важливо|добре|краще|бажано|треба|потрібно)")
    + letters(r"(?: jest| było by| буде| є)?,? (?:zeby|aby|щоб) ")
)


def _rules(words: ImageWords) -> _ImagePatterns:
    one = ImageWords(*map(letters, words))
    # Arabic writes “and” to the word that follows: it is part of the verbs above.
    joints = r"\b(?:ثم|لكن|او)\b" if words is _ARABIC else rf"\b(?:{one.joints})\b"
    soon = rf"\s+(?!(?:z|ze|з|із|зі)\b)(?:\w+\s+){{0,2}}?(?:{one.image})\b"
    # “Whoever appears in the image”: behind these a verb tells who, and asks nothing.
    who = (
        "".join(rf"(?<!\b{word} )" for word in ("الذي", "التي", "الذين", "مع من", "كل من")) if words is _ARABIC else ""
    )
    asked = rf"{who}(?:(?:{one.actions})\b|(?:{one.making}){soon})"
    return _ImagePatterns(
        words is _ARABIC,
        late_pattern(_SCRIPTS.get(words, "[a-z]")),
        late_pattern(rf"[,،()]|\s[-–—]\s|{joints}"),
        late_pattern(rf"\b(?:{one.image})\b"),
        late_pattern(rf" (?:\w+ ){{0,2}}?(?:{one.it})\b|^(?:{one.it})\b"),
        late_pattern(rf"\b(?:{one.it}) \w+$"),
        late_pattern(rf"\b(?:{one.imperatives})\b"),
        late_pattern(rf"\b(?:{one.makes}){soon}"),
        late_pattern(rf"\A(?>(?P<before>.*?)\b(?:{one.asks})\b)(?P<between>.*?)\b{asked}"),
        late_pattern(rf"\b(?:{one.no})\b"),
        late_pattern(rf"\A(?>.*?\b(?:{one.forget})\b).*?\b{asked}"),
        late_pattern(rf"^\s*(?:{one.asking})\b"),
    )


_LANGUAGES: Final = tuple(map(_rules, (_ARABIC, _TURKISH, _POLISH, _UKRAINIAN)))
# In Arabic “send” and “he sent” look alike: behind these it is not an instruction.
_TELLS_WHO: Final = late_pattern(r"\b(?:من|متي|كيف|اين|هل|اذا|لو|الذي|التي|الذين|قد|شخص|احد|احدهم|انه|انها)\s+$")
# The last words before a verb are within this distance. Looking further costs as much again for every verb.
_NEAR: Final = 60
_COMMAS: Final = late_pattern(r"[,،()]")
_SUFFIX: Final = late_pattern(r"(?:ها|ه|هم|هما)$")


def is_instruction(sentence: str) -> bool:
    """Whether a sentence in one of these languages tells someone to do something with an image."""
    # With single spaces: the patterns count on it.
    plain = _THAT.sub(r"\1 ", " ".join(letters(sentence).split()).strip(" .!?;:…؟؛"))
    return any(pattern.search(plain) for pattern in _ENDS_WITH_MAKING) or any(
        _ordered(plain, rules) for rules in _LANGUAGES if rules.script.search(plain)
    )


def _ordered(sentence: str, rules: _ImagePatterns) -> bool:
    parts = [part.strip() for part in rules.parts.split(sentence) if part and part.strip()]
    anywhere = bool(rules.image.search(sentence))
    for number, part in enumerate(parts):
        named = bool(rules.image.search(part))
        if named and rules.forgets.search(part):
            return True
        after = parts[number + 1] if number + 1 < len(parts) else ""
        no = rules.no.search(part)
        denied_from = no.end() if no else len(part) + 1
        it = rules.it.search(part)
        named_from = it.end() if it else len(part) + 1
        for found in rules.imperatives.finditer(part):
            alone = anywhere and part == found.group() and not rules.asking.search(after)
            meant = named or alone or named_from <= found.end() or _stands_for_it(part, found, rules)
            told = denied_from <= found.start() or _TELLS_WHO.search(part, _near(found.start()), found.start())
            if meant and not told and not (number and _forbids(parts[number - 1], rules)):
                return True
        if any(denied_from > found.start() for found in rules.makes.finditer(part)):
            return True
    # “Let the pupil or a parent …”: asked for across a joint as well.
    return any(_asked_for(part, rules) for part in (*parts, *_COMMAS.split(sentence)))


def _asked_for(part: str, rules: _ImagePatterns) -> bool:
    found = rules.asks.search(part)
    return bool(found and rules.image.search(part) and not rules.no.search(f"{found['before']} {found['between']}"))


def _stands_for_it(part: str, found: re.Match[str], rules: _ImagePatterns) -> bool:
    """“Save it”: a word after the verb, or before it in Turkish, or in Arabic the end of the verb itself."""
    if rules.is_arabic and _SUFFIX.search(found.group()):
        return True
    after = rules.it.match(part, found.end())
    return bool(after or rules.it_before.search(part, _near(found.end()), found.end()))


def _near(place: int) -> int:
    return max(0, place - _NEAR)


def _forbids(part: str, rules: _ImagePatterns) -> bool:
    """“Do not look, copy or send”: one that forbids speaks for the verbs that follow without anything of their own."""
    return len(part.split(maxsplit=3)) <= 3 and bool(rules.no.search(part))


__all__ = ["is_instruction", "letters"]
