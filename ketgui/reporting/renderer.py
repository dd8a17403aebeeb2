"""The interface to drawing figures and laying out pages, implemented in ``rendering``.

This room has no Qt: the caller passes the functions in.
"""

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
    """Draws a figure for a file; yields None after each strip, last the function that writes."""

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
    """The functions that a report needs from ``rendering``.

    Attributes
    ----------
    draw_picture : callable
        Returns a figure as PNG for a document, given its width in millimetres.
    draw_file : callable
        Draws a figure for a separate file.
    make_pdf : callable
        Returns a document as PDF.
    """

    draw_picture: Callable[[FigureSpec, float], bytes]
    draw_file: DrawFile
    make_pdf: Callable[[Document], bytes]
