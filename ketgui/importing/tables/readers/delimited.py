"""CSV, TSV and other text files, and cells pasted from a spreadsheet."""

from __future__ import annotations

import csv
import io
import os
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import islice

import numpy as np

from ketgui.importing.issues import Issue, make_file_issue
from ketgui.importing.tables.apostrophes import restore_column
from ketgui.importing.tables.encodings import TITLES, Encoding, convert_to_utf8, detect
from ketgui.importing.tables.readers.reader import FileReading, Reader, Reading, Tick, is_delimiter
from ketgui.importing.tables.readers.refusal import name_kind
from ketgui.importing.tables.readers.tokens import OpenQuoteError, code_column, tokenise
from ketgui.importing.tables.sources import SourceFile
from ketgui.importing.tables.text_table import CodedText, Grid
from ketgui.importing.vocabulary.words import PLAN_MARK
from ketgui.text import _, integer, plural

# Bytes looked at to recognise a format and a delimiter: enough for hundreds of rows.
_SAMPLE = 1 << 16
# The comma comes last: it may be a decimal mark in a file whose cells another mark separates.
DELIMITERS = ("\t", ";", "|", ",")
_DECLARED = re.compile(rb"sep=([\x00-\x7f])(?:\r\n?|\n|\Z)", re.IGNORECASE)
# Bounds that no study reaches: what lies beyond is another kind of file, and would take memory
# that a hospital's computer does not have.
LONGEST_CELL = 1 << 20
MOST_COLUMNS = 20_000
MOST_ROWS = 5_000_000
_MOST_THREADS = 4


def can_read(source: SourceFile) -> bool:
    """Tell whether the file is text: few zero bytes but those of UTF-16."""
    sample = source.data[:_SAMPLE]
    if name_kind(sample):
        return False
    if detect(sample).name.startswith("utf-16"):
        return True
    # A few zero bytes come of a damaged disk or export: they are removed, and said to be.
    return sample.count(0) <= len(sample) // 50


def read(source: SourceFile, settings: FileReading, tick: Tick) -> Reading:
    """Read the text file as one sheet."""
    encoding = Encoding(settings.encoding, "sure") if settings.encoding else detect(source.data)
    try:
        text = convert_to_utf8(source.data, encoding.name)
    except (UnicodeError, LookupError):
        # An encoding that the user chose and that does not fit can still be taken back.
        kept = settings if settings.by_user else FileReading("")
        return Reading(issues=(_report_undecodable(source, encoding),), settings=kept)
    issues = _report_encoding(source, encoding)
    declared, text = _take_declared_delimiter(text)
    delimiter = (
        settings.delimiter or declared or guess_delimiter(text[:_SAMPLE].decode("utf-8", "ignore"))
    )
    # A guess is asked about again each time, until the user has answered.
    name = "" if encoding.certainty == "guess" else encoding.name
    settled = FileReading(source.name, name, delimiter, settings.by_user)
    if b"\x00" in text:
        issues.append(_report_zero_bytes(source.name, text.count(b"\x00")))
    try:
        grid = parse(text, delimiter, source.name, tick)
    except UnreadableError as stop:
        return Reading(issues=(*issues, stop.issue), settings=settled)
    return Reading((grid,) if grid else (), tuple(issues), settled)


def guess_delimiter(sample: str) -> str:
    r"""Return the mark that separates the cells, "" when each line is one cell.

    Examples
    --------
    >>> guess_delimiter("id;MADRS\nP1;27,5\nP2;30,0\\n"), guess_delimiter("id\nP1\nP2\\n")
    (';', '')
    """
    lines = sample.splitlines()
    # A plan is TOML, whose commas separate nothing here.
    if sample.lstrip('\ufeff"').startswith(PLAN_MARK):
        return ""
    # The sample may end in the middle of a row.
    whole = "\n".join(lines[:-1] if len(lines) > 2 else lines)
    # Of equally even marks, the one that is listed first.
    scored = [(_measure_evenness(whole, mark), -rank, mark) for rank, mark in enumerate(DELIMITERS)]
    evenness, _rank, mark = max(scored)
    if evenness > 0:
        return mark
    return " " if _is_split_by_spaces(lines[:200]) else ""


class UnreadableError(Exception):
    """Carries what is wrong with the text out of the parser."""

    def __init__(self, issue: Issue) -> None:
        super().__init__(issue.key)
        self.issue = issue


