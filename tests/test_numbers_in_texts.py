"""A telephone number in a text is found; a year, an age, a time or an amount is none."""

from __future__ import annotations

import pytest

from gripwagtail.text.phone_spotting import phone_numbers

NUMBERS = """
Bel 0800-0432.
Bel 06-01234567 nu.
06 01 23 45 67
06.01.23.45.67
(06) 01234567
020 012 34 56
(020) 012 34 56
020/0123456
020–012 34 56
020\u00a0012\u00a034\u00a056
088-012 34 56
+31 (0)20 012 34 56
+31200123456
0031 20 012 34 56
٠٢٠ ٠١٢ ٣٤ ٥٦
14 030
14030
116 111
116111
0900-8844
0800-0113
0800 HULP
Bel 012 34 56.
Bel 144.
Bel naar 1234.
Call the number 911.
Bel 112 of 0800-0432.
112 0800-0432
tel. 030 012 34 56
""".strip().splitlines()

NO_NUMBERS = """
Bel 112.
Bel 112 of 113.
Bel 112/113.
Bel 112, 24 uur per dag.
Bel 113 24/7.
in 2026
schooljaar 2025-2026
2025/2026
01-09-2026 08.30
1-9-2026
2026-11-22
08.30-17.00 uur
van 8.30 - 12.30 uur
08:30
24/7
14+
12-18 jaar
14 tot 18 jaar
3 dagen
10.000 euro
1 000 000
€ 1.500
lokaal 2.14
groep 7/8
Bel 3 keer.
14 000 leerlingen
""".strip().splitlines()


@pytest.mark.parametrize("text", NUMBERS)
def test_a_telephone_number_in_a_text_is_found(text: str) -> None:
    assert len(phone_numbers(text)) == 1


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_a_year_an_age_a_time_or_an_amount_is_no_telephone_number(text: str) -> None:
    assert phone_numbers(text) == []


def test_each_number_is_given_back_as_it_was_written() -> None:
    text = "Bel 06-01234567 of (020) 012 34 56 (nooit 0800-0432), niet 112."
    assert phone_numbers(text) == ["06-01234567", "(020) 012 34 56", "0800-0432"]
