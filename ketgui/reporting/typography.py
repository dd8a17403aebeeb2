"""Words as a printer sets them: symbols of statistics in italics, what stands below the line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

# An effect size with its index; or a symbol before its value or degrees of freedom.
_SYMBOL = re.compile(r"\b(?:(?P<size>[dg])_(?P<index>z|av)\b|(?P<symbol>[tpWr])(?=\s[=<>]|\(\d))")


@dataclass(frozen=True)
class StyledSpan:
    """A part of a line in one look."""

    text: str
    italic: bool = False
    lowered: bool = False


def split_spans(words: str) -> tuple[StyledSpan, ...]:
    """Take a line apart where its look changes."""
    return tuple(piece for piece in _find_spans(words) if piece.text)


def _find_spans(words: str) -> Iterator[StyledSpan]:
    at = 0
    for found in _SYMBOL.finditer(words):
        yield StyledSpan(words[at : found.start()])
        yield StyledSpan(found["size"] or found["symbol"], italic=True)
        yield StyledSpan(found["index"] or "", lowered=True)
        at = found.end()
    yield StyledSpan(words[at:])


def remove_markup(words: str) -> str:
    """Return a line's letters, without its look."""
    return "".join(piece.text for piece in split_spans(words))


def format_html(words: str) -> str:
    """Return a line as HTML, what is special in it escaped.

    Examples
    --------
    >>> format_html("Cohen d_z = 1.57, p < .05")
    'Cohen <i>d</i><sub>z</sub> = 1.57, <i>p</i> &lt; .05'
    """
    return "".join(map(_tag_span, split_spans(words)))


def _tag_span(piece: StyledSpan) -> str:
    text = escape(piece.text)
    if piece.italic:
        return f"<i>{text}</i>"
    return f"<sub>{text}</sub>" if piece.lowered else text
