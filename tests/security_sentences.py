"""Each sentence of SECURITY.md outside its table, by how it begins, with what shows that it is so.

A test, or a file of tests; or in words why no test can: what people promise, and where to go.
"""

from __future__ import annotations

from typing import Final

_PEOPLE: Final = "what people do"
_ASKED: Final = "what a reader is asked to do"

SHOWN_BY: Final[dict[str, tuple[str, ...]]] = {
    "Please do not open a public issue": (_ASKED,),
    "Use the private form": (_ASKED,),
    "Say what you did": (_ASKED,),
    "A text that can bring a reader into danger": ("tests/test_content_guard.py", "tests/test_promises.py"),
    "Report it in the same way": (_ASKED,),
    "You get an answer from the maintainers": (_PEOPLE,),
    "We promise no number of days": (_PEOPLE,),
    "Who could hurt whom": ("test_every_row_says_what_stops_it_and_which_test_shows_it",),
    "The tests are in `tests/`": (
        "test_a_test_that_is_named_as_proof_exists",
        "test_what_is_asked_to_notice_a_mutation_exists",
    ),
    "`python -m tests.tools.conditions` does so": ("tests/test_conditions.py",),
    "Not covered: what an editor may change": (
        "test_an_older_version_keeps_a_name_until_it_is_erased",
        "test_a_template_of_the_host_may_load_a_script_of_somebody_else",
        "test_every_run_says_what_it_can_not_reach",
    ),
    "Helplines are shared by the whole installation": ("test_a_helpline_is_the_same_on_every_site",),
    "Wagtail's own choosers show titles": ("test_a_chooser_of_wagtail_shows_the_titles_of_another_school",),
    "A site's own search finds a situation": ("test_search_finds_an_item_by_a_word_that_is_not_shown",),
    "Wagtail writes a title as it was typed": ("test_wagtails_own_lists_hold_a_title_as_it_was_typed_and_xlsx_a_text",),
    "`tests/test_vectors.py` puts more than two hundred": (
        "tests/test_vectors.py",
        "test_what_the_page_counts_is_so",
    ),
    "`python -m tests.tools.vector_table` prints": (
        "test_the_tools_that_the_page_names_can_be_run",
        "test_every_function_of_these_rooms_that_may_get_a_text_is_measured",
    ),
    "Twice as long costs at most": ("tests/test_growth.py", "tests/browser/test_slow_texts.py"),
    "**bleach** cleans rich text": ("test_bleach_is_the_one_that_is_installed_with_us",),
    "It stands between a stage": ("tests/test_sanitize.py", "tests/test_sanitizer_engines.py"),
    "**nh3**, which is maintained": (
        "tests/test_sanitizer_engines.py",
        "test_the_wheel_declares_what_pyproject_declares",
    ),
    "Both pass all hostile texts": ("tests/test_sanitizer_engines.py", "tests/test_sanitize.py"),
    "If you find a text that passes all three": (_ASKED,),
    "Each has its reason in the": ("test_each_dependency_has_its_reason_in_the_docs",),
    "The lowest version of each": ("test_a_dependency_has_a_lowest_version_above_its_known_holes_and_no_highest",),
    "We exclude no version of a newer series": (
        "test_the_page_says_when_it_was_looked_up_and_which_of_each_series_is_the_lowest_to_run",
    ),
    "`make audit` asks the database": ("test_an_audit_that_got_no_answer_is_not_taken_for_a_clean_one",),
    "You get fixes of Django and Wagtail": (
        "test_a_dependency_has_a_lowest_version_above_its_known_holes_and_no_highest",
    ),
}  # fmt: skip
WORDS: Final = frozenset({_PEOPLE, _ASKED})
