"""REDCap's data dictionary: what the variables of an export are called and coded."""

from __future__ import annotations

from ketgui.domain.folding import fold
from ketgui.importing.tables.text_table import Labels, TextTable
from ketgui.importing.vocabulary.words import tidy

_NAME, _LABEL = "variable field name", "field label"
_CHOICES = "choices calculations or slider labels"


def is_dictionary(table: TextTable) -> bool:
    """Tell whether a table is a data dictionary."""
    folded = set(map(fold, table.headers))
    return {_NAME, _LABEL} <= folded


def read_labels(table: TextTable) -> dict[str, Labels]:
    """Return the labels of each variable, and of each box of those with checkboxes."""
    labels: dict[str, Labels] = {}
    folded = [fold(header) for header in table.headers]
    cells = {name: table.columns[index] for index, name in enumerate(folded)}
    for row in range(len(table)):
        name = tidy(cells[_NAME].at(row))
        choices = _read_choices(cells[_CHOICES].at(row)) if _CHOICES in cells else ()
        labels[name] = Labels(tidy(cells[_LABEL].at(row)), choices)
        labels |= {f"{name}___{code}": Labels(label) for code, label in choices}
    return labels


def _read_choices(text: str) -> tuple[tuple[str, str], ...]:
    """Read "1, Woman | 2, Man"; a formula has no such pairs."""
    pairs = [part.partition(",") for part in text.split("|")]
    return tuple((tidy(code), tidy(label)) for code, comma, label in pairs if comma and label)
