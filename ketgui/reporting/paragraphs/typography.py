"""Typography of a line: italics for symbols, subscripts for their indices, no-break spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from ketgui.languages import NO_BREAK_SPACE

# A symbol with its index, or a symbol followed by its value or degrees of freedom.
_SYMBOL = re.compile(
    r"\b(?:(?P<size>[dg])_(?P<index>z|av)\b|(?P<test>t)_(?P<df>\d+)\b"
    r"|(?P<symbol>[tpPWrnN]|SD)(?=\s[=<>]|\(\d))"
)
# Spaces at which no line may end: between a symbol, its sign and its number, as in "t(5) = 2.17",
# and between the limits of an interval in brackets.
_JOINT = re.compile(
    r"(?:(?<=\b[tpPWrnNκρ])|(?<=[)\d])|(?<=\b[dg]_z)|(?<=_av)|(?<=SD)) (?=[=<>±])"
    r"|(?<=[=<>≤≥±]) (?=[−.\d])"
    r"|(?<=\d[,;]) (?=[−.,\d]+\])"
)


@dataclass(frozen=True)
class StyledSpan:
    """A part of a line in one style."""

    text: str
    italic: bool = False
    subscript: bool = False


def keep_together(line: str) -> str:
    """Return a line that cannot break inside a comparison or an interval.

    Examples
    --------
    >>> keep_together("t(5) = 2.17 [−0.1, 4.4]").count("\N{NO-BREAK SPACE}")
    3
    """
    return _JOINT.sub(NO_BREAK_SPACE, line)


def split_spans(line: str) -> tuple[StyledSpan, ...]:
    """Split a line where its style changes."""
    return tuple(span for span in _find_spans(keep_together(line)) if span.text)


def _find_spans(line: str) -> Iterator[StyledSpan]:
    start = 0
    for symbol in _SYMBOL.finditer(line):
        yield StyledSpan(line[start : symbol.start()])
        yield StyledSpan(symbol["size"] or symbol["test"] or symbol["symbol"], italic=True)
        yield StyledSpan(symbol["index"] or symbol["df"] or "", subscript=True)
        start = symbol.end()
    # The rest of the line, after the last symbol.
    yield StyledSpan(line[start:])


def remove_markup(line: str) -> str:
    """Return a line as plain text, as readers of a PDF or DOCX see it."""
    return "".join(span.text for span in split_spans(line))


def format_html(line: str) -> str:
    r"""Return a line as HTML, with special characters escaped.

    Examples
    --------
    >>> format_html("Cohen d_z = 1.57, p < .05")
    'Cohen <i>d</i><sub>z</sub>\xa0=\xa01.57, <i>p</i>\xa0&lt;\xa0.05'
    """
    return "".join(map(_tag_span, split_spans(line)))


def _tag_span(span: StyledSpan) -> str:
    text = escape(span.text)
    if span.italic:
        return f"<i>{text}</i>"
    return f"<sub>{text}</sub>" if span.subscript else text
