"""The history of a study: every change with its time, values and reason; copied or saved as CSV."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ketgui.project.audit import AuditEntry
from ketgui.text import _
from ketgui.views import layout
from ketgui.views.widgets.dialogs import copy_text
from ketgui.views.widgets.tables.table_view import make_result_table


class History(QWidget):
    """Lists the changes in order, scrolled to the newest.

    Signals
    -------
    save_wanted(), export_wanted()
        The study is to be saved; the history is to be written as CSV.
    person_changed(str)
        Another name goes with the changes from now on; empty for none.
    """

    save_wanted = Signal()
    export_wanted = Signal()
    person_changed = Signal(str)

    def __init__(self, entries: Sequence[AuditEntry], person: str, *, can_save: bool) -> None:
        super().__init__()
        self._entries = tuple(entries)
        self.view, self.model = make_result_table(_("History"))
        self.person = QLineEdit(person)
        self.person.setPlaceholderText(_("Your name with each change (optional)"))
        title = layout.make_label(_("Your name"))
        title.setBuddy(self.person)
        # Not at each key: the name goes with every change from then on.
        self.person.editingFinished.connect(self._on_person)
        row = QHBoxLayout()
        row.addWidget(title)
        row.addWidget(self.person, 1)
        copy = layout.make_button("copy", _("Copy"), self.copy)
        export = layout.make_button("download", _("Save as CSV…"), self.export_wanted.emit)
        for button in (copy, export):
            button.setEnabled(bool(self._entries))
            row.addWidget(button)
        save = layout.make_button("save", _("Save the study"), self.save_wanted.emit)
        save.setEnabled(can_save)
        row.addWidget(save)
        box = layout.pad(QVBoxLayout(self), 0)
        if not self._entries:
            box.addWidget(layout.make_paragraph(_("Nothing has been done yet.")))
        box.addWidget(self.view, 1)
        box.addLayout(row)
        self._show_entries()

    def copy(self) -> None:
        """Put the changes on the clipboard, a line each."""
        lines = (entry.what for entry in self._entries if entry.what)
        copy_text(self, "\n".join(lines))

    def _show_entries(self) -> None:
        # What makes tables is loaded when a study is open, not with the window.
        from ketgui.reporting.tables.display_table import DisplayTable

        headers = (
            _("Time (UTC)"), _("Change"), _("Table"), _("Row"), _("Column"), _("Old"), _("New"),
            _("Reason"), _("Name"),
        )  # fmt: skip
        rows = tuple(
            (
                entry.time.replace("T", " ").removesuffix("Z"), entry.what, entry.table, entry.row,
                entry.column, entry.old, entry.new, entry.reason, entry.person,
            )
            for entry in self._entries
        )  # fmt: skip
        is_numeric = (False,) * len(headers)
        self.model.show_table(DisplayTable("history", _("History"), headers, rows, is_numeric))
        self.view.scrollToBottom()

    def _on_person(self) -> None:
        self.person_changed.emit(self.person.text().strip())
