"""The checks of an import, on a cohort that was entered by hand: the same rules, from one place."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from ketgui.domain.cohort import Cohort
from ketgui.domain.fields import TABLES
from ketgui.domain.plan import AnalysisPlan
from ketgui.importing.cohort_tables import make_text_tables
from ketgui.importing.issues import Issue
from ketgui.importing.mapping.mapping import Mapping
from ketgui.importing.pipeline import StoredTables, import_files

if TYPE_CHECKING:
    import pandas as pd

# These are about files, or about a cohort as a whole that is still being entered.
_NOT_OF_ENTRY = frozenset(
    {"not_used", "no_score", "only_before", "no_after_ratings", "which_after", "other_scale",
     "further_scales", "no_id"}
)  # fmt: skip


def find_entry_issues(
    cohort: Cohort, patients: Collection[str] = (), plan: AnalysisPlan | None = None
) -> tuple[Issue, ...]:
    """Return what the checks of an import find in a cohort.

    Parameters
    ----------
    cohort : Cohort
        As entered.
    patients : collection of str
        Only the rows of these patients are checked; all where it is empty.
    plan : AnalysisPlan, optional
        With its rule of TMS failure.

    Returns
    -------
    tuple of Issue
        Their sheets are the titles of the cohort's tables; their answers are left out, since there
        is no file to answer about.
    """
    if patients:
        rows = {name: _select_patients(cohort.get_table(name), patients) for name in TABLES}
        cohort = replace(cohort, **cast("dict[str, Any]", rows))
    tables, mappings = make_text_tables(cohort, "entry")
    imported = import_files((), Mapping(tables=mappings), plan, stored=StoredTables(tables=tables))
    return tuple(issue for issue in imported.issues if issue.key not in _NOT_OF_ENTRY)


def _select_patients(rows: pd.DataFrame, patients: Collection[str]) -> pd.DataFrame:
    return rows[rows["patient_id"].isin(list(patients))]
