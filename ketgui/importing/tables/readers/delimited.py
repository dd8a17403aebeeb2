"""CSV, TSV and other text files, and cells pasted from a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from itertools import islice

import numpy as np

from ketgui.importing.issues import Issue, about_file
from ketgui.importing.tables.encodings import TITLES, Encoding, as_utf8, detect
from ketgui.importing.tables.readers.reader import FileReading, Reader, Reading, Tick, parts_cells
from ketgui.importing.tables.readers.refusal import known_kind
from ketgui.importing.tables.readers.tokens import OpenQuoteError, column, tokenise
from ketgui.importing.tables.sources import SourceFile
from ketgui.importing.tables.text_table import CodedText, Grid
from ketgui.importing.vocabulary.words import PLAN_MARK
from ketgui.text import _, integer, plural

_SAMPLE = 1 << 16
# The comma comes last: it may be a decimal mark in a file whose cells another mark parts.
DELIMITERS = ("\t", ";", "|", ",")
_DECLARED = re.compile(rb"sep=([\x00-\x7f])(?:\r\n?|\n|\Z)", re.IGNORECASE)
LONGEST_CELL = 1 << 20
MOST_COLUMNS = 20_000
MOST_ROWS = 5_000_000


def recognises(source: SourceFile) -> bool:
    """Whether the file is text: no zero bytes but those of UTF-16."""
    sample = source.data[:_SAMPLE]
    if known_kind(sample):
        return False
    if detect(sample).name.startswith("utf-16"):
        return True
    return sample.count(0) <= len(sample) // 50


def read(source: SourceFile, how: FileReading, tick: Tick) -> Reading:
    """Read the text file as one sheet."""
    encoding = Encoding(how.encoding, "sure") if how.encoding else detect(source.data)
    try:
        text = as_utf8(source.data, encoding.name)
    except (UnicodeError, LookupError):
        return Reading(issues=(_undecodable(source, encoding),))
    issues = _encoding_issues(source, encoding)
    declared, text = _declared_delimiter(text)
    delimiter = how.delimiter or declared or sniff(text[:_SAMPLE].decode("utf-8", "ignore"))
    # A guess is asked about again each time, until the user has answered.
    name = "" if encoding.certainty == "guess" else encoding.name
    known = FileReading(source.name, name, delimiter)
    if b"\x00" in text:
        issues.append(_zero_bytes(source.name, text.count(b"\x00")))
    try:
        grid = parse(text, delimiter, source.name, tick)
    except UnreadableError as stop:
        return Reading(issues=(*issues, stop.issue), how=known)
    return Reading((grid,) if grid else (), tuple(issues), known)


def sniff(sample: str) -> str:
    """Return the mark that parts the cells, "" when each line is one cell."""
    lines = sample.splitlines()
    if sample.lstrip('\ufeff"').startswith(PLAN_MARK):
        return ""
    whole = "\n".join(lines[:-1] if len(lines) > 2 else lines)
    scored = [(_evenness(whole, mark), -place, mark) for place, mark in enumerate(DELIMITERS)]
    best = max(scored)
    if best[0] > 0:
        return best[2]
    return " " if _parted_by_spaces(lines[:200]) else ""


class UnreadableError(Exception):
    """Carries what is wrong with the text out of the parser."""

    def __init__(self, issue: Issue) -> None:
        super().__init__(issue.key)
        self.issue = issue


def _evenness(sample: str, mark: str) -> float:
    """Return the share of lines that have the commonest number of cells, if above one."""
    try:
        rows = csv.reader(io.StringIO(sample, newline=""), delimiter=mark)
        widths = [len(row) for row in islice(rows, 200) if any(row)]
    except csv.Error:
        return 0
    wide = Counter(width for width in widths if width > 1)
    if not wide:
        return 0
    share = wide.most_common(1)[0][1] / len(widths)
    # A header that the mark does not part speaks against it: the mark is inside the numbers.
    return share if widths[0] > 1 else share / 2


def _parted_by_spaces(lines: list[str]) -> bool:
    widths = {len(line.split()) for line in lines if line.strip()}
    numbers = [line.split()[-1] for line in lines[1:] if line.strip()]
    return (
        len(widths) == 1
        and widths.pop() > 1
        and bool(numbers)
        and all(number.replace(".", "").replace(",", "").isdigit() for number in numbers)
    )


def _declared_delimiter(text: bytes) -> tuple[str, bytes]:
    """Return the delimiter of Excel's ``sep=;`` line, and the text that Excel shows."""
    declared = _DECLARED.match(text)
    if declared and parts_cells(mark := declared[1].decode()):
        return mark, text[declared.end() :]
    return "", text


