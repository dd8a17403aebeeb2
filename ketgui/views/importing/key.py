"""The key of replaced patient ids: what it is, where not to put it, and saving it if wanted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ketgui.text import _, plural
from ketgui.views import layout
from ketgui.views.widgets.dialogs import ask_save
from ketgui.writing import explain_failure, replace_file


class KeyOfIds(QWidget):
    """Explains the key, and writes it where the user says; it is kept nowhere else."""

    def __init__(self, pseudonyms: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._pseudonyms = tuple(pseudonyms)
        self._message = layout.make_paragraph()
        box = layout.pad(QVBoxLayout(self), 0)
        for text in _describe_key(len(pseudonyms)):
            box.addWidget(layout.make_paragraph(text))
        box.addWidget(self._message)
        box.addStretch()
        box.addWidget(layout.make_button("save", _("Save the key…"), self._on_save))

    def _on_save(self) -> None:
        kinds = f"{_('CSV files')} (*.csv)"
        if path := ask_save(self, _("Save the key"), "", kinds):
            path = path if path.suffix else path.with_suffix(".csv")
            self._message.setText(_report_written(path, self._pseudonyms))


def write_key(pseudonyms: Sequence[tuple[str, str]]) -> str:
    """Return the key as CSV: the new id of each patient, and the one in the files."""
    from ketgui.reporting.tables.csv_file import format_csv
    from ketgui.reporting.tables.display_table import DisplayTable

    headers = (_("Id in KetGUI"), _("Id in the files"))
    return format_csv(DisplayTable("key", _("Key of the patient ids"), headers, tuple(pseudonyms),
                          (False, False)))  # fmt: skip


def _describe_key(patients: int) -> tuple[str, ...]:
    return (
        plural(
            "The key says which {n} patient is behind S01.",
            "The key says which of the {n} patients is behind S01, S02 and so on. Whoever has it "
            "can name every patient.",
            patients,
        ),
        _(
            "KetGUI keeps it nowhere: not in its settings, not in a project, not in a report. "
            "Without it, reading the same files again gives the same ids."
        ),
        _(
            "Save it only if you must find patients again, in a place that only you and the study "
            "may open. Do not put it beside the data or the report, in a mail, on a USB stick, or "
            "in a folder that is shared or copied to a cloud."
        ),
    )


def _report_written(path: Path, pseudonyms: Sequence[tuple[str, str]]) -> str:
    try:
        replace_file(path, write_key(pseudonyms).encode("utf-8-sig"))
    except OSError as error:
        return explain_failure(error)
    return _("The key is in {path}. It is the only copy.", path=path)
