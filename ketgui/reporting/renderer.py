"""What draws figures and lays out pages for a report, given by a room that has Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ketgui.figures.spec import FigureSpec
    from ketgui.reporting.documents.model import Document


class DrawFile(Protocol):
    """Draws a figure for a file, strip by strip; yields None after each, last what writes it."""

    def __call__(
        self,
        spec: FigureSpec,
        path: Path,
        suffix: str,
        *,
        width_mm: float,
        dpi: int,
        metadata: Mapping[str, str] | None,
    ) -> Iterator[Callable[[], None] | None]: ...


@dataclass(frozen=True)
class Renderer:
    """What a report needs of the room that draws.

    Attributes
    ----------
    draw_picture : callable
        Returns a figure as PNG for a document, given its width in millimetres.
    draw_file : callable
        Draws a figure for a file of its own.
    make_pdf : callable
        Returns a document as PDF.
    """

    draw_picture: Callable[[FigureSpec, float], bytes]
    draw_file: DrawFile
    make_pdf: Callable[[Document], bytes]
