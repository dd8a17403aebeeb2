"""Tables of what figures of patients draw: a row a patient, then the mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from ketgui.domain.unavailable import Unavailable
from ketgui.figures.parts.outcome_groups import name_outcomes
from ketgui.figures.spec import DataTable
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.outcomes.paired_change import PairedChange
from ketgui.statistics.rows import Estimate
from ketgui.text import _, bare, mean_sd, number

Row = tuple[str, ...]


def tabulate_pairs(analysis: Analysis) -> DataTable:
    """Return before, after and result of each patient with both ratings, and the means."""
    pairs, change = analysis.pairs.complete(), analysis[PairedChange]
    results = name_outcomes(analysis)
    rows: list[Row] = [
        (str(patient_id), bare(float(before)), bare(float(after)), results[str(patient_id)])
        for patient_id, before, after in zip(
            pairs.patient_id, pairs.before, pairs.after, strict=True
        )
    ]
    means = (
        _describe_mean(change.mean_before, change.sd_before),
        _describe_mean(change.mean_after, change.sd_after),
    )
    headers = (_("Patient"), _("Before"), _("After"), _("Result"))
    return DataTable(headers, (*rows, (_("Mean"), *means, "")), numeric=(False, True, True, False))


def tabulate_patients(
    headers: Sequence[str],
    values: Mapping[str, Sequence[float]],
    results: Mapping[str, str] | None = None,
    further: Iterable[Row] = (),
) -> DataTable:
    """Return a row a patient with one value under each header; missing ones are blank.

    Parameters
    ----------
    headers : sequence of str, length n
        Of the values.
    values : mapping
        From each patient's id to n numbers, NaN for a missing one.
    results : mapping, optional
        Each patient's result, for a last column.
    further : iterable of rows
        Rows after those of the patients.
    """
    rows = [
        (
            patient_id,
            *("" if np.isnan(value) else bare(float(value)) for value in row),
            *((results.get(patient_id, ""),) if results is not None else ()),
        )
        for patient_id, row in values.items()
    ]
    last = (_("Result"),) if results is not None else ()
    return DataTable(
        (_("Patient"), *headers, *last),
        (*rows, *further),
        numeric=(False, *(True for _header in headers), *(False for _header in last)),
    )


def _describe_mean(mean: Estimate, sd: Estimate) -> str:
    if isinstance(mean, Unavailable):
        return ""
    return number(mean) if isinstance(sd, Unavailable) else mean_sd(mean, sd)
