"""What a file format is to the program: something that turns bytes into raw text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ketgui.importing.issues import Issue
from ketgui.importing.tables.sources import SourceFile
from ketgui.importing.tables.text_table import Grid, Labels

Progress = Callable[[float, str], None]
# Called often while a file is read; it raises to stop the reading.
Tick = Callable[[], None]


@dataclass(frozen=True)
class FileReading:
    """How a text file's bytes are read; what is empty is found out.

    Attributes
    ----------
    file : str
        The file's name.
    encoding, delimiter : str
        The encoding's name, and the mark between cells.
    by_user : bool
        Whether the user chose one of them, and may take it back.
    """

    file: str
    encoding: str = ""
    delimiter: str = ""
    by_user: bool = False


def is_delimiter(mark: str) -> bool:
    r"""Tell whether a mark can separate cells: one ASCII sign that is not part of words.

    Examples
    --------
    >>> [is_delimiter(mark) for mark in (";", "\t", "a", "¦", '"')]
    [True, True, False, False, False]
    """
    # One byte, as the text is searched byte by byte; a quotation mark encloses cells, and an
    # underscore joins the words of a name.
    single = len(mark) == 1 and mark.isascii() and not mark.isalnum()
    return single and (mark == "\t" or mark.isprintable()) and mark not in '"_'


@dataclass(frozen=True, eq=False)
class Reading:
    """What a reader made of a file.

    Attributes
    ----------
    grids : tuple of Grid
        Its sheets.
    issues : tuple of Issue
        The problems found.
    settings : FileReading
        The encoding and the delimiter with which it was read.
    labels : dict
        By the stem of another file's name, and by header, what that file's columns are.
    """

    grids: tuple[Grid, ...] = ()
    issues: tuple[Issue, ...] = ()
    settings: FileReading = field(default_factory=lambda: FileReading(""))
    labels: dict[str, dict[str, Labels]] = field(default_factory=dict[str, dict[str, Labels]])


@dataclass(frozen=True)
class Reader:
    """A file format.

    Attributes
    ----------
    key, title : str
        Its name in code and on screen.
    suffixes : tuple of str
        The ends of its files' names, for the dialog that opens them.
    can_read : callable
        Whether a file is of this format. The bytes count before the name: hospital programs
        export web pages and text under the name of a workbook.
    read : callable
        Returns the sheets of a file, never raising for what the file holds.
    """

    key: str
    title: str
    suffixes: tuple[str, ...]
    can_read: Callable[[SourceFile], bool]
    read: Callable[[SourceFile, FileReading, Tick], Reading]
