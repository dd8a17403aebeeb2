"""What a workbook would cost and hide, found out before any library parses it.

A five-kilobyte workbook can ask for half a terabyte: sizes, extents and document types are
read from a stream that is bounded in memory and time. The sheets' XML is searched by regular
expressions, not parsed: a parser would take the memory that the scan is there to bound.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

from ketgui.importing.tables.readers.number_formats import Formats, find_visible_formats
from ketgui.importing.tables.readers.workbook_cells import RefusedError

# Beyond these a workbook is refused: parts, bytes when unpacked, and cells of all sheets.
MOST_MEMBERS = 5_000
MOST_UNPACKED = 300 << 20
MOST_CELLS = 40_000_000
# Up to these it is parsed in this process: it can cost neither much time nor much memory.
SMALL_CELLS = 400_000
SMALL_UNPACKED = 48 << 20
# Bytes unpacked at a time, and those that a cell may have before it is cut in two.
_CHUNK = 1 << 20
_LONGEST_TOKEN = 4 << 20
# Writers differ in quotation marks, and in the order of a cell's attributes.
_ADDRESS = re.compile(rb"\sr=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
# Excel's own errors, such as #DIV/0!, for which calamine returns an empty cell.
_ERROR = re.compile(
    rb"<c\s[^>]*?\br=[\"']([A-Z]+)(\d+)[\"'][^>]*?\bt=[\"']e[\"'][^>]*>.*?<v>([^<]*)</v>", re.DOTALL
)
# A formula followed by no value, or by an empty one.
_UNCOMPUTED = re.compile(
    rb"<c\s[^>]*?\br=[\"']([A-Z]+)(\d+)[\"'][^>]*>\s*<f\b[^>]*?(?:/>|>[^<]*</f>)\s*"
    rb"(?:<v\s*/>|<v>\s*</v>)?\s*</c>"
)
# A cell's style is looked for where Excel and LibreOffice write it: next to its address.
_STYLED = re.compile(rb"<c\s+r=[\"']([A-Z]+)(\d+)[\"']\s+s=[\"'](\d+)[\"']")
_MERGED = re.compile(rb"<mergeCell\s[^>]*?ref=[\"']([A-Z]+\d+:[A-Z]+\d+)[\"']")
_HIDDEN_ROW = re.compile(rb"<row\s[^>]*?hidden=[\"'](?:1|true)[\"']")
_HIDDEN_COLUMN = re.compile(rb"<col\s[^>]*?hidden=[\"'](?:1|true)[\"']")
_STYLES = "xl/styles.xml"


@dataclass(frozen=True)
class SheetFacts:
    """What a sheet's XML says that the parser does not.

    Attributes
    ----------
    name, state : str
        The sheet's name; "visible", "hidden" or "veryHidden".
    rows, columns : int
        The extent: the highest row and column of any cell.
    errors : dict
        The text of each error cell, by letter and row.
    uncomputed : tuple
        Letter and row of formulas that were never computed.
    merged : tuple of str
        Merged ranges, such as "B1:C1".
    hidden_rows, hidden_columns : int
        How many there are.
    formats : dict
        The telling number format of each cell that has one, by letter and row.
    """

    name: str
    state: str
    rows: int = 0
    columns: int = 0
    errors: dict[tuple[str, int], str] = field(default_factory=dict[tuple[str, int], str])
    uncomputed: tuple[tuple[str, int], ...] = ()
    merged: tuple[str, ...] = ()
    hidden_rows: int = 0
    hidden_columns: int = 0
    formats: Formats = field(default_factory=dict[tuple[str, int], str])


@dataclass(frozen=True)
class WorkbookFacts:
    """The workbook's kind by its parts, its sheets where they are XML, and its true size."""

    kind: str
    sheets: tuple[SheetFacts, ...] = ()
    unpacked: int = 0
    macros: bool = False

    @property
    def is_small(self) -> bool:
        """Whether it may be parsed at once, in this process."""
        cells = sum(sheet.rows * sheet.columns for sheet in self.sheets)
        return self.kind == "xlsx" and cells <= SMALL_CELLS and self.unpacked <= SMALL_UNPACKED


