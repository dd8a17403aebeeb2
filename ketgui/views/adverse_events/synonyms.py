"""An editor for which words of the file are counted as one term."""

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

from ketgui.domain.events.event_plan import EventPlan, fold_word
from ketgui.domain.events.event_terms import find_preferred_term
from ketgui.domain.folding import fold
from ketgui.session.jobs import Jobs
from ketgui.text import _, plural
from ketgui.views import layout
from ketgui.views.widgets.tables.table_view import make_result_table

if TYPE_CHECKING:
    from ketgui.reporting.tables.display_table import DisplayTable
    from ketgui.statistics.analysis import Analysis

# More words would make the boxes slow, and nobody scrolls through them.
_MAX_WORDS = 1_000
_MAX_ROWS = 8


class SynonymEditor(QWidget):
    """Lists every word that is counted under another term, and edits that list.

    Signals
    -------
    plan_changed(EventPlan)
        The user changed which words are counted as one.
    """

    plan_changed = Signal(object)

    def __init__(self, plan: EventPlan) -> None:
        super().__init__()
        self._plan = plan
        self._jobs = Jobs(self, newest_wins=True)
        self._analysis: Analysis | None = None
        self.harmonise = QCheckBox(_("Count common words in English and French as one term"))
        self.harmonise.setChecked(plan.harmonise)
        self.summary = layout.make_paragraph()
        self.show_all = QCheckBox(_("Show the whole list"))
        self.show_all.setToolTip(_("Include the words that are not in the file"))
        self.view, self.model = make_result_table(_("Words counted as another"))
        self.word = _create_word_box(_("Word in the file"))
        self.term = _create_word_box(_("Counted as"))
        self.add = QPushButton(_("Count them as one"))
        self.separate = QPushButton(_("Count the selected word separately"))
        self.separate.setToolTip(_("The word is counted as it stands in the file."))
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._lay_out()
        # `clicked` and not `toggled`: showing a plan must not change it.
        self.harmonise.clicked.connect(self._on_harmonise)
        self.show_all.toggled.connect(self._count)
        self.add.clicked.connect(self._on_add)
        self.separate.clicked.connect(self._on_separate)
        self.word.editTextChanged.connect(self._update_buttons)
        self.term.editTextChanged.connect(self._update_buttons)
        self.view.selectionModel().selectionChanged.connect(self._on_selection)
        self._update_buttons()

    @property
    def busy(self) -> bool:
        """Whether the list is being computed."""
        return self._jobs.is_busy

    def show_plan(self, plan: EventPlan) -> None:
        """Edit another plan."""
        self._plan = plan
        self.harmonise.setChecked(plan.harmonise)

    def show_analysis(self, analysis: Analysis) -> None:
        """Show which words of this analysis are counted under another term."""
        self._analysis = analysis
        self._count()

    def _count(self) -> None:
        analysis, show_all = self._analysis, self.show_all.isChecked()
        if analysis is None:
            return

        def work() -> tuple[DisplayTable, int, list[str], list[str]]:
            from ketgui.reporting.tables.events import build_synonym_table, list_words_and_terms

            in_file = build_synonym_table(analysis)
            table = build_synonym_table(analysis, show_all) if show_all else in_file
            return table, len(in_file.rows), *list_words_and_terms(analysis, _MAX_WORDS)

        self._jobs.start(work, self._on_counted)

    def _on_counted(self, result: tuple[DisplayTable, int, list[str], list[str]]) -> None:
        table, n, words, terms = result
        self.model.show_table(table)
        self.view.fit_rows(_MAX_ROWS)
        self.view.setVisible(bool(table.rows))
        self.summary.setText(
            plural("{n} word of the file is counted under another term.",
                   "{n} words of the file are counted under another term.", n)
            if n else _("Every word is counted as it stands in the file.")
        )  # fmt: skip
        for box, options in ((self.word, words), (self.term, terms)):
            # Refilling a box would discard what the user is typing.
            typed = box.currentText()
            box.clear()
            box.addItems(options)
            box.setCurrentText(typed)
        self._update_buttons()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(layout.STEP)
        form.addRow(_("Word in the file"), self.word)
        form.addRow(_("Counted as"), self.term)
        row = layout.pad(QHBoxLayout(), 0)
        row.addWidget(self.add)
        row.addWidget(self.separate)
        row.addStretch()
        box = layout.pad(QVBoxLayout(self), 0)
        box.addWidget(self.harmonise)
        box.addWidget(self.summary)
        box.addWidget(self.show_all)
        box.addWidget(self.view)
        box.addLayout(form)
        box.addLayout(row)

    def _get_selected_word(self) -> str:
        rows = self.view.selectionModel().selectedRows()
        return str(self.model.text(rows[0].row(), 0)) if rows else ""

    def _on_selection(self) -> None:
        """Copy the selected row into the form, where its term can be changed."""
        rows = self.view.selectionModel().selectedRows()
        if rows:
            self.word.setCurrentText(self.model.text(rows[0].row(), 0))
            self.term.setCurrentText(self.model.text(rows[0].row(), 1))
        self._update_buttons()

    def _update_buttons(self) -> None:
        word, term = self.word.currentText().strip(), self.term.currentText().strip()
        # A word cannot be its own synonym.
        self.add.setEnabled(bool(word and term) and fold_word(word) != fold_word(term))
        self.separate.setEnabled(bool(self._get_selected_word()))

    def _on_harmonise(self, harmonise: bool) -> None:
        self._change(replace(self._plan, harmonise=harmonise))

    def _on_add(self) -> None:
        self._set_term(self.word.currentText().strip(), self.term.currentText().strip())
        self.word.setCurrentText("")
        self.term.setCurrentText("")

    def _on_separate(self) -> None:
        word = self._get_selected_word()
        has_standard_term = self._plan.harmonise and find_preferred_term(word) != fold(word)
        # Only a synonym of its own keeps a word of the built-in list from being counted elsewhere.
        self._set_term(word, word if has_standard_term else "")

    def _set_term(self, word: str, term: str) -> None:
        key, synonyms = fold_word(word), self._plan.synonyms
        others = tuple(pair for pair in synonyms if fold_word(pair[0]) != key)
        new = ((word, term),) if term else ()
        self._change(replace(self._plan, synonyms=(*others, *new)))

    def _change(self, plan: EventPlan) -> None:
        if plan != self._plan:
            self._plan = plan
            self.plan_changed.emit(plan)


def _create_word_box(name: str) -> QComboBox:
    box = QComboBox()
    box.setEditable(True)
    # Qt would add to the list whatever is typed.
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(16)
    box.setCurrentText("")
    return box
