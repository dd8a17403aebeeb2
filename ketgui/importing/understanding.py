"""What each sheet is: its header, its labels, and the mapping that is proposed for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from ketgui.domain.folding import fold
from ketgui.importing.issues import Issue
from ketgui.importing.mapping.mapping import Mapping, TableMapping
from ketgui.importing.recognition import dictionary, layouts, recognition
from ketgui.importing.recognition.framing import Framed, frame
from ketgui.importing.tables.readers.reader import Reading
from ketgui.importing.tables.text_table import Grid, Labels, TextTable
from ketgui.text import _

# A table, how its header was found, and the answers that there are about it.
_FramedTable = tuple[TextTable, Framed, TableMapping | None]


def understand_tables(
    readings: Sequence[Reading], stored: Sequence[TextTable], answers: Mapping
) -> tuple[tuple[TextTable, ...], Mapping, list[Issue]]:
    """Find the header of every sheet and propose what its columns hold.

    Parameters
    ----------
    readings : sequence of Reading
        The files as they were read.
    stored : sequence of TextTable
        Tables whose header was found when their files were read.
    answers : Mapping
        What the user has answered so far.

    Returns
    -------
    tables : tuple of TextTable
        The stored tables, then those of the files.
    mapping : Mapping
        The answers, and what is proposed for the rest.
    issues : list of Issue
        What was found while the headers were looked for.
    """
    framed = [_frame_stored(table, answers) for table in stored]
    for grid in _add_labels(readings):
        answer = answers.find_table(grid.file, grid.sheet)
        sheet = frame(grid, answer)
        if sheet.table is None:
            continue
        # Next month's export has another name and the same headers: its answers hold again.
        if answer is None or not answer.columns:
            like = answers.find_alike(tuple(fold(header) for header in sheet.table.headers))
            answer = replace(like, file=grid.file, sheet=grid.sheet) if like else answer
        framed.append((sheet.table, sheet, answer))
    mappings = _propose_mappings(framed)
    # A sheet beside the study's own may be as it likes; one that is alone is to be understood.
    used = [m.used and m.layout != layouts.UNUSED.key for m in mappings]
    issues = [
        issue
        for (_table, sheet, _answer), is_used in zip(framed, used, strict=True)
        if is_used or not any(used)
        for issue in sheet.issues
    ]
    files = tuple(reading.settings for reading in readings if reading.settings.file)
    names = {file.file for file in files}
    # Stored tables keep the settings of their files, which are not read again.
    files = (
        (*(file for file in answers.files if file.file not in names), *files) if stored else files
    )
    tables = tuple(table for table, _sheet, _answer in framed)
    return tables, replace(answers, files=files, tables=tuple(mappings)), issues


def _frame_stored(table: TextTable, answers: Mapping) -> _FramedTable:
    """Return a stored table as if its header had been found; the study stored that too."""
    answer = answers.find_table(table.file, table.sheet)
    return table, Framed(table, answer or TableMapping(table.file, table.sheet)), answer


def _add_labels(readings: Sequence[Reading]) -> list[Grid]:
    """Return every sheet with the labels that other files, or a data dictionary, have for it."""
    beside = {stem: labels for reading in readings for stem, labels in reading.labels.items()}
    grids: list[Grid] = []
    shared: dict[str, Labels] = {}
    # A data dictionary describes the tables and is none of them: it leaves the list.
    for grid in (grid for reading in readings for grid in reading.grids):
        table = frame(grid, None).table
        if table is not None and dictionary.is_dictionary(table):
            shared |= dictionary.read_labels(table)
        else:
            own = beside.get(PurePath(grid.file).stem, {})
            grids.append(replace(grid, labels=grid.labels | own))
    # What a file says of its own columns counts more than a dictionary for all of them.
    return [replace(grid, labels=shared | grid.labels) for grid in grids]


def _propose_mappings(framed: Sequence[_FramedTable]) -> list[TableMapping]:
    """Propose what each table holds; a table whose ids are not sure looks at the others' ids."""
    mappings = [recognition.propose(table, sheet.frame, answer) for table, sheet, answer in framed]
    ids = [
        recognition.find_ids(table, mapping)
        for (table, _sheet, _answer), mapping in zip(framed, mappings, strict=True)
    ]
    # A table that shares no patient with the others may have its ids in another column: one whose
    # words are ids elsewhere says more than one whose header sounds like it.
    for index, (table, sheet, answer) in enumerate(framed):
        others = frozenset[str]().union(*(some for at, some in enumerate(ids) if at != index))
        if others and not ids[index] & others:
            mappings[index] = recognition.propose(table, sheet.frame, answer, others)
    return [
        _leave_out_list(mapping) if answer is None and any(ids) and not own else mapping
        for mapping, (_table, _sheet, answer), own in zip(mappings, framed, ids, strict=True)
    ]


def _leave_out_list(mapping: TableMapping) -> TableMapping:
    """Leave out a sheet without patients, such as the lists that a workbook chooses from."""
    # One column that looks like a field is a list of its words; two are a table without ids.
    understood = [column for column in mapping.columns if column.target or column.candidates]
    if len(understood) > 1 or not mapping.used or mapping.layout == layouts.UNUSED.key:
        return mapping
    reason = _("None of its columns identifies the patients.")
    return replace(mapping, layout=layouts.UNUSED.key, reason=reason)
