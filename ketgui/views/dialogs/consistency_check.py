"""A check whether the summary statistics that a paper prints agree with each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from ketgui.statistics.consistency.check import COLUMNS, Finding, Summary, check_summary
from ketgui.statistics.consistency.printed import Printed
from ketgui.text import _, mark
from ketgui.views import layout
from ketgui.views.widgets.tables.table_view import make_result_table

if TYPE_CHECKING:
    from ketgui.reporting.tables.display_table import DisplayTable

_MOST_PATIENTS = 1_000_000
_WIDTH = 30 * layout.STEP
_FIELDS = (
    ("mean_before", mark("Mean before")),
    ("sd_before", mark("SD before")),
    ("mean_after", mark("Mean after")),
    ("sd_after", mark("SD after")),
    ("sd_difference", mark("SD of the differences")),
    ("t", mark("Paired t")),
    ("r", mark("Correlation r")),
    ("binary_mean", mark("Mean of values 0 and 1")),
    ("binary_sd", mark("SD of values 0 and 1")),
)


class ConsistencyCheck(QWidget):
    """Checks a printed summary as it is typed."""

    def __init__(self) -> None:
        super().__init__()
        self._n = QSpinBox()
        self._n.setRange(0, _MOST_PATIENTS)
        # 0 stands for an empty field, which a spin box cannot be.
        self._n.setSpecialValueText("–")
        self._n.setAccessibleName(_("Patients, n"))
        self._n.valueChanged.connect(self._show)
        form = QFormLayout()
        form.addRow(_("Patients, n"), self._n)
        self._fields: dict[str, QLineEdit] = {}
        for name, title in _FIELDS:
            self._fields[name] = self._make_line(_(title))
            form.addRow(_(title), self._fields[name])
        self._percentages = self._make_line(_("Percentages (separate with ;)"))
        form.addRow(_("Percentages (separate with ;)"), self._percentages)
        self._verdict = layout.make_paragraph()
        self._table, self._model = make_result_table(_("Consistency of printed summaries"))
        columns = layout.pad(QHBoxLayout(), 0)
        columns.addLayout(form)
        columns.addWidget(self._table, 1)
        box = layout.pad(QVBoxLayout(self), 0)
        box.addWidget(
            layout.make_paragraph(
                _(
                    "Type the numbers as they are printed, with all their decimals. Each stands "
                    "for all the values that round to it; scores are taken to be whole numbers."
                )
            )
        )
        box.addLayout(columns, 1)
        box.addWidget(self._verdict)
        self._show()

    def fill(self, n: int, percentages: str = "", **printed: str) -> None:
        """Fill in a summary, numbers by name and as printed."""
        self._n.setValue(n)
        self._percentages.setText(percentages)
        for name, text in printed.items():
            self._fields[name].setText(text)

    @property
    def verdict(self) -> str:
        """The sentence about the whole summary."""
        return self._verdict.text()

    def _make_line(self, name: str) -> QLineEdit:
        line = QLineEdit()
        line.setAccessibleName(name)
        line.setMaximumWidth(_WIDTH)
        line.textChanged.connect(self._show)
        return line

    def _make_summary(self) -> Summary:
        printed = {name: Printed.of(line.text()) for name, line in self._fields.items()}
        # Parsed as text, since 12.0 promises one decimal more than 12.
        listed = [Printed.of(part) for part in self._percentages.text().split(";")]
        shares = tuple(share for share in listed if share)
        return Summary(n=self._n.value() or None, percentages=shares, **printed)

    def _find_unread(self) -> list[str]:
        """Return the typed texts that are not numbers."""
        texts = [line.text() for line in self._fields.values()]
        texts += self._percentages.text().split(";")
        return [text.strip() for text in texts if text.strip() and not Printed.of(text)]

    def _show(self) -> None:
        findings = check_summary(self._make_summary())
        self._model.show_table(_build_table(findings))
        if unread := self._find_unread():
            self._verdict.setText(_("Not a number: {words}", words=", ".join(unread)))
        # None is no verdict: the printed numbers do not decide it.
        elif any(finding.agrees is False for finding in findings):
            self._verdict.setText(_("Some of the numbers do not agree."))
        elif findings:
            self._verdict.setText(_("Nothing disagrees."))
        else:
            self._verdict.setText(_("Fill in n and what is printed."))


def _build_table(findings: tuple[Finding, ...]) -> DisplayTable:
    from ketgui.reporting.tables.display_table import DisplayTable, format_cell

    rows = tuple(
        (format_cell(row.label), *map(format_cell, row.cells))
        for row in (finding.row() for finding in findings)
    )
    headers = ("", *(_(title) for title in COLUMNS))
    title = _("Consistency of printed summaries")
    return DisplayTable("consistency", title, headers, rows, (False, True, True, False))
