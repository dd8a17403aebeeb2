"""Words as a printer sets them: symbols of statistics in italics, what stands below the line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

# An effect size with its index; or a symbol before its value or degrees of freedom.
_SYMBOL = re.compile(r"\b(?:(?P<size>[dg])_(?P<index>z|av)\b|(?P<symbol>[tpWr])(?=\s[=<>]|\(\d))")


@dataclass(frozen=True)
class Piece:
    """A part of a line in one look."""

    text: str
    italic: bool = False
    lowered: bool = False


def pieces(words: str) -> tuple[Piece, ...]:
    """Take a line apart where its look changes."""
    return tuple(piece for piece in _pieces(words) if piece.text)


def _pieces(words: str) -> Iterator[Piece]:
    at = 0
    for found in _SYMBOL.finditer(words):
        yield Piece(words[at : found.start()])
        yield Piece(found["size"] or found["symbol"], italic=True)
        yield Piece(found["index"] or "", lowered=True)
        at = found.end()
    yield Piece(words[at:])


def plain(words: str) -> str:
    """Return a line's letters, without its look."""
    return "".join(piece.text for piece in pieces(words))


def html(words: str) -> str:
    """Return a line as HTML, what is special in it escaped.

    Examples
    --------
    >>> html("Cohen d_z = 1.57, p < .05")
    'Cohen <i>d</i><sub>z</sub> = 1.57, <i>p</i> &lt; .05'
    """
    return "".join(map(_tagged, pieces(words)))


def _tagged(piece: Piece) -> str:
    text = escape(piece.text)
    if piece.italic:
        return f"<i>{text}</i>"
    return f"<sub>{text}</sub>" if piece.lowered else text
