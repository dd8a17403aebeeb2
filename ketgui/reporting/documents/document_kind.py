"""A kind of document: its names, its file, and the function that writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ketgui.reporting.documents.model import Document
    from ketgui.reporting.renderer import Renderer
    from ketgui.statistics.analysis import Analysis

# A file's bytes, or those of each file of a folder by its name.
Content = bytes | Mapping[str, bytes]
Write = Callable[["Analysis", "Document", "Renderer"], Content]


@dataclass(frozen=True)
class DocumentKind:
    """One kind of document.

    Attributes
    ----------
    key : str
        Its name on the command line.
    title : str
        Its name on screen.
    file : str
        Its file, or folder, in the report's folder.
    holds_pictures : bool
        Whether figures are drawn for it.
    write : callable
        Returns the file's bytes, or each file's of a folder by name, given the analysis, the
        report and the renderer.
    supplement_file : str
        The file of the supplement where that is apart; empty for a kind that is never divided.
    is_default : bool
        Whether the window writes it unless another choice is made.
    """

    key: str
    title: str
    file: str
    holds_pictures: bool
    write: Write
    supplement_file: str = ""
    is_default: bool = False

    def list_parts(self, document: Document, divides: bool) -> Iterator[tuple[str, Document]]:
        """Yield each file of this kind, and the part of the report that it holds."""
        files = self.list_files(divides)
        parts = (document,) if len(files) == 1 else (document.article, document.supplement)
        yield from zip(files, parts, strict=True)

    def list_files(self, divides: bool) -> tuple[str, ...]:
        """Return the files of this kind: with a second one for a supplement that is apart."""
        return tuple(filter(None, (self.file, self.supplement_file if divides else "")))