def parse(text: bytes, delimiter: str, name: str, tick: Tick) -> Grid | None:
    """Return text in UTF-8 as a grid, None when it holds nothing.

    Raises
    ------
    UnreadableError
        If a quotation mark stays open, or there are too many columns or rows.
    """
    if delimiter == " ":
        lines = text.decode("utf-8").splitlines()
        text = "\n".join("\t".join(line.split()) for line in lines).encode()
    cut = "\t" if delimiter == " " else delimiter
    # A zero byte would end a cell early where cells are compared as numbers.
    try:
        tokens = tokenise(text.replace(b"\x00", b""), cut.encode())
    except OpenQuoteError as error:
        raise UnreadableError(_open_quote(name, error.row)) from None
    width = int(tokens.widths.max(initial=0))
    if width > MOST_COLUMNS:
        raise UnreadableError(_too_wide(name, width))
    if tokens.longest() > LONGEST_CELL:
        raise UnreadableError(_cell_too_long(name))
    if len(tokens.widths) > MOST_ROWS:
        raise UnreadableError(_too_long(name, len(tokens.widths)))
    columns: list[CodedText] = []
    for place in range(width):
        tick()
        columns.append(column(tokens, place))
    rows = np.arange(1, len(tokens.widths) + 1)
    return Grid(name, "", tuple(columns), rows, widths=tokens.widths)


def _encoding_issues(source: SourceFile, encoding: Encoding) -> list[Issue]:
    if encoding.certainty == "sure":
        return []
    title = TITLES[encoding.name]
    if encoding.certainty == "likely":
        return [
            about_file(
                "warning",
                "encoding_likely",
                source.name,
                _("The file is not UTF-8; it was read as {encoding}.", encoding=title),
                _(
                    "Check the accents in the preview, and choose another encoding if they are "
                    "wrong."
                ),
            )
        ]
    return [
        about_file(
            "error",
            "encoding_unknown",
            source.name,
            _(
                "The file does not say how its letters are encoded; {encoding} is a guess.",
                encoding=title,
            ),
            _("Choose the encoding in which the accents are right, or save the file as CSV UTF-8."),
        )
    ]


def _zero_bytes(name: str, count: int) -> Issue:
    return about_file(
        "warning",
        "zero_bytes",
        name,
        plural(
            "{n} zero byte stood in the text and was removed.",
            "{n} zero bytes stood in the text and were removed.",
            count,
        ),
        _("Check the preview: the file may be damaged."),
    )


def _undecodable(source: SourceFile, encoding: Encoding) -> Issue:
    return Issue(
        "error",
        source.name,
        "",
        encoding.bad_line or None,
        "",
        "",
        _(
            "The byte {byte} has no meaning in {encoding}: the file mixes two encodings.",
            byte=f"0x{encoding.bad_byte:02X}",
            encoding=TITLES.get(encoding.name, encoding.name),
        ),
        _("Choose another encoding, or correct this line and save the file as CSV UTF-8."),
        key="encoding_mixed",
    )


def _open_quote(name: str, row: int) -> Issue:
    return Issue(
        "error",
        name,
        "",
        row,
        "",
        "",
        _("A quotation mark that opens in this row is never closed."),
        _("Close or remove the quotation mark in this row."),
        key="open_quote",
    )


def _cell_too_long(name: str) -> Issue:
    return about_file(
        "error",
        "cell_too_long",
        name,
        _("A cell holds more than a million letters."),
        _("Remove what does not belong into a table, and open that file."),
    )


def _too_long(name: str, rows: int) -> Issue:
    return about_file(
        "error",
        "too_long",
        name,
        _(
            "The file has {n} rows; the program reads up to {most}.",
            n=integer(rows),
            most=integer(MOST_ROWS),
        ),
        _("Keep only the rows that the study needs, and open that file."),
    )


def _too_wide(name: str, width: int) -> Issue:
    return about_file(
        "error",
        "too_wide",
        name,
        _("The file has {n} columns.", n=integer(width)),
        _("Keep only the columns that the study needs, and open that file."),
    )


READER = Reader("delimited", "CSV, TSV", (".csv", ".tsv", ".txt"), recognises, read)
