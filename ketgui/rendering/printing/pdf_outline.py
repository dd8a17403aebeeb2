"""Bookmarks, language and title of a PDF, which Qt does not write.

They are appended to Qt's file as an incremental update (PDF 1.7, 7.5.6): the catalog is written
again with references to them, and everything before it stays as it is. Qt cannot tag headings and
tables for screen readers; the Word and HTML reports have them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_ROOT = re.compile(rb"/Root (\d+) 0 R")
_SIZE = re.compile(rb"/Size (\d+)")
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_PAGES = re.compile(rb"/Pages (\d+) 0 R")
_KIDS = re.compile(rb"/Kids\s*\[([^\]]*)\]")
_REFERENCE = re.compile(rb"(\d+) 0 R")


@dataclass(frozen=True)
class Bookmark:
    """A heading: its text, its level from 1 on, its page from 0 on, and how high it stands there.

    `height` is in points from the foot of the page.
    """

    title: str
    level: int
    page: int
    height: float


@dataclass(frozen=True)
class _Node:
    """A bookmark among the others, by their positions; -1 for the root, None for none."""

    parent: int
    before: int | None
    after: int | None
    first: int | None
    last: int | None
    count: int


def add_bookmarks(pdf: bytes, language: str, bookmarks: Sequence[Bookmark]) -> bytes:
    """Return a PDF of Qt's with bookmarks, a language, and its title in the window's bar.

    Parameters
    ----------
    pdf : bytes
    language : str
        BCP 47 tag.
    bookmarks : sequence of Bookmark
        In the order of the document.
    """
    size, root = (_find(pattern, pdf) for pattern in (_SIZE, _ROOT))
    catalog = _read_object(pdf, root)
    pages = _list_pages(pdf, _find(_PAGES, catalog))
    entries = f"/Lang ({language})\n/ViewerPreferences << /DisplayDocTitle true >>\n"
    objects: dict[int, bytes] = {}
    if bookmarks:
        entries += f"/Outlines {size} 0 R\n/PageMode /UseOutlines\n"
        objects = _build_outline(bookmarks, pages, size)
    head, _end, tail = catalog.rpartition(b">>")
    objects[root] = head + entries.encode() + b">>" + tail
    return _append(pdf, objects, size + len(objects) - 1)


def _find(pattern: re.Pattern[bytes], data: bytes) -> int:
    match = pattern.search(data)
    # Qt writes all of these; another writer's file is not given to this module.
    assert match is not None, pattern.pattern
    return int(match[1])


def _read_object(pdf: bytes, number: int) -> bytes:
    match = re.search(rb"(?:^|\n)%d 0 obj\s*(.*?)\s*endobj" % number, pdf, re.DOTALL)
    assert match is not None, number
    return match[1]


def _list_pages(pdf: bytes, number: int) -> list[int]:
    kids = _KIDS.search(_read_object(pdf, number))
    assert kids is not None
    return [int(reference) for reference in _REFERENCE.findall(kids[1])]


def _build_outline(
    bookmarks: Sequence[Bookmark], pages: Sequence[int], first: int
) -> dict[int, bytes]:
    """Return the outline's objects by number: the root at `first`, then one a bookmark."""
    parents = _find_parents(bookmarks)
    nodes = [_place(position, parents) for position in range(-1, len(bookmarks))]
    objects: dict[int, bytes] = {}
    for position, node in enumerate(nodes, -1):
        links = {"First": node.first, "Last": node.last, "Prev": node.before, "Next": node.after}
        lines = [f"/{name} {first + 1 + at} 0 R" for name, at in links.items() if at is not None]
        lines.append(f"/Count {node.count}" if node.count else "")
        if position < 0:
            lines.insert(0, "/Type /Outlines")
        else:
            mark = bookmarks[position]
            lines.append(f"/Parent {first + 1 + node.parent} 0 R")
            lines.append(f"/Title <{(chr(0xFEFF) + mark.title).encode('utf-16-be').hex()}>")
            lines.append(f"/Dest [{pages[mark.page]} 0 R /XYZ null {mark.height:.1f} null]")
        objects[first + 1 + position] = f"<<\n{chr(10).join(filter(None, lines))}\n>>".encode()
    return objects


def _find_parents(bookmarks: Sequence[Bookmark]) -> list[int]:
    """Return the position of each bookmark's parent, the last one before it of a higher level."""
    parents: list[int] = []
    for position, mark in enumerate(bookmarks):
        above = (at for at in range(position - 1, -1, -1) if bookmarks[at].level < mark.level)
        parents.append(next(above, -1))
    return parents


def _place(position: int, parents: Sequence[int]) -> _Node:
    children = [at for at, parent in enumerate(parents) if parent == position]
    parent = parents[position] if position >= 0 else -1
    siblings = [at for at, other in enumerate(parents) if other == parent and position >= 0]
    before = [at for at in siblings if at < position]
    after = [at for at in siblings if at > position]
    return _Node(
        parent,
        before[-1] if before else None,
        after[0] if after else None,
        children[0] if children else None,
        children[-1] if children else None,
        sum(_is_below(at, position, parents) for at in range(len(parents))),
    )


def _is_below(position: int, above: int, parents: Sequence[int]) -> bool:
    parent = parents[position]
    return parent == above or (parent >= 0 and _is_below(parent, above, parents))


def _append(pdf: bytes, objects: dict[int, bytes], size: int) -> bytes:
    """Return the file with objects, a cross-reference table and a trailer behind it."""
    start = _find(_START, pdf)
    trailer = pdf[pdf.rindex(b"trailer") : pdf.rindex(b"startxref")]
    out = bytearray(pdf if pdf.endswith(b"\n") else pdf + b"\n")
    table = [b"xref\n"]
    for number, content in sorted(objects.items()):
        table.append(b"%d 1\n%010d 00000 n \n" % (number, len(out)))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start_of_table = len(out)
    renewed = _SIZE.sub(b"/Size %d" % (size + 1), trailer)
    head, _end, _tail = renewed.rpartition(b">>")
    out += b"".join(table) + head + b"/Prev %d\n>>\n" % start
    out += b"startxref\n%d\n%%%%EOF\n" % start_of_table
    return bytes(out)
