"""Which sentences promise more secrecy than anyone can keep, in the other languages of the interface."""

from __future__ import annotations

import pytest

from gripwagtail.safety.promises import promises_too_much

TOO_MUCH = """
سرية تامة.
كل ما تقوله يبقى بيننا.
سيبقى هذا سرًا.
لن يعرف أحد بذلك.
لن نخبر أحدًا.
لن نخبر والديك.
سرك في أمان معنا.
نضمن لك السرية.
سري 100%
لن نفعل شيئًا دون موافقتك.
Tamamen gizli.
%100 gizli
Bu aramızda kalır.
Anlattıkların aramızda kalacak.
Kimse bunu öğrenmeyecek.
Kimseye söylemem.
Kimseye anlatmayız.
Sırrın bende güvende.
İznin olmadan hiçbir şey yapmayız.
Gizliliği garanti ediyoruz.
Całkowita poufność.
100% poufne
To zostaje między nami.
Zostanie to naszą tajemnicą.
Nikt się o tym nie dowie.
Nikomu nie powiemy.
Nie powiem nikomu.
Nic nie zrobimy bez twojej zgody.
Gwarantujemy poufność.
Wszystko zostaje tylko między nami.
Повністю конфіденційно.
100% конфіденційно
Це залишиться між нами.
Ніхто про це не дізнається.
Ми нікому не скажемо.
Не скажу нікому.
Нічого не робимо без твоєї згоди.
Гарантуємо конфіденційність.
Обіцяю, що все лишиться між нами.
Усе лишається таємницею.
سنكتم سرك ولن يعلم به والداك.
كلامك سري تمامًا.
لا تقلق، لن نقول شيئًا لأهلك.
يبقى كلامك سرًا عندنا.
أعدك أن يبقى الأمر سرًا.
أنت من يقرر دائمًا ما سيحدث.
Hiç kimseye anlatmayacağız.
Ailene söylemeyiz.
Söylediklerin gizli kalır.
Her şey sır olarak kalır.
Kesinlikle gizlidir.
Sen istemeden hiçbir şey yapmayız.
Söz veriyoruz, kimse duymayacak.
Nie powiemy twoim rodzicom.
Twoja rozmowa jest zawsze poufna.
Zachowamy to w tajemnicy.
Obiecujemy, że nikomu nie powiemy.
Bez twojej zgody nic nie zrobimy.
Twoja tajemnica jest u nas bezpieczna.
Rodzice się nie dowiedzą.
Ми не розповімо твоїм батькам.
Твоя розмова завжди конфіденційна.
Ми збережемо це в таємниці.
Без твоєї згоди нічого не зробимо.
Твоя таємниця в безпеці.
Батьки не дізнаються.
Нікому не розповім.
""".strip().splitlines()

HONEST = """
لن نخبر أحدًا إلا إذا كان شخص في خطر.
لا نعد بالسرية التامة.
اسأل أولًا ماذا سيحدث لما ترويه.
هل يبقى هذا بيننا؟
لا أستطيع أن أعدك بأن يبقى كل شيء سرًا.
Kimseye söylemem. Ancak biri tehlikedeyse bildirmem gerekir.
Tamamen gizli kalacağına söz veremem.
Aramızda kalır mı?
Dinlerim ve seninle birlikte düşünürüm.
Nie mogę obiecać, że to zostanie między nami.
Nikomu nie powiem, chyba że ktoś jest w niebezpieczeństwie.
Czy to zostaje między nami?
Słucham i myślę razem z tobą.
Це залишиться між нами. Але якщо хтось у небезпеці, я мушу це передати.
Я не можу обіцяти, що ніхто не дізнається.
Чи це залишиться між нами?
Слухаю і думаю разом з тобою.
سرية الحديث ليست مضمونة دائمًا.
لا نعدك بأن يبقى كل شيء بيننا.
إذا طلب منك شخص أن تحفظ سرًا، فتحدث معنا.
أستمع إليك وأفكر معك.
يمكنك الاتصال دون ذكر اسمك.
أحيانًا يجب أن نخبر أهلك، وعندها نخبرك أولًا.
لا أنقل كلامك دون سبب.
لا أحد يلومك.
من يعرف بما حدث؟
Her zaman gizli kalmaz.
Anlattıkların gizli kalır mı?
Biri sana bunu sır olarak sakla mı diyor? Bize anlat.
Adını söylemen gerekmez.
Bazen bunu bildirmem gerekir. O zaman önce sana söylerim.
Kimse seni suçlamıyor.
Gizlilik sözü veremeyiz.
Anlattıklarını öylece başkasına aktarmam.
Önce anlattıklarınla ne yapılacağını sor.
Okul için çalışmaz.
To nie zawsze zostaje między nami.
Nie możemy obiecać tajemnicy.
Ktoś każe ci zachować tajemnicę? Powiedz nam.
Nie musisz podawać imienia.
Czasem muszę coś przekazać. Wtedy usłyszysz to ode mnie.
Nikt cię za to nie obwinia.
Zapytaj najpierw, co się stanie z tym, co opowiesz.
Nie przekazuję tego dalej bez powodu.
Czy rozmowa jest poufna?
Nie pracuje dla szkoły.
Nie wszystko jest tajemnicą.
Це не завжди лишається між нами.
Ми не можемо обіцяти таємниці.
Хтось просить тебе зберегти таємницю? Розкажи нам.
Ім’я називати не треба.
Іноді я мушу щось передати. Тоді я скажу тобі.
Ніхто тебе не звинувачує.
Спершу запитай, що буде з тим, що ти розкажеш.
Я не розповідаю іншим без причини.
Чи розмова конфіденційна?
Не працює на школу.
""".strip().splitlines()


@pytest.mark.parametrize("text", TOO_MUCH)
def test_a_promise_without_a_limit_is_found(text: str) -> None:
    assert promises_too_much(text)
    assert promises_too_much(f"Info.\n{text.rstrip('.')}. 112")


@pytest.mark.parametrize("text", HONEST)
def test_an_honest_text_is_left_alone(text: str) -> None:
    assert not promises_too_much(text)
