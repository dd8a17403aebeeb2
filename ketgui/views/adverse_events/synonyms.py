"""Which words of the file are counted as one term: shown, and edited."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ketgui.domain.events.event_plan import EventPlan, comparable
from ketgui.domain.events.event_terms import preferred
from ketgui.domain.folding import fold
from ketgui.session.jobs import Jobs
from ketgui.text import _, plural
from ketgui.views import layout
from ketgui.views.widgets.tables.table_view import result_table

if TYPE_CHECKING:
    from ketgui.reporting.tables.display_table import DisplayTable
    from ketgui.statistics.analysis import Analysis

_MAX_WORDS = 1_000
_MAX_ROWS = 8


class SynonymEditor(QWidget):
    """Shows every word that is counted under another one, and lets it be changed or added to.

    Signals
    -------
    plan_changed(EventPlan)
        Other words are to be counted as one.
    """

    plan_changed = Signal(object)

    def __init__(self, plan: EventPlan) -> None:
        super().__init__()
        self._plan = plan
        self._jobs = Jobs(self, newest_wins=True)
        self._analysis: Analysis | None = None
        self.harmonise = QCheckBox(_("Count common words in English and French as one term"))
        self.harmonise.setChecked(plan.harmonise)
        self.said = layout.paragraph()
        self.whole = QCheckBox(_("Show the whole list"))
        self.whole.setToolTip(_("Also the words that the file does not hold"))
        self.view, self.model = result_table(_("Words counted as another"))
        self.word = _create_word_box(_("Word in the file"))
        self.term = _create_word_box(_("Counted as"))
        self.add = QPushButton(_("Count them as one"))
        self.apart = QPushButton(_("Keep the chosen word apart"))
        self.apart.setToolTip(_("The word is counted as it stands in the file."))
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._lay_out()
        self.harmonise.clicked.connect(self._on_harmonise)
        self.whole.toggled.connect(self._count)
        self.add.clicked.connect(self._on_add)
        self.apart.clicked.connect(self._on_apart)
        self.word.editTextChanged.connect(self._offer)
        self.term.editTextChanged.connect(self._offer)
        self.view.selectionModel().selectionChanged.connect(self._on_chosen)
        self._offer()

    @property
    def busy(self) -> bool:
        """Whether the words are being counted."""
        return self._jobs.is_busy

    def show_plan(self, plan: EventPlan) -> None:
        """Edit another plan."""
        self._plan = plan
        self.harmonise.setChecked(plan.harmonise)

    def show_analysis(self, analysis: Analysis) -> None:
        """Show what is counted under another word in this snapshot."""
        self._analysis = analysis
        self._count()

    def _count(self) -> None:
        analysis, whole = self._analysis, self.whole.isChecked()
        if analysis is None:
            return

        def work() -> tuple[DisplayTable, int, list[str], list[str]]:
            from ketgui.reporting.tables.events import build_synonym_table, list_words_and_terms

            there = build_synonym_table(analysis)
            table = build_synonym_table(analysis, whole) if whole else there
            return table, len(there.rows), *list_words_and_terms(analysis, _MAX_WORDS)

        self._jobs.start(work, self._on_counted)

    def _on_counted(self, found: tuple[DisplayTable, int, list[str], list[str]]) -> None:
        table, n, words, terms = found
        self.model.show_table(table)
        self.view.fit_rows(_MAX_ROWS)
        self.view.setVisible(bool(table.rows))
        self.said.setText(
            plural("{n} word of the file is counted under another term.",
                   "{n} words of the file are counted under another term.", n)
            if n else _("Every word is counted as it stands in the file.")
        )  # fmt: skip
        for box, options in ((self.word, words), (self.term, terms)):
            typed = box.currentText()
            box.clear()
            box.addItems(options)
            box.setCurrentText(typed)
        self._offer()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(layout.STEP)
        form.addRow(_("Word in the file"), self.word)
        form.addRow(_("Counted as"), self.term)
        row = layout.padded(QHBoxLayout(), 0)
        row.addWidget(self.add)
        row.addWidget(self.apart)
        row.addStretch()
        box = layout.padded(QVBoxLayout(self), 0)
        box.addWidget(self.harmonise)
        box.addWidget(self.said)
        box.addWidget(self.whole)
        box.addWidget(self.view)
        box.addLayout(form)
        box.addLayout(row)

    def _chosen(self) -> str:
        rows = self.view.selectionModel().selectedRows()
        return str(self.model.text(rows[0].row(), 0)) if rows else ""

    def _on_chosen(self) -> None:
        """Put a chosen line into the form, where its term can be changed."""
        rows = self.view.selectionModel().selectedRows()
        if rows:
            self.word.setCurrentText(self.model.text(rows[0].row(), 0))
            self.term.setCurrentText(self.model.text(rows[0].row(), 1))
        self._offer()

    def _offer(self) -> None:
        word, term = self.word.currentText().strip(), self.term.currentText().strip()
        self.add.setEnabled(bool(word and term) and comparable(word) != comparable(term))
        self.apart.setEnabled(bool(self._chosen()))

    def _on_harmonise(self, wanted: bool) -> None:
        self._change(replace(self._plan, harmonise=wanted))

    def _on_add(self) -> None:
        self._set(self.word.currentText().strip(), self.term.currentText().strip())
        self.word.setCurrentText("")
        self.term.setCurrentText("")

    def _on_apart(self) -> None:
        word = self._chosen()
        known = self._plan.harmonise and preferred(word) != fold(word)
        # A word that the program itself would count as another is kept by naming it so.
        self._set(word, word if known else "")

    def _set(self, word: str, term: str) -> None:
        mine, synonyms = comparable(word), self._plan.synonyms
        others = tuple(pair for pair in synonyms if comparable(pair[0]) != mine)
        own = ((word, term),) if term else ()
        self._change(replace(self._plan, synonyms=(*others, *own)))

    def _change(self, plan: EventPlan) -> None:
        if plan != self._plan:
            self._plan = plan
            self.plan_changed.emit(plan)


def _create_word_box(name: str) -> QComboBox:
    box = QComboBox()
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(16)
    box.setCurrentText("")
    return box
