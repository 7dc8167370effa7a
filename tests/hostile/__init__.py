"""Hostile texts in every place of ours, through every way in, looked for at every way out.

`places` finds the places in the code, `site` fills a school with texts, `ways_in` and `ways_in_localize` bring them
in, `ways_out` asks for everything that shows them, and `oracle` says what of it is active.
"""
