"""A kind of document: its names, its file, and the function that writes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
    is_default : bool
        Whether the window writes it unless another choice is made.
    """

    key: str
    title: str
    file: str
    holds_pictures: bool
    write: Write
    is_default: bool = False