def scan(data: bytes) -> WorkbookFacts:
    """Return what a zipped workbook holds, without parsing its cells.

    Parameters
    ----------
    data : bytes
        The file: ``.xlsx``, ``.xlsm``, ``.xlsb`` or ``.ods``.

    Raises
    ------
    RefusedError
        With "damaged", "encrypted", "too_large", "strange_names", "document_type" or "extent".
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_bounds(archive)
            return _find_facts(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError):
        raise RefusedError("damaged") from None
    # A LookupError is of an encoding that Python does not know, a RuntimeError of a password.
    except (ElementTree.ParseError, LookupError, ValueError, RuntimeError):
        raise RefusedError("damaged") from None


def _check_bounds(archive: zipfile.ZipFile) -> None:
    """Refuse an archive by its directory, before anything of it is unpacked."""
    members = archive.infolist()
    if len(members) > MOST_MEMBERS or sum(m.file_size for m in members) > MOST_UNPACKED:
        raise RefusedError("too_large")
    for member in members:
        # Nothing is written to disk here; such names are the sign of an attack on another program.
        parts = member.filename.replace("\\", "/").split("/")
        if ".." in parts or member.filename.startswith(("/", "\\")) or ":" in parts[0]:
            raise RefusedError("strange_names")
        # The lowest bit says that the part is encrypted.
        if member.flag_bits & 1:
            raise RefusedError("encrypted")


def _find_facts(archive: zipfile.ZipFile) -> WorkbookFacts:
    names = set(archive.namelist())
    macros = any(name.endswith("vbaProject.bin") for name in names)
    unpacked = 0
    # The directory may lie about sizes, so that the parts are unpacked and counted. The sheets
    # are counted as they are scanned.
    for name in names:
        if name.endswith((".xml", ".rels")) and "/worksheets/sheet" not in name:
            unpacked += sum(len(chunk) for chunk in _read_chunks(archive, name))
    if "xl/workbook.bin" in names:
        return WorkbookFacts("xlsb", unpacked=unpacked, macros=macros)
    if "xl/workbook.xml" in names:
        sheets, size = _scan_sheets(archive, names)
        return WorkbookFacts("xlsx", sheets, unpacked + size, macros)
    if "content.xml" in names:
        return WorkbookFacts("ods", unpacked=unpacked, macros=macros)
    return WorkbookFacts("zip", unpacked=unpacked)


def _scan_sheets(archive: zipfile.ZipFile, names: set[str]) -> tuple[tuple[SheetFacts, ...], int]:
    # The workbook names its sheets and refers to their files by ids.
    targets = {
        part.get("Id", ""): part.get("Target", "")
        for part in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    styles = find_visible_formats(archive.read(_STYLES)) if _STYLES in names else {}
    sheets: list[SheetFacts] = []
    size = cells = 0
    for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        if not sheet.tag.endswith("}sheet"):
            continue
        # The attribute's namespace depends on whether the file is "strict" Open XML.
        link = next((v for k, v in sheet.attrib.items() if k.endswith("}id")), "")
        # Some writers give the path from the root, others from the folder "xl".
        target = targets.get(link, "").lstrip("/")
        path = target if target in names else f"xl/{target}"
        facts = SheetFacts(sheet.get("name", ""), sheet.get("state", "visible"))
        if path in names and "worksheets/" in path:
            facts, length = _scan_sheet(archive, path, facts, styles)
            size += length
            cells += facts.rows * facts.columns
        if cells > MOST_CELLS or size > MOST_UNPACKED:
            raise RefusedError("extent")
        sheets.append(facts)
    return tuple(sheets), size


def _scan_sheet(
    archive: zipfile.ZipFile, path: str, facts: SheetFacts, styles: dict[int, str]
) -> tuple[SheetFacts, int]:
    """Return what a sheet's XML says, and the bytes that it has when unpacked."""
    size = rows = columns = hidden_rows = hidden_columns = 0
    errors: dict[tuple[str, int], str] = {}
    uncomputed: list[tuple[str, int]] = []
    merged: list[str] = []
    formats: Formats = {}
    for chunk in _read_whole_cells(archive, path):
        size += len(chunk)
        # The extent is that of the cells: the sheet's own "dimension" may be wrong or missing.
        addresses = _ADDRESS.findall(chunk)
        rows = max([rows, *map(int, {row for _letters, row in addresses})])
        columns = max([columns, *map(_number_column, {letters for letters, _row in addresses})])
        # The expressions are slow where they find nothing: a plain search comes first.
        if b"<f" in chunk:
            uncomputed += [(a.decode(), int(b)) for a, b in _UNCOMPUTED.findall(chunk)]
        if b't="e"' in chunk or b"t='e'" in chunk:
            errors |= {(a.decode(), int(b)): c.decode() for a, b, c in _ERROR.findall(chunk)}
        if styles:
            formats |= {
                (a.decode(), int(b)): styles[int(style)]
                for a, b, style in _STYLED.findall(chunk)
                if int(style) in styles
            }
        merged += [address.decode() for address in _MERGED.findall(chunk)]
        hidden_rows += len(_HIDDEN_ROW.findall(chunk))
        hidden_columns += len(_HIDDEN_COLUMN.findall(chunk))
    scanned = SheetFacts(
        facts.name, facts.state, rows, columns, errors, tuple(uncomputed), tuple(merged),
        hidden_rows, hidden_columns, formats,
    )  # fmt: skip
    return scanned, size


def get_column_index(letters: str) -> int:
    """Return the place of a column, counted from 0, by its letters."""
    return _number_column(letters.encode()) - 1


def _number_column(letters: bytes) -> int:
    """Return the number of a column, from 1: letters are digits of a base of 26 without a zero."""
    number = 0
    for character in letters:
        # 64 is the code before that of A.
        number = number * 26 + character - 64
    return number


def _read_chunks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Yield a part's bytes, stopping at a document type and at more than was declared."""
    tail, size = b"", 0
    with archive.open(name) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > MOST_UNPACKED:
                raise RefusedError("too_large")
            # An entity can multiply itself a million times. The tail of the chunk before is looked
            # at with this one, or a word cut in two would pass.
            if b"<!DOCTYPE" in tail + chunk or b"<!ENTITY" in tail + chunk:
                raise RefusedError("document_type")
            tail = chunk[-16:]
            yield chunk


def _read_whole_cells(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Yield a sheet's bytes cut between cells, so that no cell is seen in halves."""
    rest = b""
    for chunk in _read_chunks(archive, name):
        whole = rest + chunk
        cut = whole.rfind(b"<c ")
        # No cell begins here: wait for more, up to a bound on what is kept.
        if cut <= 0 or len(whole) - cut > _LONGEST_TOKEN:
            cut = len(whole) if len(whole) > _LONGEST_TOKEN else 0
        rest = whole[cut:]
        if cut:
            yield whole[:cut]
    if rest:
        yield rest
