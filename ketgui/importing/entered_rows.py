"""The checks of an import, on a cohort that was entered by hand: the same rules, from one place."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from ketgui.domain.cohort import Cohort
from ketgui.domain.fields import TABLES
from ketgui.importing.issues import Issue
from ketgui.importing.pipeline import StoredTables, import_files
from ketgui.importing.rows.value_text import format_value
from ketgui.importing.tables.text_table import CodedText, TextTable, get_letter

# These are about files, or about a cohort as a whole that is still being entered.
_NOT_OF_ENTRY = frozenset(
    {"not_used", "no_score", "only_before", "no_after_ratings", "which_after", "other_scale",
     "further_scales", "no_id"}
)  # fmt: skip


def find_entry_issues(cohort: Cohort, patients: Collection[str] = ()) -> tuple[Issue, ...]:
    """Return what the checks of an import find in a cohort.

    Parameters
    ----------
    cohort : Cohort
        As entered.
    patients : collection of str
        Only the rows of these patients are checked; all where it is empty.

    Returns
    -------
    tuple of Issue
        Their sheets are the titles of the cohort's tables; their answers are left out, since there
        is no file to answer about.
    """
    tables = tuple(_make_tables(cohort, patients))
    imported = import_files((), stored=StoredTables(tables=tables))
    return tuple(issue for issue in imported.issues if issue.key not in _NOT_OF_ENTRY)


def _make_tables(cohort: Cohort, patients: Collection[str]) -> list[TextTable]:
    """Return the cohort's tables as the text of a filled template."""
    tables: list[TextTable] = []
    for table, title in TABLES.items():
        rows = cohort.table(table)
        if patients:
            rows = rows[rows["patient_id"].isin(list(patients))]
        names = [
            str(name) for name in rows.columns if table == "patients" or rows[name].notna().any()
        ]
        if len(rows) == 0:
            continue
        cells = tuple(CodedText.of([format_value(value) for value in rows[name]]) for name in names)
        letters = tuple(get_letter(index) for index in range(len(names)))
        # The header of a sheet is its first row.
        numbers = np.arange(2, len(rows) + 2)
        tables.append(TextTable("entry", title, tuple(names), letters, cells, numbers))
    return tables