def _measure_evenness(sample: str, mark: str) -> float:
    """Return the share of lines that have the commonest number of cells, if above one."""
    try:
        rows = csv.reader(io.StringIO(sample, newline=""), delimiter=mark)
        widths = [len(row) for row in islice(rows, 200) if any(row)]
    except csv.Error:
        return 0
    counts = Counter(width for width in widths if width > 1)
    if not counts:
        return 0
    share = counts.most_common(1)[0][1] / len(widths)
    # A header that the mark does not split speaks against it: the mark is inside the numbers.
    return share if widths[0] > 1 else share / 2


def _is_split_by_spaces(lines: list[str]) -> bool:
    """Tell whether spaces separate cells: as many in each line, a number last in all but the first.

    Spaces are in names and remarks too, so that nothing less makes a table.
    """
    widths = {len(line.split()) for line in lines if line.strip()}
    numbers = [line.split()[-1] for line in lines[1:] if line.strip()]
    return (
        len(widths) == 1
        and widths.pop() > 1
        and bool(numbers)
        and all(number.replace(".", "").replace(",", "").isdigit() for number in numbers)
    )


def _take_declared_delimiter(text: bytes) -> tuple[str, bytes]:
    """Return the delimiter of Excel's ``sep=;`` line, and the text that Excel shows."""
    # Excel hides this line and obeys it; any other sign makes it a line like the others.
    declared = _DECLARED.match(text)
    if declared and is_delimiter(mark := declared[1].decode()):
        return mark, text[declared.end() :]
    return "", text


def parse(text: bytes, delimiter: str, name: str, tick: Tick) -> Grid | None:
    """Return text in UTF-8 as a grid, None when it holds nothing.

    Parameters
    ----------
    text : bytes
        The text.
    delimiter : str
        The mark between cells; " " for any number of spaces, "" where each line is one cell.
    name : str
        The file's name.
    tick : callable
        Called before each column.

    Raises
    ------
    UnreadableError
        If a quotation mark stays open, or there are too many columns or rows.
    """
    # Cells aligned by spaces have several between them: a tab takes their place.
    if delimiter == " ":
        lines = text.decode("utf-8").splitlines()
        text = "\n".join("\t".join(line.split()) for line in lines).encode()
    mark = "\t" if delimiter == " " else delimiter
    # A zero byte would end a cell early where cells are compared as numbers.
    try:
        tokens = tokenise(text.replace(b"\x00", b""), mark.encode())
    except OpenQuoteError as error:
        raise UnreadableError(_report_open_quote(name, error.row)) from None
    width = int(tokens.widths.max(initial=0))
    if width > MOST_COLUMNS:
        raise UnreadableError(_report_too_wide(name, width))
    if tokens.measure_longest() > LONGEST_CELL:
        raise UnreadableError(_report_long_cell(name))
    if len(tokens.widths) > MOST_ROWS:
        raise UnreadableError(_report_too_long(name, len(tokens.widths)))
    columns: list[CodedText] = []
    has_apostrophes = b"'" in text
    # numpy and pandas work on several columns at once; what each needs meanwhile adds up.
    with ThreadPoolExecutor(min(_MOST_THREADS, os.cpu_count() or 1)) as pool:
        try:
            for cells in pool.map(partial(code_column, tokens), range(width)):
                tick()
                columns.append(restore_column(cells) if has_apostrophes else cells)
        except BaseException:
            # Cancelled: the columns that are not begun are left out.
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    rows = np.arange(1, len(tokens.widths) + 1)
    return Grid(name, "", tuple(columns), rows, widths=tokens.widths)


def _report_encoding(source: SourceFile, encoding: Encoding) -> list[Issue]:
    if encoding.certainty == "sure":
        return []
    title = TITLES[encoding.name]
    if encoding.certainty == "likely":
        return [
            make_file_issue(
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
        make_file_issue(
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


def _report_zero_bytes(name: str, count: int) -> Issue:
    return make_file_issue(
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


def _report_undecodable(source: SourceFile, encoding: Encoding) -> Issue:
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


def _report_open_quote(name: str, row: int) -> Issue:
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


def _report_long_cell(name: str) -> Issue:
    return make_file_issue(
        "error",
        "cell_too_long",
        name,
        _("A cell holds more than a million letters."),
        _("Remove what does not belong into a table, and open that file."),
    )


def _report_too_long(name: str, rows: int) -> Issue:
    return make_file_issue(
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


def _report_too_wide(name: str, width: int) -> Issue:
    return make_file_issue(
        "error",
        "too_wide",
        name,
        _("The file has {n} columns.", n=integer(width)),
        _("Keep only the columns that the study needs, and open that file."),
    )


READER = Reader("delimited", "CSV, TSV", (".csv", ".tsv", ".txt"), can_read, read)
