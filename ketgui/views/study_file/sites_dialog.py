"""The dialog that joins several studies as the sites of one cohort, and shows how they differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QRadioButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ketgui.project.recipe import SUFFIX
from ketgui.session.jobs import Jobs
from ketgui.text import _, integer, plural
from ketgui.views import layout
from ketgui.views.study_file.save_dialog import PasswordDialog
from ketgui.views.widgets.dialog import Dialog
from ketgui.views.widgets.dialogs import ask_open, make_buttons, show_message

if TYPE_CHECKING:
    from ketgui.domain.plan import AnalysisPlan
    from ketgui.project.encryption import SealError
    from ketgui.project.sites import Site, SiteError

_LEAST_SITES = 2
# More ids than these are counted, not listed.
_MOST_NAMED = 8
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NAME, _FILE, _PATIENTS, _EXCLUDED, _EVENTS = range(5)


class SitesDialog(Dialog):
    """Lists the chosen studies; asks whose plan counts, and about ids that several have.

    Signals
    -------
    chosen(AnalysisPlan, tuple of Site, bool)
        The plan, the sites with their names, and whether shared ids are the same patients.
    """

    chosen = Signal(object, tuple, bool)

    def __init__(self, parent: QWidget, paths: Sequence[Path]) -> None:
        super().__init__(parent)
        self._sites: list[Site] = []
        self._jobs = Jobs(self, newest_wins=False)
        self.setAttribute(layout.DELETE_ON_CLOSE)
        self.setWindowTitle(_("Open sites"))
        self.table = self._make_table()
        self.shared = layout.make_paragraph()
        self.different = QRadioButton(_("Different patients: each id begins with its site's name"))
        self.same = QRadioButton(_("The same patients: their rows are joined"))
        self.different.setChecked(True)
        self.plan_words = layout.make_paragraph()
        self.plan_choice = QComboBox()
        self.plan_choice.setAccessibleName(_("Plan of the joined study"))
        self.differences = self._make_differences()
        self.open_button = QPushButton()
        self.open_button.setDefault(True)
        self.open_button.clicked.connect(self._on_open)
        self._lay_out()
        self._show_sites()
        self.add(paths)

    def add(self, paths: Sequence[Path]) -> None:
        """Read studies and add them to the list."""
        known = {site.source.name for site in self._sites}
        for path in paths:
            if path.name not in known or len(paths) == 1:
                self._read(path, "")

    def _read(self, path: Path, password: str) -> None:
        def work() -> Site | SiteError | SealError:
            from ketgui.project.encryption import SealError
            from ketgui.project.sites import SiteError, read_site

            try:
                return read_site(path, password)
            except (SiteError, SealError) as error:
                return error

        self._jobs.start(work, partial(self._on_read, path, password))

    def _on_read(self, path: Path, password: str, result: Site | SiteError | SealError) -> None:
        from ketgui.project.encryption import SealError
        from ketgui.project.opening import explain_seal
        from ketgui.project.sites import number_names

        if isinstance(result, SealError):
            is_first = result.reason == "password" and not password
            dialog = PasswordDialog(self, path.stem, "" if is_first else explain_seal(result))
            dialog.entered.connect(partial(self._read, path))
            dialog.open()
        elif isinstance(result, ValueError):
            show_message(self, _("{name} cannot be a site. {why}", name=path.stem, why=result))
        else:
            self._sites = number_names([*self._sites, result])
            self._show_sites()

    def _make_table(self) -> QTableWidget:
        headers = (_("Site"), _("Study"), _("Patients"), _("Excluded"), _("Adverse events"))
        table = QTableWidget(0, len(headers))
        table.setHorizontalHeaderLabels(headers)
        table.setAccessibleName(_("Sites"))
        table.verticalHeader().hide()
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        for column in (_NAME, _EVENTS):
            table.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        table.itemChanged.connect(self._on_renamed)
        return table

    def _make_differences(self) -> QTableWidget:
        table = QTableWidget(0, 0)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.setAccessibleName(_("Differences between the plans"))
        table.verticalHeader().hide()
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        return table

    def _lay_out(self) -> None:
        buttons = make_buttons(self, self.open_button)
        row = layout.pad(QHBoxLayout(), 0)
        for push in (
            layout.make_button("plus", _("Add a study…"), self._on_add),
            layout.make_button("trash-2", _("Remove"), self._on_remove),
        ):
            push.setAutoDefault(False)
            row.addWidget(push)
        row.addStretch()
        self.plan_label = layout.make_label(_("Analyse all by the plan of"))
        self.plan_label.setBuddy(self.plan_choice)
        plan_row = layout.pad(QHBoxLayout(), 0)
        plan_row.addWidget(self.plan_label)
        plan_row.addWidget(self.plan_choice)
        plan_row.addStretch()
        box = layout.pad(QVBoxLayout(self))
        box.addWidget(
            layout.make_paragraph(
                _(
                    "The studies become one cohort with a column Site. Their files stay as they "
                    "are; the joined study is saved under a name of its own."
                )
            )
        )
        box.addWidget(self.table, 1)
        box.addLayout(row)
        for part in (self.shared, self.different, self.same, self.plan_words):
            box.addWidget(part)
        box.addWidget(self.differences, 1)
        box.addLayout(plan_row)
        box.addWidget(buttons)
        layout.fit_screen(self, layout.WIDE_DIALOG)

    def _show_sites(self) -> None:
        self.table.blockSignals(True)
        self.table.setRowCount(len(self._sites))
        for row, site in enumerate(self._sites):
            events = "adverse_events" in site.cohort.recorded
            texts = (
                site.name,
                site.source.name,
                integer(site.cohort.enrolled),
                integer(len(site.cohort.excluded)),
                _("recorded") if events else _("not recorded: patients count as not asked"),
            )
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                if column != _NAME:
                    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                if column in (_PATIENTS, _EXCLUDED):
                    item.setTextAlignment(
                        Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                    )
                self.table.setItem(row, column, item)
        self.table.resizeColumnsToContents()
        self.table.blockSignals(False)
        self._show_shared()
        self._show_plans()
        patients = sum(site.cohort.enrolled for site in self._sites)
        self.open_button.setText(
            plural("Open {n} site: {patients} patients", "Open {n} sites: {patients} patients",
                   len(self._sites), patients=integer(patients))
        )  # fmt: skip
        self.open_button.setEnabled(len(self._sites) >= _LEAST_SITES)

    def _show_shared(self) -> None:
        from ketgui.project.sites import find_shared_ids

        shared = find_shared_ids(self._sites)
        for part in (self.shared, self.different, self.same):
            part.setVisible(bool(shared))
        if not shared:
            return
        named = ", ".join((*shared[:_MOST_NAMED], *(["…"] if len(shared) > _MOST_NAMED else ())))
        self.shared.setText(
            plural(
                "{n} id occurs in more than one site ({ids}). Whose is it?",
                "{n} ids occur in more than one site ({ids}). Whose are they?",
                len(shared),
                ids=named,
            )
        )

    def _show_plans(self) -> None:
        from ketgui.project.plan_differences import list_plan_differences

        differences = list_plan_differences([site.plan for site in self._sites])
        chosen = max(self.plan_choice.currentIndex(), 0)
        self.plan_choice.clear()
        self.plan_choice.addItems([site.name for site in self._sites])
        self.plan_choice.setCurrentIndex(min(chosen, len(self._sites) - 1))
        for part in (self.differences, self.plan_label, self.plan_choice):
            part.setVisible(bool(differences))
        self.plan_words.setText(
            plural("The plans differ in {n} setting:", "The plans differ in {n} settings:",
                   len(differences))
            if differences
            else _("All plans are the same.")
        )  # fmt: skip
        self.plan_words.setVisible(len(self._sites) >= _LEAST_SITES)
        self.differences.setColumnCount(len(self._sites) + 1)
        self.differences.setHorizontalHeaderLabels(
            [_("Setting"), *(site.name for site in self._sites)]
        )
        self.differences.setRowCount(len(differences))
        for row, difference in enumerate(differences):
            for column, text in enumerate((difference.setting, *difference.values)):
                self.differences.setItem(row, column, QTableWidgetItem(text or _("no value")))

    @Slot(QTableWidgetItem)
    def _on_renamed(self, item: QTableWidgetItem) -> None:
        """Take over another name of a site; one that is empty or taken is put back."""
        site, name = self._sites[item.row()], item.text().strip()
        others = {other.name for other in self._sites if other is not site}
        if name and name not in others:
            self._sites[item.row()] = replace(site, name=name)
        self._show_sites()

    def _on_add(self) -> None:
        self.add(ask_sites(self))

    def _on_remove(self) -> None:
        rows = {index.row() for index in self.table.selectionModel().selectedRows()}
        self._sites = [site for row, site in enumerate(self._sites) if row not in rows]
        self._show_sites()

    def _on_open(self) -> None:
        plan: AnalysisPlan = self._sites[max(self.plan_choice.currentIndex(), 0)].plan
        self.chosen.emit(plan, tuple(self._sites), self.same.isChecked())
        self.accept()


def ask_sites(parent: QWidget) -> list[Path]:
    """Ask which studies to join; those in other folders can be added later."""
    return ask_open(
        parent, _("KetGUI studies"), (SUFFIX.removeprefix("."),), _("Choose two or more studies")
    )
