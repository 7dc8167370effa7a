"""What helps an editor while writing: rules in Wagtail's content checker, long sentences, hard words.

Nothing here refuses, counts or grades a text. What may not be published stands in ``forms``.
"""
