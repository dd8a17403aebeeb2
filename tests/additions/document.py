"""A further document: the report's title and how many blocks follow it."""

from __future__ import annotations

from typing import Any

from ketgui.reporting.documents.document_kind import DocumentKind


def write(_analysis: Any, document: Any, _renderer: Any) -> bytes:
    """Return the title and the number of blocks."""
    return f"{document.title}: {len(document.blocks)} blocks".encode()


DOCUMENT = DocumentKind("brief", "Further document", "brief.md", False, write)
