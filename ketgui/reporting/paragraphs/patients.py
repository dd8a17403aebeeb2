"""Sentences on the enrolled patients for the Results."""

from __future__ import annotations

from ketgui.domain.unavailable import Unavailable
from ketgui.reporting.paragraphs.style import format_mean_sd
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.patients.demographics import (
    BASELINE,
    NOT_REPORTED,
    Characteristic,
    Demographics,
)
from ketgui.statistics.rows import Estimate
from ketgui.text import _, integer, number, percent, plural_spelled, plural_start, spelled


def describe_patients(analysis: Analysis) -> str:
    """Return how many patients were enrolled and who they were."""
    n = analysis.cohort.enrolled
    lines = analysis[Demographics].lines
    characteristics = [text for line in lines if (text := _describe_characteristic(line, n))]
    enrolled = plural_start("{n} patient was enrolled", "{n} patients were enrolled", n)
    if not characteristics:
        return f"{enrolled}."
    return _("{name}: {value}", name=enrolled, value=f"{_('; ').join(characteristics)}.")


def format_mean(mean: float, sd: Estimate, unit: str = "") -> str:
    """Return a mean with its SD, or alone where there is none."""
    return number(mean) + unit if isinstance(sd, Unavailable) else format_mean_sd(mean, sd, unit)


def add_sample_size(amount: str, n: int, total: int) -> str:
    """Return an amount, followed by its number of patients if that is not the total."""
    return amount if n == total else _("{what} (n = {n})", what=amount, n=integer(n))


def _describe_characteristic(line: Characteristic, enrolled: int) -> str:
    if line.unit != "patients":
        # The sentence on the change gives the scores before.
        if line.variable == BASELINE:
            return ""
        amount = format_mean(line.value, line.spread, f" {_(line.unit)}" if line.unit else "")
        amount = add_sample_size(amount, line.n, enrolled)
        return _("{title} {amount}", title=_lower(_(line.title)), amount=amount)
    if enrolled == 1:
        return _describe_only_patient(line)
    count, share = int(line.value), percent(100 * line.value / line.n)
    if (line.variable, line.level) == ("sex", "female"):
        return _describe_women(count, share)
    # Other levels, such as "no" or "male", follow from the one that is named.
    if line.level != "yes":
        return ""
    title = _lower(_(line.title))
    if not count:
        return _("{title} in none", title=title)
    return _("{title} in {n} ({share})", title=title, n=spelled(count), share=share)


def _lower(title: str) -> str:
    """Return a title as it is within a sentence; an abbreviation keeps its capitals."""
    return title if title[:2].isupper() else title[:1].lower() + title[1:]


def _describe_women(count: int, share: str) -> str:
    if not count:
        return _("no women")
    return plural_spelled("{n} woman ({share})", "{n} women ({share})", count, share=share)


def _describe_only_patient(line: Characteristic) -> str:
    """Return what the only patient is or has: no share of one."""
    if not line.value or line.level == NOT_REPORTED:
        return ""
    title = _lower(_(line.title))
    if line.level == "yes":
        return title
    level = line.level_title if line.from_file else _lower(_(line.level_title))
    # Of the patient's sex the word says enough.
    return level if line.variable == "sex" else _("{name}: {value}", name=title, value=level)
