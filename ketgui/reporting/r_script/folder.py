"""The folder of the R script: ``check.R``, the tables that it reads, and KetGUI's numbers."""

from __future__ import annotations

import pandas as pd

from ketgui import __version__
from ketgui.paths import find_resource
from ketgui.reporting import analysis_json
from ketgui.reporting.r_script.numbers import name_numbers
from ketgui.reporting.r_script.plan_header import format_plan
from ketgui.reporting.r_script.tables import build_r_tables
from ketgui.statistics.analysis import Analysis

SCRIPT = "check.R"
_SECTIONS = (
    "1_functions.R", "2_cohort.R", "3_treatment.R", "4_events.R", "5_outcomes.R",
    "6_follow_up.R", "7_sites.R", "8_comparison.R",
)  # fmt: skip


def build_r_folder(analysis: Analysis) -> dict[str, bytes]:
    """Return the folder's files by name.

    Examples
    --------
    >>> from ketgui.statistics.analysis import analyse
    >>> from ketgui.statistics.study import Study
    >>> study = Study.of_scores([30, 28], [12, 20])
    >>> sorted(build_r_folder(analyse(study.cohort, study.plan)))[:3]
    ['adverse_events.csv', 'check.R', 'course.csv']
    """
    tables = build_r_tables(analysis)
    numbers = name_numbers(analysis_json.as_dict(analysis))
    own = pd.DataFrame({"name": list(numbers), "value": list(numbers.values())})
    files = {
        f"{name}.csv": _format_csv(table) for name, table in (tables | {"ketgui": own}).items()
    }
    return {SCRIPT: _format_script(analysis).encode(), **files}


def _format_script(analysis: Analysis) -> str:
    head = (
        f"# The numbers of KetGUI {__version__} computed again by R, from the tables beside this "
        "script.\n"
        f"# In its folder: Rscript {SCRIPT}\n"
        "# It prints every number of KetGUI, R's beside it, their difference, and how many agree.\n"
        "# R 4.0 or later, with survival and nlme, which come with it.\n\n"
        "# What was set before the analysis; everything else is computed.\n"
    )
    bodies = (find_resource("r", name).read_text(encoding="utf-8") for name in _SECTIONS)
    return "\n".join((head + format_plan(analysis), *bodies))


def _format_csv(table: pd.DataFrame) -> bytes:
    text = table.copy()
    # R reads TRUE and FALSE as logical, but pandas' True and False as text.
    for name in table.select_dtypes(bool).columns:
        text[name] = table[name].map({True: "TRUE", False: "FALSE"})
    return text.to_csv(index=False, lineterminator="\n", date_format="%Y-%m-%d").encode()
