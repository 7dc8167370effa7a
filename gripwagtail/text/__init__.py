"""Helpers for text: languages, phone numbers between words, what a terminal or a spreadsheet may be given."""
