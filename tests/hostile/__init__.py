"""Hostile texts in every place of ours, through every input, looked for in every output.

`places` finds the places in the code, `site` fills a school with texts, `ways_in` and `ways_in_localize` bring them
in, `ways_out` asks for everything that shows them, and `oracle` says what of it is active.
"""
