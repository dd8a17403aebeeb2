"""Files of other kinds, called by their true name."""

from __future__ import annotations

from ketgui.importing.issues import Issue, make_file_issue
from ketgui.importing.tables.sources import SourceFile
from ketgui.text import _, mark

_COMPRESSED = mark("a compressed file")
_PICTURE = mark("a picture")
# The first bytes of a file, which its name cannot belie, and what to call it.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", mark("a PDF document")),
    (b"\x1f\x8b", _COMPRESSED),
    (b"\xfd7zXZ", _COMPRESSED),
    (b"BZh", _COMPRESSED),
    (b"7z\xbc\xaf", _COMPRESSED),
    (b"Rar!", _COMPRESSED),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"L\x00\x00\x00\x01\x14\x02\x00", mark("a shortcut to a file")),
    (b"{\\rtf", mark("a text document")),
    (b"RDX", mark("an R data file")),
    (b"SQLite format 3", mark("a database")),
    (b"\x7fELF", mark("a program")),
    (b"MZ", mark("a program")),
)


def is_markup(sample: bytes) -> bool:
    """Tell whether a file is a web page, which some programs save under a spreadsheet's name."""
    head = sample[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<html", b"<!doctype", b"<table", b"<?xml"))


def name_kind(data: bytes) -> str:
    """Return what a file is by its first bytes, empty for text and for what is not known.

    Examples
    --------
    >>> name_kind(b"%PDF-1.7"), name_kind(b"id,MADRS"), name_kind(b"MZ01,30,12")
    ('a PDF document', '', '')
    """
    if is_markup(data):
        return mark("a web page or XML")
    # PDF and RTF may be text throughout; every other kind has zero bytes, and no table of text
    # does. So patients called "MZ01" do not look like a program.
    if data.startswith((b"%PDF", b"{\\rtf")) or b"\x00" in data[:4096]:
        return next((name for magic, name in _MAGIC if data.startswith(magic)), "")
    return ""


def refuse(source: SourceFile) -> Issue:
    """Return the issue of a file that no reader can read."""
    kind = name_kind(source.data)
    if kind:
        message = _("The file is {kind}, not a table.", kind=_(kind))
    else:
        message = _("The file is not text and not a workbook.")
    fix = _(
        "Open a CSV file or an Excel workbook; export one from the program that made this file."
    )
    return make_file_issue("error", "not_a_table", source.name, message, fix)
