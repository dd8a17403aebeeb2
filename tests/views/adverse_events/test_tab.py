"""The Adverse events tab: every view, the patients counted a number, who was asked, which words."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication

from ketgui.domain.cohort import Cohort, apply_schema
from ketgui.domain.plan import AnalysisPlan
from ketgui.session.session import Session
from ketgui.statistics.analysis import Analysis, analyse
from ketgui.views.adverse_events.tab import AdverseEventsTab
from tests.acting import events_counted, settled


@pytest.fixture
def tab(qtbot, session):
    shown = AdverseEventsTab(session)
    qtbot.addWidget(shown)
    shown.resize(1340, 600)
    shown.show()
    session.analysis_changed.connect(shown.show_analysis)
    shown.show_analysis(session.analysis)
    events_counted(qtbot, shown)
    return shown


def look(qtbot, tab, by: str) -> list[list[str]]:
    tab.counts.chooser.by.setCurrentIndex(tab.counts.chooser.by.findData(by))
    events_counted(qtbot, tab)
    model = tab.counts.model
    return [
        [model.text(row, column) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def after(qtbot, session, tab, act) -> None:
    settled(qtbot, session, act)
    events_counted(qtbot, tab)


def cell(tab, row: int, column: int) -> QModelIndex:
    return tab.counts.model.index(row, column)


def test_the_summary_keeps_its_denominator(tab):
    assert tab.counts.heading.text() == "Adverse events, summary (N = 21)"
    model = tab.counts.model
    assert model.headerData(0, Qt.Orientation.Horizontal) == "N = 21"
    serious = [model.text(2, column) for column in range(4)]
    assert serious == ["Serious adverse event", "0/21 (0.0\xa0%)", "[0.0, 16.1]", "0"]
    # The file says nothing of what was done: the reason stands once, below.
    assert model.text(4, 1) == "–"
    assert "Treatment stopped" in tab.counts.note.text()


def test_every_view_is_shown(qtbot, tab):
    chooser = tab.counts.chooser
    for place in range(chooser.by.count()):
        rows = look(qtbot, tab, chooser.by.itemData(place))
        assert len(rows) > 1, chooser.by.itemText(place)
    assert ["dissociation", "12/21 (57.1\xa0%)"] in [
        row[:2] for row in look(qtbot, tab, "soc_term")
    ]


def test_groups_are_headed_with_their_n(qtbot, tab):
    chooser = tab.counts.chooser
    assert not chooser.group.isVisible()
    look(qtbot, tab, "group")
    assert chooser.group.isVisible()
    chooser.group.setCurrentIndex(chooser.group.findData("sex"))
    events_counted(qtbot, tab)
    titles = [group.title for group in tab.counts.model.groups()]
    assert titles == ["", "Female (N = 7)", "Male (N = 14)"]
    assert tab.counts.heading.text() == "Adverse events, by group (sex) (N = 21)"


def test_the_patients_behind_a_number_are_selected_and_opened(qtbot, session, tab):
    rows = look(qtbot, tab, "term")
    nausea = next(place for place, row in enumerate(rows) if row[0] == "nausea")
    where = tab.counts.view.visualRect(cell(tab, nausea, 1)).center()
    qtbot.mouseClick(tab.counts.view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert session.selection.ids == frozenset({"SYN13"})
    counted = tab.counts.counted_patients
    assert counted.summary.text() == "nausea · Patients n/N (%): 1 patient"
    with qtbot.waitSignal(tab.patient_wanted) as told:
        counted.names.activated.emit(counted.model.index(0))
    assert told.args == ["SYN13"]
    counted.list_events.click()
    assert tab.pages.currentWidget() is tab.events
    qtbot.waitUntil(lambda: set(tab.events.model.patients()) == {"SYN13"}, timeout=5_000)
    session.selection.select(frozenset())
    qtbot.waitUntil(lambda: tab.events.count.text() == "No patient is selected.", timeout=5_000)


def test_a_number_is_reached_by_keyboard(qtbot, session, tab):
    tab.counts.view.setFocus()
    tab.counts.view.setCurrentIndex(cell(tab, 0, 1))
    qtbot.keyClick(tab.counts.view, Qt.Key.Key_Return)
    assert len(session.selection.ids) == 14
    assert tab.counts.counted_patients.names.isVisible()


def test_the_label_of_a_line_is_no_number(session, tab):
    tab.counts.view.clicked.emit(cell(tab, 0, 0))
    assert session.selection.ids == frozenset()


def test_events_are_filtered_and_the_denominator_stays(qtbot, tab):
    chooser = tab.counts.chooser
    chooser.severity.setCurrentIndex(chooser.severity.findText("Moderate"))
    events_counted(qtbot, tab)
    assert tab.counts.model.text(0, 1) == "3/21 (14.3\xa0%)"
    chooser.infusion.setCurrentIndex(chooser.infusion.findText("4"))
    events_counted(qtbot, tab)
    assert tab.counts.model.text(0, 1) == "0/21 (0.0\xa0%)"
    assert "Severity: Moderate; Infusion: 4" in tab.counts.note.text()
    qtbot.mouseClick(chooser.clear, Qt.MouseButton.LeftButton)
    events_counted(qtbot, tab)
    assert tab.counts.model.text(0, 1) == "14/21 (66.7\xa0%)"
    assert not chooser.clear.isEnabled()


def test_small_counts_are_hidden_with_what_gives_them_away(qtbot, session, tab):
    look(qtbot, tab, "term")
    tab.counts.suppress.setChecked(True)
    events_counted(qtbot, tab)
    model = tab.counts.model
    nausea = next(row for row in range(model.rowCount()) if model.text(row, 0) == "nausea")
    shown = [model.text(nausea, column) for column in range(1, model.columnCount())]
    assert not [words for words in shown if "1" in words]
    assert "not shown" in tab.counts.note.text()
    assert "While counts are hidden" in tab.counts.counted_patients.summary.text()
    tab.counts.view.clicked.emit(cell(tab, nausea, 1))
    assert session.selection.ids == frozenset()
    tab.counts.view.copy()
    assert "1/21" not in QGuiApplication.clipboard().mimeData().text()


def test_words_are_counted_as_one_and_kept_apart_again(qtbot, session, tab):
    part = tab.synonyms
    assert not part.add.isEnabled()
    part.word.setCurrentText("anxiety")
    part.term.setCurrentText("dissociation")
    after(qtbot, session, tab, part.add.click)
    assert [part.model.text(0, column) for column in range(3)] == ["anxiety", "dissociation", "2"]
    assert "1 word" in part.summary.text()
    assert ["dissociation", "13/21 (61.9\xa0%)"] in [row[:2] for row in look(qtbot, tab, "term")]
    assert "words" in session.history.lines[-1]
    part.view.selectRow(0)
    after(qtbot, session, tab, part.separate.click)
    assert part.model.rowCount() == 0
    after(qtbot, session, tab, session.history.undo)
    assert part.model.rowCount() == 1


def test_a_word_of_the_built_in_list_is_shown_and_kept_apart(qtbot, session, tab):
    from ketgui.domain.edits import RowAddition

    values = {"patient_id": "SYN05", "term": "Nausées"}
    after(qtbot, session, tab, lambda: session.edit(RowAddition("adverse_events", values), "added"))
    part = tab.synonyms
    assert [part.model.text(0, column) for column in range(2)] == ["Nausées", "nausea"]
    part.view.selectRow(0)
    after(qtbot, session, tab, part.separate.click)
    assert session.plan.events.synonyms == (("Nausées", "Nausées"),)
    assert part.model.rowCount() == 0
    after(qtbot, session, tab, session.history.undo)
    after(qtbot, session, tab, part.harmonise.click)
    assert not session.plan.events.harmonise
    assert part.model.rowCount() == 0


def test_the_whole_list_of_words_is_shown_and_changed(qtbot, session, tab):
    part = tab.synonyms
    assert part.model.rowCount() == 0
    part.show_all.setChecked(True)
    events_counted(qtbot, tab)
    lines = [[part.model.text(row, c) for c in range(3)] for row in range(part.model.rowCount())]
    assert ["nausées", "nausea", "0"] in lines
    assert "as it stands" in part.summary.text()
    part.view.selectRow(lines.index(["nausées", "nausea", "0"]))
    assert (part.word.currentText(), part.term.currentText()) == ("nausées", "nausea")
    part.term.setCurrentText("queasiness")
    after(qtbot, session, tab, part.add.click)
    assert session.plan.events.synonyms == (("nausées", "queasiness"),)
    assert part.model.text(0, 1) == "queasiness"
    part.show_all.setChecked(False)
    events_counted(qtbot, tab)
    assert part.model.rowCount() == 0


def test_words_of_another_alphabet_do_not_drive_each_other_out(qtbot, session, tab):
    part = tab.synonyms
    for word, term in (("тошнота", "nausea"), ("рвота", "тошнота")):
        part.word.setCurrentText(word)
        part.term.setCurrentText(term)
        after(qtbot, session, tab, part.add.click)
    assert session.plan.events.synonyms == (("тошнота", "nausea"), ("рвота", "тошнота"))


def test_how_it_was_asked_is_part_of_the_plan(qtbot, session, tab):
    choices = tab.plan_editor
    assert not choices.instrument.isVisible()
    after(qtbot, session, tab,
          lambda: choices.ascertainment.setCurrentIndex(
              choices.ascertainment.findData("questionnaire")))  # fmt: skip
    assert choices.instrument.isVisible()
    choices.instrument.setText("SAFTEE")
    after(qtbot, session, tab, choices.instrument.editingFinished.emit)
    assert session.plan.events.instrument == "SAFTEE"
    after(qtbot, session, tab,
          lambda: choices.scale.setCurrentIndex(choices.scale.findData("ctcae")))  # fmt: skip
    assert choices.version.isVisible()
    after(qtbot, session, tab, session.history.undo)
    assert choices.scale.currentData() == "three_step"
    assert not choices.version.isVisible()


def test_who_was_asked_is_recorded_patient_by_patient_and_undone(qtbot, session, tab):
    tab.pages.setCurrentWidget(tab.ascertainment)
    events_counted(qtbot, tab)
    part = tab.ascertainment
    assert "Not recorded: 21" in part.summary.text()
    part.select_all.click()
    after(qtbot, session, tab, part.asked.click)
    assert "Asked: 21." in part.summary.text()
    assert session.history.lines[-1].endswith("SYN07, SYN08 …")
    known = [part.model.text(row, 3) for row in range(part.model.rowCount())]
    assert known.count("Had no event") == 7
    part.view.selectRow(4)
    after(qtbot, session, tab, part.not_asked.click)
    assert part.model.text(4, 3) == "Was not asked"
    assert session.history.lines[-1] == "Not asked about adverse events: SYN05"
    after(qtbot, session, tab, part.not_recorded.click)
    assert part.model.text(4, 3) == "Nothing is recorded"
    after(qtbot, session, tab, session.history.undo)
    assert part.model.text(4, 3) == "Was not asked"
    after(qtbot, session, tab, session.history.undo)
    after(qtbot, session, tab, session.history.undo)
    assert "Not recorded: 21" in part.summary.text()
    with qtbot.waitSignal(tab.patient_wanted) as told:
        part.view.doubleClicked.emit(part.model.index(4, 0))
    assert told.args == ["SYN05"]


def test_the_words_are_copied(tab):
    tab.copy_button.click()
    assert "16.1" in QGuiApplication.clipboard().text()
    assert "How adverse events were asked for is not stated." in QGuiApplication.clipboard().text()


def test_pages_are_brought_up_to_date_when_looked_at(qtbot, session, tab):
    tab.pages.setCurrentWidget(tab.events)
    qtbot.waitUntil(lambda: tab.events.model.rowCount() == 19, timeout=5_000)
    tab.pages.setCurrentWidget(tab.figure)
    keys = []
    for place in range(tab.figure.choice.count()):
        tab.figure.choice.setCurrentIndex(place)
        keys.append(tab.figure.spec.key)
    assert keys == [
        "adverse_event_dots", "adverse_events", "adverse_event_heat_map",
        "adverse_event_timeline", "cadss_course",
    ]  # fmt: skip


def test_a_cohort_without_a_table_of_events_says_so(qtbot, analysis_of):
    shown = AdverseEventsTab(Session())
    qtbot.addWidget(shown)
    shown.show()
    shown.show_analysis(analysis_of([(30, 12)]))
    events_counted(qtbot, shown)
    assert shown.counts.empty_reason.text() == "the file says nothing about adverse events"
    shown.pages.setCurrentWidget(shown.events)
    qtbot.waitUntil(shown.events.empty.isVisible, timeout=5_000)


@pytest.fixture(scope="module")
def many(example) -> Analysis:
    """A hundred thousand events of ten thousand patients."""
    rng = np.random.default_rng(1)
    events = example.cohort.adverse_events
    rows = events.iloc[rng.integers(0, len(events), 100_000)].reset_index(drop=True)
    patients = example.cohort.patients.iloc[np.zeros(10_000, int)].reset_index(drop=True)
    patients["patient_id"] = [f"P{place:05d}" for place in range(10_000)]
    rows["patient_id"] = patients["patient_id"].iloc[rng.integers(0, 10_000, 100_000)].to_numpy()
    cohort = Cohort(
        patients=apply_schema("patients", patients),
        adverse_events=apply_schema("adverse_events", rows),
        recorded=frozenset({"patients", "adverse_events"}),
    )
    return analyse(cohort, AnalysisPlan())


@pytest.mark.benchmark
def test_views_of_a_hundred_thousand_events_block_nothing(qtbot, many):
    shown = AdverseEventsTab(Session())
    qtbot.addWidget(shown)
    shown.show()
    shown.show_analysis(many)
    events_counted(qtbot, shown)
    chooser = shown.counts.chooser
    for place in range(chooser.by.count()):
        start = time.perf_counter()
        chooser.by.setCurrentIndex(place)
        blocked = time.perf_counter() - start
        events_counted(qtbot, shown)
        # Four times what is promised on a quiet computer.
        assert blocked < 0.1, chooser.by.itemText(place)
        assert time.perf_counter() - start < 1.2, chooser.by.itemText(place)


@pytest.mark.benchmark
def test_figures_of_a_hundred_thousand_events_block_nothing(qtbot, many):
    shown = AdverseEventsTab(Session())
    qtbot.addWidget(shown)
    shown.show()
    shown.show_analysis(many)
    events_counted(qtbot, shown)
    shown.pages.setCurrentWidget(shown.figure)
    for place in range(shown.figure.choice.count()):
        start = time.perf_counter()
        shown.figure.choice.setCurrentIndex(place)
        assert time.perf_counter() - start < 0.1, shown.figure.choice.itemText(place)
        qtbot.waitUntil(lambda: not shown.figure.busy, timeout=10_000)
        assert shown.figure.spec
        assert shown.figure.spec.key == shown.figure.figures[place].key
    shown.figure.choice.setCurrentIndex(3)
    qtbot.waitUntil(lambda: not shown.figure.busy, timeout=10_000)
    patients = shown.figure.variant
    assert patients.count() > 100
    patients.setCurrentIndex(7)
    patients.activated.emit(7)
    qtbot.waitUntil(lambda: not shown.figure.busy, timeout=10_000)
    assert patients.currentIndex() == 7
    assert shown.figure.spec
    assert patients.currentText() in shown.figure.spec.caption


def test_another_choice_of_words_changes_nothing_else(session, tab):
    plan = session.plan
    tab.plan_editor.show_plan(replace(plan.events, ascertainment="spontaneous"))
    assert session.plan is plan


def test_one_click_on_a_patient_of_a_figure_opens_the_page(qtbot, tab):
    with qtbot.waitSignal(tab.patient_wanted, timeout=1_000) as told:
        tab.figure.view.patient_clicked.emit("SYN05")
    assert told.args == ["SYN05"]
