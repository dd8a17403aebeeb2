"""The MADRS tab: did it help, whom, how much?"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel

from ketgui.session import Session
from ketgui.text import _, mark
from ketgui.views import layout
from ketgui.views.parts.figure_view import FigureView
from ketgui.views.parts.further_settings import FurtherSettings
from ketgui.views.parts.plan_editor import PlanEditor
from ketgui.views.parts.section import Section
from ketgui.views.parts.tables import TableModel, TableView, result_table
from ketgui.views.tabs.tab import Tab

if TYPE_CHECKING:
    from ketgui.statistics.analysis import Analysis

_FIGURES = (
    "before_after", "estimation", "raincloud", "waterfall", "scatter", "trajectories",
    "response_remission", "cut_off_strip", "item_heat_map", "group_forest", "literature_forest",
    "normal_quantiles",
)  # fmt: skip


class OutcomesTab(Tab):
    """Every patient's scores in the figure of choice, the definitions, the rates, the tests."""

    key: ClassVar[str] = "outcomes"
    title: ClassVar[str] = mark("MADRS")
    question: ClassVar[str] = mark("Did it help, whom, and how much?")

    def __init__(self, session: Session) -> None:
        from ketgui.figures.catalogue import FIGURES

        super().__init__(session)
        by_key = {figure.key: figure for figure in FIGURES}
        self._figures = [by_key[key] for key in _FIGURES]
        self._choice = QComboBox()
        self._choice.setAccessibleName(_("Figure"))
        for figure in self._figures:
            self._choice.addItem(_(figure.title))
        self._figure = FigureView(self._figures[0])
        self._figure.export_wanted.connect(self.export_wanted)
        self._figure.patient_clicked.connect(self._on_patient)
        self._editor = PlanEditor(session.plan)
        self._editor.plan_changed.connect(session.set_plan)
        self._further = FurtherSettings(session.plan)
        self._further.plan_changed.connect(session.set_plan)
        self._sentence = layout.paragraph()
        self._rates, self._rates_model = result_table(_("Response and remission"))
        self._details = self._detail_tables()
        self._lay_out()
        self._choice.currentIndexChanged.connect(self._on_choice)
        session.selection_changed.connect(self._figure.highlight)
        session.history_changed.connect(self._on_history)

    def show_analysis(self, analysis: Analysis) -> None:
        """Show another snapshot."""
        from ketgui.reporting.prose import change_sentence
        from ketgui.reporting.tables.written import written_table
        from ketgui.statistics.results.outcomes import Outcomes

        self._figure.show_analysis(analysis)
        self._figure.highlight(self.session.selection)
        self._sentence.setText(change_sentence(analysis))
        self._rates_model.show_table(written_table(analysis[Outcomes]))
        self._rates.fit_rows()
        for kind, (_title, view, model) in self._details.items():
            model.show_table(written_table(analysis[kind]))
            view.fit_rows()

    def _detail_tables(self) -> dict[type, tuple[str, TableView, TableModel]]:
        from ketgui.statistics.results import outcome_details

        return {kind: (_(kind.title), *result_table(_(kind.title))) for kind in outcome_details()}

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(QLabel(_("Figure")))
        row.addWidget(self._choice)
        row.addStretch()
        self.main_box.addLayout(row)
        self.main_box.addWidget(self._figure, 1)
        self.side_box.addWidget(layout.heading(_("Definitions")))
        self.side_box.addWidget(self._editor)
        self.side_box.addWidget(Section(_("Further settings"), self._further, opened=False))
        self.side_box.addWidget(layout.heading(_("Result")))
        self.side_box.addWidget(self._sentence)
        self.side_box.addWidget(self._rates)
        for title, view, _model in self._details.values():
            self.side_box.addWidget(Section(title, view, opened=False))
        self.side_box.addStretch()

    def _on_history(self) -> None:
        """Both editors start from the newest plan, whichever of them changed it."""
        self._editor.show_plan(self.session.plan)
        self._further.show_plan(self.session.plan)

    def _on_choice(self, place: int) -> None:
        self._figure.show_figure(self._figures[place])
        self._figure.highlight(self.session.selection)

    def _on_patient(self, who: str) -> None:
        chosen = frozenset({who})
        self.session.select(frozenset() if self.session.selection == chosen else chosen)
