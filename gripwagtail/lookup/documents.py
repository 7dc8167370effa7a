"""Where the documents of this site are that a page of ours lists, for who may open them."""

from __future__ import annotations

from typing import Any

from django.db import Error
from django.db.models import Q

from ..content.documents import PageDocument, read_documents
from ..item_blocks.document import is_key
from ..item_blocks.installed import document_model, has_documents
from ..records.stamp import of_document
from ..sanitize import usable_url
from ..stored.failures import Failure, note
from .source import Source


def documents_of(source: Source, stream: str) -> list[PageDocument]:
    """The documents of a page, each with its address. No query where none is of this site; else two.

    One that is gone, or in a private collection, has no address on a page that everyone may read; neither has one whose
    storage cannot say where it is. On a page that is private itself Wagtail asks at the document who it is for.
    """
    listed: list[PageDocument] = source.items(stream, read_documents)
    wanted = [one for one in listed if one.file]
    if wanted and has_documents():
        context = source.page_context
        context.rests_on.note(*{of_document(one.file) for one in wanted})
        found = _addresses({one.file for one in wanted}, context.is_private, context.failures)
        for one in wanted:
            one.url = found.get(one.file) or one.url
    return listed


def closed_documents(keys: set[str]) -> set[str]:
    """Those of these keys that no visitor without a password can open: gone, private, or without an address."""
    return keys - _addresses(keys, False, []).keys() if has_documents() else keys


def _addresses(keys: set[str], with_private: bool, noted: list[Failure]) -> dict[str, str]:
    model = document_model()
    found = model.objects.filter(pk__in=_keys_of(model, keys)).select_related("collection")
    if not with_private:
        found = found.exclude(_private())
    return {str(one.pk): address for one in found if (address := _address(one, noted))}


def _address(document: Any, noted: list[Failure]) -> str:
    """The host's own class or its storage says where a document is: one that cannot be told is no other's fault."""
    try:
        return usable_url(document.url)
    except Error:  # of the database, and so of everything
        raise
    except Exception as problem:
        note(f"The address of document {document.pk}", problem, noted)
        return ""


def _keys_of(model: Any, keys: set[str]) -> list[Any]:
    """What can be a key of a document; anything else is stored badly, and is none."""
    read = []
    for key in filter(is_key, keys):
        try:
            read.append(model._meta.pk.to_python(key))
        except Exception:  # noqa: S112
            continue
    return read


def _private() -> Q:
    """What is in a collection that is not for everyone, or below one."""
    from wagtail.models import CollectionViewRestriction

    paths = CollectionViewRestriction.objects.values_list("collection__path", flat=True)
    barred = Q()
    for path in paths:
        barred |= Q(collection__path__startswith=path)
    return barred


__all__ = ["closed_documents", "documents_of"]
