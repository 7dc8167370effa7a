"""Which template a page of ours is made with here, and which blocks the template of the host has."""

from __future__ import annotations

from django.template import TemplateDoesNotExist
from django.template.loader import get_template, select_template
from django.template.loader_tags import BlockNode, ExtendsNode
from django.test import RequestFactory

from ..page_class import GripPage


def template_of(page: GripPage) -> tuple[str, str]:
    """The name of the template that is used for the page, and its file."""
    names = page.get_template(RequestFactory().get("/"))
    used = select_template([names] if isinstance(names, str) else names)
    origin = getattr(used, "origin", None)
    return str(getattr(origin, "template_name", "") or ""), str(getattr(origin, "name", "") or "")


def blocks_of(name: str) -> list[str]:
    """The blocks of a Django template and of all that it extends, in their order; none for another kind of template."""
    blocks: list[str] = []
    seen: set[str] = set()
    while name and name not in seen:
        seen.add(name)
        try:
            template = getattr(get_template(name), "template", None)
        except TemplateDoesNotExist:
            break
        nodes = getattr(template, "nodelist", None)
        if nodes is None:
            break
        blocks += [node.name for node in nodes.get_nodes_by_type(BlockNode) if node.name not in blocks]
        parents = nodes.get_nodes_by_type(ExtendsNode)
        # A name that is a variable is only known while a page is shown.
        name = parents[0].parent_name.var if parents and isinstance(parents[0].parent_name.var, str) else ""
    return blocks


__all__ = ["blocks_of", "template_of"]
