"""What differs from the cohort in use, patient by patient, before the files are used anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ketgui.domain.fields import TABLES
from ketgui.text import _, mark, plural
from ketgui.views import layout
from ketgui.views.widgets.tables.table_view import make_result_table

if TYPE_CHECKING:
    from ketgui.importing import Import
    from ketgui.project.difference import Difference

_WHOLE = {"added": mark("new"), "removed": mark("gone")}


class Changed(QWidget):
    """A table of every value that is another one than in the cohort in use."""

    def __init__(self) -> None:
        super().__init__()
        self._words = layout.make_paragraph()
        self.view, self.model = make_result_table(_("What has changed"))
        box = layout.pad(QVBoxLayout(self), layout.STEP, layout.STEP)
        box.addWidget(self._words)
        box.addWidget(self.view, 1)

    def show_difference(self, used: Import | None, imported: Import) -> int:
        """Compare with the cohort in use; return how many patients differ."""
        from ketgui.project.difference import count_changed_patients, find_differences

        if used is None or used is imported or list_names(used) != list_names(imported):
            return self._show((), 0)
        if used.cohort is None or imported.cohort is None:
            return self._show((), 0)
        differences = find_differences(used.cohort, imported.cohort)
        return self._show(differences, count_changed_patients(differences))

    def _show(self, differences: tuple[Difference, ...], patients: int) -> int:
        if not differences:
            # What writes tables takes a moment to load, and nothing is to be shown.
            return 0
        from ketgui.reporting.tables.display_table import DisplayTable

        self._words.setText(
            plural(
                "{n} patient is not as in the cohort in use. Use the files to take this over.",
                "{n} patients are not as in the cohort in use. Use the files to take this over.",
                patients,
            )
        )
        headers = (_("Patient"), _("Column"), _("Was"), _("Is"))
        rows = tuple(_make_row(difference) for difference in differences)
        self.model.show_table(
            DisplayTable("changed", _("What has changed"), headers, rows, (False,) * 4)
        )
        return patients


def list_names(imported: Import) -> tuple[str, ...]:
    """Return the names of the files of an import."""
    return tuple(source.name for source in imported.sources)


def _make_row(difference: Difference) -> tuple[str, str, str, str]:
    table = _(TABLES[difference.table])
    if difference.column:
        return (
            difference.patient_id,
            f"{table} · {difference.column}",
            difference.was,
            difference.now,
        )
    whole = _(_WHOLE[difference.kind])
    was, now = ("", whole) if difference.kind == "added" else (whole, "")
    return difference.patient_id, table, was, now
