"""An order about an image is found in every language in which we speak to visitors."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import gripwagtail
from gripwagtail.safety.image_instructions import image_instructions

SAFETY = Path(gripwagtail.__file__).parent / "safety"

ORDERS = """
احفظ الصورة.
احفظ الصورة في هاتفك كدليل
أرسل الصورة إلى المعلم.
أرسلها إلى الشرطة.
انسخ الفيديو وأرسله إلينا.
افتح الملف أولًا.
خذ لقطة شاشة للصورة.
التقط صورة للشاشة.
شارك الفيديو مع المدرسة.
اعرض الصورة على معلمك.
أعد إرسال الصورة إلى المدرسة.
اطبع الصورة.
يجب أن تحفظ الصورة.
عليك إرسال الصورة إلى المدرسة.
يرجى إرسال الفيديو إلينا.
من فضلك أرسل الفيديو.
قم بحفظ الصورة.
لا تنس أن تحفظ الصورة.
دع التلميذ يأخذ لقطة شاشة.
احتفظ بالصورة.
Fotoğrafı kaydet.
FOTOĞRAFI KAYDET!
Fotoğrafı öğretmene gönder.
Videoyu polise gönderin.
Videoyu okula gönderiniz.
Ekran görüntüsü al.
Mesajların ekran görüntüsünü alın.
Öğrenci ekran görüntüsü alsın.
Görüntüyü kopyala.
Dosyayı aç.
Fotoğrafı mentora göster.
Resmi sakla.
Görüntüyü bizimle paylaş.
Fotoğrafı kaydetmen gerekir.
Fotoğrafı saklaman iyi olur.
Fotoğrafı okula gönderebilirsin.
Videoyu kaydetmelisin.
Fotoğrafı kaydetmeyi unutma.
Bunu polise ilet.
Fotoğrafı yazdır.
Zapisz zdjęcie.
Zachowaj filmik jako dowód.
Wyślij zdjęcie do nauczyciela.
Prześlij to policji.
Zrób zrzut ekranu.
Zróbcie zdjęcie ekranu.
Skopiuj nagranie.
Otwórz plik.
Pokaż zdjęcie mentorowi.
Udostępnij nam film.
Wydrukuj zdjęcie.
Musisz zapisać zdjęcie.
Proszę przesłać nam filmik.
Możesz wysłać zdjęcie do szkoły.
Trzeba zrobić zrzut ekranu.
Nie zapomnij zapisać zdjęcia.
Niech uczeń zrobi zrzut ekranu.
Warto zachować nagranie.
Nagraj ekran, potem wyślij film.
Znajdź zdjęcie i zapisz.
Збережи фото.
Надішли відео вчителю.
Перешли його поліції.
Зроби знімок екрана.
Зробіть скриншот.
Скопіюй зображення.
Відкрий файл.
Покажи фото вчителю.
Поділися відео з нами.
Роздрукуй фото.
Треба зберегти фото.
Можна надіслати відео до школи.
Просимо переслати нам зображення.
Не забудь зберегти відео.
Нехай учень зробить знімок екрана.
Збережіть усі фото.
Надішліть нам зображення.
Варто зберегти запис.
Запиши відео з екрана.
Знайди фото і збережи.
من المهم أخذ لقطة شاشة.
من المهم أخذ صورة للشاشة.
من المهم حفظ الصورة.
يجب على الشخص الذي يظهر في الصورة أن يرسلها إلينا.
المهم أن تحفظ الفيديو.
لا بد من حفظ الصورة.
ننصحك بإرسال الصورة إلى المدرسة.
من الضروري التقاط صورة للشاشة.
من المفيد أن تأخذ لقطة شاشة.
Ekran görüntüsü almak önemlidir.
Fotoğrafı kaydetmeniz önemlidir.
Videoyu saklamanızı öneririz.
Fotoğrafı göndermenizi tavsiye ederiz.
Ważne, żeby zapisać zdjęcie.
Ważne jest, aby zrobić zrzut ekranu.
Zalecamy zachować nagranie.
Koniecznie trzeba zapisać film.
Важливо зберегти фото.
Важливо, щоб зробити знімок екрана.
Важливо зробити знімок екрана.
Добре зберегти відео.
Радимо надіслати фото до школи.
Рекомендуємо зберегти відео.
Обов'язково збережи фото.
Обов’язково треба зберегти відео.
""".strip().splitlines()

NO_ORDERS = """
لا تحفظ الصورة.
لا ترسل الصورة إلى أحد.
لا تفتح الصورة ولا تنسخها ولا ترسلها.
لا تأخذ لقطة شاشة.
لا يجب أن تحفظ الصورة.
ليس عليك أن ترسل الصورة.
يجب ألا ترسل الصورة.
يجب عدم إرسال الصورة.
اسأل Offlimits أو الشرطة ماذا تفعل بالصورة.
اكتب من أرسل الصورة ومتى.
تحدث مع شخص تثق به عن الصورة.
اتصل بالشرطة إذا هددك شخص بنشر الصورة.
Fotoğrafı kaydetme.
Fotoğrafı kimseye gönderme.
Görüntüyü açma, kopyalama, gönderme.
Ekran görüntüsü alma.
Fotoğrafı göstermen gerekmez.
Fotoğrafı göndermene gerek yok.
Görüntüyle ne yapman gerektiğini Offlimits'e veya polise sor.
Fotoğrafı kimin gönderdiğini yaz.
Biri fotoğrafını paylaştı.
Biri fotoğrafını paylaşmakla tehdit ediyorsa polisi ara.
Güvendiğin biriyle konuş.
Görüntüyü açma, yalnızca not al.
Nie zapisuj zdjęcia.
Nigdy nie wysyłaj zdjęcia ani filmiku.
Nie otwieraj, nie kopiuj i nie wysyłaj zdjęcia.
Nie oglądaj, kopiuj ani przesyłaj zdjęcia.
Nie rób zrzutu ekranu.
Nie musisz pokazywać zdjęcia.
Zapytaj Offlimits lub policję, co zrobić ze zdjęciem.
Zapytaj policję, co trzeba zrobić ze zdjęciem lub filmem.
Zanotuj, kto wysłał zdjęcie.
Zadzwoń na policję, jeśli ktoś grozi, że wyśle zdjęcie.
Porozmawiaj o tym z kimś, komu ufasz.
Zapisz, kto i kiedy.
Не зберігай фото.
Ніколи не надсилай фото чи відео.
Не відкривай, не копіюй і не пересилай зображення.
Не роби знімка екрана.
Не треба показувати фото.
Запитай Offlimits або поліцію, що робити із зображенням.
Запитай поліцію, що треба робити із зображенням.
Занотуй, хто надіслав фото.
Подзвони в поліцію, якщо хтось погрожує показати фото.
Поговори з тим, кому довіряєш.
Ти не мусиш показувати фото.
Розкажи, що сталося.
ليس من المهم أخذ لقطة شاشة.
من المهم ألا ترسل الصورة.
من المهم عدم إرسال الصورة.
من المهم أن تتحدث مع شخص تثق به عن الصورة.
ننصحك بعدم حفظ الصورة.
من المهم أن يعرف الشخص الذي يظهر في الصورة أنك لست معهم.
لا ننصح بإرسال الصورة.
Fotoğrafı kaydetmek önemli değil.
Fotoğrafı kaydetmenizi önermeyiz.
Fotoğrafı kaydetmemek önemlidir.
Fotoğrafı göndermemenizi tavsiye ederiz.
Ważne, żeby nie zapisywać zdjęcia.
Nie zalecamy zapisywać zdjęcia.
Ważne, żeby porozmawiać o zdjęciu z kimś, komu ufasz.
Nie jest ważne, kto zrobił zdjęcie.
Важливо не зберігати фото.
Не обов'язково показувати фото.
Важливо, щоб ніхто не надсилав фото.
Не рекомендуємо надсилати відео.
Добре, що ти розказав про фото.
""".strip().splitlines()


@pytest.mark.parametrize("text", ORDERS)
def test_an_order_about_an_image_is_found(text: str) -> None:
    assert image_instructions(text) == [text]
    # Of the patterns that no native speaker has read, and of these alone.
    assert image_instructions(text, checked=False) == [text]
    assert image_instructions(text, checked=True) == []


def test_an_order_in_dutch_or_english_is_found_by_patterns_that_were_read() -> None:
    for text in ("Bewaar de foto.", "Save the photo."):
        assert image_instructions(text, checked=True) == [text]
        assert image_instructions(text, checked=False) == []
    both = "Bewaar de foto. Zapisz zdjęcie."
    assert image_instructions(both) == ["Bewaar de foto.", "Zapisz zdjęcie."]


@pytest.mark.parametrize("text", NO_ORDERS)
def test_a_prohibition_or_other_advice_is_no_order(text: str) -> None:
    assert image_instructions(text) == []


def test_only_the_sentence_with_the_order_is_given_back() -> None:
    assert image_instructions("هل رأيت الصورة؟ احفظ الصورة! اتصل بالشرطة.") == ["احفظ الصورة!"]
    assert image_instructions("Nie odpowiadaj. Zapisz zdjęcie.\nZadzwoń") == ["Zapisz zdjęcie."]


@pytest.mark.parametrize("language", ["ar", "pl", "tr", "uk"])
def test_our_own_sentences_order_nothing_where_there_may_be_something_sexual(language: str) -> None:
    said = tomllib.loads((SAFETY / f"{language}.toml").read_text(encoding="utf-8"))
    rules = said["evidence"]
    for text in [*rules["note-only"].values(), *rules["none"].values(), said["never_send"]]:
        assert image_instructions(text) == [], text
    # And the net sees what it has to see: the one rule that asks for a picture of a screen.
    for text in rules["screenshot"].values():
        assert len(image_instructions(text)) == 1, text
