"""Each sentence of SECURITY.md, and each thing that it says stops somebody, by how it begins, with what shows it.

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

# Each thing of the fourth column of the table, by how it begins.
STOPPED_BY: Final[dict[str, tuple[str, ...]]] = {
    "rich text is cleaned on output": (
        "test_formatted_text_is_cleaned_at_the_way_out",
        "test_a_sanitiser_that_lets_everything_through_still_lets_nothing_active_out",
    ),
    "all other texts are plain": (
        "test_what_an_editor_types_is_text_and_not_html",
        "test_a_template_escapes_everything_and_quotes_every_attribute",
    ),
    "every address passes `safe_url`": (
        "test_every_link_has_an_address_that_may_be_followed",
        "test_a_link_that_a_translator_changes_into_a_script_does_not_come_out",
        "test_a_host_that_no_browser_reads_or_that_it_reads_as_another_is_refused",
    ),
    "`mailto:` and `tel:`": (
        "test_a_mail_link_is_built_from_one_plain_address",
        "test_a_phone_link_holds_a_plus_and_digits",
    ),
    "values are escaped, control": (
        "test_a_text_cannot_add_a_property_of_its_own",
        "test_control_characters_are_left_out",
    ),
    "the page leaves it out": (
        "test_what_patterns_find_that_no_native_has_read_is_published_with_advice",
        "test_a_draft_with_a_forbidden_order_published_without_a_form_does_not_show_it",
        "test_an_order_in_dutch_or_english_is_not_published",
    ),
    "what is sexual is never photographed": ("test_the_rule_about_evidence_holds_whatever_is_stored",),
    "cells are written by one function": (
        "test_no_list_of_ours_has_a_formula_however_its_cells_are_separated",
        "test_every_command_of_ours_prints_through_the_safe_base",
        "test_nothing_is_printed_past_it",
    ),
    "limits before parsing": (
        "test_the_library_never_sees_a_source_beyond_the_limits",
        "test_a_file_that_is_no_content_is_refused_before_it_costs_anything",
    ),
    "length is looked at": (
        "test_no_pattern_reads_a_line_of_twelve_thousand_characters",
        "tests/test_growth.py",
    ),
    "what is too long to be read": ("test_a_field_that_is_too_long_in_all_is_left_out_where_it_may_be_sexual",),
    "a sanitiser that fails": ("test_a_failing_sanitiser_closes_the_door",),
    "anything may be missing": ("test_a_page_with_spoiled_items_comes_out",),
    "only published sources": ("test_a_hidden_page_comes_out_by_no_way", "test_a_hidden_item_comes_out_by_no_way"),
    "a source behind a restriction": (
        "test_a_private_source_shows_only_on_pages_behind_the_same_restriction",
        "test_another_restriction_is_not_the_same_restriction",
    ),
    "the stamp forgets": ("test_a_restriction_and_its_end_are_seen_at_the_next_visit",),
    "the source is looked for under the site": (
        "test_one_school_shows_nothing_of_the_next_below_the_same_site",
        "tests/test_nearest.py",
    ),
    "what is shown is known": (
        "test_visits_at_the_same_moment_in_one_thread_each_show_their_own",
        "test_a_page_that_fails_is_forgotten",
    ),
    "the lines for nginx": (
        "test_documents_are_handed_out_by_wagtail_alone",
        "test_what_editors_uploaded_is_never_run",
    ),
    "contacts live inside pages": ("test_our_pages_are_as_closed_as_wagtail_keeps_any_page",),
    "each view of ours about a page": (
        "test_a_stranger_reads_nothing_and_changes_nothing",
        "test_a_translator_writes_nothing_about_the_original",
    ),
    "what is of the whole installation": ("test_taking_over_needs_the_right_to_change_helplines",),
    "changes by POST with a token": (
        "test_a_form_from_another_site_is_refused",
        "test_who_has_the_right_gets_an_answer_and_reading_changes_nothing",
    ),
    "no address from a request": ("test_nobody_is_led_to_another_site",),
    "nothing is run or unpacked": (
        "test_a_zip_file_may_hold_nothing_but_the_five_files",
        "test_no_text_is_run_and_no_address_of_an_editor_is_fetched",
    ),
    "all of it is checked before": ("test_a_fault_in_one_file_leaves_everything_as_it_was",),
    "no cookie, no storage": (
        "test_nothing_is_left_in_the_browser",
        "test_choosing_who_you_are_hides_the_others_and_leaves_no_trace",
        "test_no_key_in_an_address_bar_says_bluntly_what_it_is_about",
        "test_the_page_is_left_and_back_does_not_show_it",
    ),
    "The history stays": ("test_it_says_honestly_that_the_history_stays_and_on_paper_there_is_nothing_of_it",),
    "no request to another server": ("test_nothing_is_fetched_from_elsewhere",),
    "nothing inline": (
        "test_no_code_or_style_stands_in_the_html",
        "test_the_strictest_policy_has_nothing_to_refuse",
    ),
    "quiet pages pass `grip_quiet`": (
        "test_a_host_that_leaves_its_counter_out_where_it_should_be_quiet_is_healthy",
    ),
    "one source for all languages": (
        "test_a_removed_contact_is_gone_everywhere",
        "test_a_card_shows_on_the_first_and_the_last_day_and_not_outside",
    ),
    "`gripwagtail_erase` works through": (
        "test_the_person_is_in_nothing_that_is_stored_after_an_editor_has_seen_everything",
        "test_every_run_says_what_it_can_not_reach",
    ),
    "no code that makes what visitors": ("test_no_code_that_makes_what_visitors_get_reads_a_fact_off_a_page",),
    "guards that read every module": ("test_there_is_something_to_guard", "test_the_guard_sees_who_marks_text"),
}  # fmt: skip
WORDS: Final = frozenset({_PEOPLE, _ASKED})
