"""The five mixins that a page type is made of."""
