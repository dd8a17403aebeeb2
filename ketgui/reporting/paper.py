"""The papers that a report is printed on."""

from __future__ import annotations

from dataclasses import dataclass

from ketgui.text import mark

# Around the text of a document.
MARGIN_MM = 22.0


@dataclass(frozen=True)
class Paper:
    """A paper with its size in millimetres."""

    key: str
    title: str
    width_mm: float
    height_mm: float


A4 = Paper("a4", "A4", 210.0, 297.0)
LETTER = Paper("letter", mark("Letter"), 215.9, 279.4)
PAPERS: tuple[Paper, ...] = (A4, LETTER)


def get_paper(key: str) -> Paper:
    """Return the paper of a key.

    Raises
    ------
    KeyError
        If there is none.
    """
    return {paper.key: paper for paper in PAPERS}[key]
