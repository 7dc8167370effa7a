"""Starter content: texts as data, per language and school type, and what plants them."""
