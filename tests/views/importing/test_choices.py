"""What the import page offers beside its questions: any cell, undo, columns, mapping, the key."""

from __future__ import annotations

import csv
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton

from ketgui.importing import import_files
from ketgui.importing.mapping import mapping_file
from ketgui.importing.vocabulary.targets import Target
from ketgui.project.difference import find_differences
from ketgui.text import use_language
from ketgui.views.importing.key import KeyOfIds, write_key
from ketgui.views.importing.models import MappingModel
from tests.acting import read_notice
from tests.places import DATA

ROWS = """patient_id;age;madrs_before;madrs_after;ward
P01;45;27;12;North
P02;52;31;20;South
P03;38;29;9;North
"""


@pytest.fixture
def page(qtbot, window, tmp_path):
    return proposed(qtbot, window, tmp_path, ROWS)


def proposed(qtbot, window, folder, text: str):
    path = folder / "clinic.csv"
    path.write_text(text, encoding="utf-8")
    with qtbot.waitSignal(window.session.proposed, timeout=20_000):
        window.session.propose([path])
    return window._import_page


def at(page, row: int, column: int) -> None:
    page._files.source.setCurrentIndex(page._files.source_model.index(row, column))


def click(qtbot, window, page, words: str):
    found = [b for b in page.findChildren(QPushButton) if b.text() == words and b.isEnabled()]
    with qtbot.waitSignal(window.session.proposed, timeout=20_000) as told:
        found[-1].click()
    return told.args[0]


def used(qtbot, window, page):
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000) as told:
        page._use.click()
    return told.args[0]


def test_any_cell_can_be_corrected_and_the_correction_taken_back(qtbot, window, page):
    at(page, 1, 3)
    page._answers.choices._value.setText("14")
    imported = click(qtbot, window, page, "Correct")
    assert [d.new for d in imported.mapping.decisions] == ["14"]
    assert page._files.source_model.index(1, 3).data(Qt.ItemDataRole.ToolTipRole).endswith("“14”")
    page._sides.answered._list.setCurrentRow(0)
    assert click(qtbot, window, page, "Take it back").mapping.decisions == ()


def test_a_patient_is_excluded_with_a_reason_that_the_flow_tells(qtbot, window, page):
    at(page, 1, 0)
    button = next(b for b in page.findChildren(QPushButton) if b.text() == "Exclude the patient")
    button.click()
    assert window.session.imported is None
    assert page._imported.mapping.decisions == (), "no exclusion without a reason"
    assert page._answers.choices._title.text().startswith("Give the reason")
    page._answers.choices._reason.setCurrentText("Responded to TMS")
    click(qtbot, window, page, "Exclude the patient")
    assert page._use.text() == "Use this cohort: 2 patients, 1 left out"
    analysis = used(qtbot, window, page)
    flow = window.pages.get_tab(0)._flow
    assert [one.reason for one in analysis.cohort.excluded] == ["Responded to TMS"]
    steps = [flow._steps_model.index(row, 0).data() for row in range(3)]
    counts = [flow._steps_model.index(row, 1).data() for row in range(3)]
    assert (steps[0], steps[2]) == ("In the files", "Enrolled")
    assert steps[1].endswith("Responded to TMS")
    assert counts == ["3", "1", "2"]
    assert flow._out_model.index(0, 1).data() == "Responded to TMS"


@pytest.mark.parametrize(
    ("key", "pressed"),
    [
        (
            Qt.Key.Key_Z,
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
        ),
        (Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier),
    ],
)
def test_ctrl_z_takes_an_answer_back_and_leaves_the_session_alone(
    qtbot, window, page, key, pressed
):
    at(page, 0, 0)
    assert len(click(qtbot, window, page, "Leave the row out").cohort.patients) == 2
    with qtbot.waitSignal(window.session.proposed, timeout=20_000) as told:
        QTest.keyClick(page._files.source, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(told.args[0].cohort.patients) == 3
    with qtbot.waitSignal(window.session.proposed, timeout=20_000) as told:
        QTest.keyClick(page._files.source, key, pressed)
    assert len(told.args[0].cohort.patients) == 2


def test_a_tick_makes_an_unused_column_one_to_group_by(qtbot, window, page):
    unused = page._sides.unused._list
    assert [unused.item(row).text() for row in range(unused.count())] == ["E · ward: North, South"]
    with qtbot.waitSignal(window.session.proposed, timeout=20_000) as told:
        unused.item(0).setCheckState(Qt.CheckState.Checked)
    assert list(told.args[0].cohort.patients["ward"]) == ["North", "South", "North"]
    assert unused.item(0).checkState() == Qt.CheckState.Checked


def test_the_exported_mapping_reads_another_file_the_same_way(qtbot, window, page, tmp_path):
    with qtbot.waitSignal(window.session.proposed, timeout=20_000):
        page._sides.unused._list.item(0).setCheckState(Qt.CheckState.Checked)
    path = tmp_path / "mapping"
    page._kept.export_to(path)
    written = path.with_suffix(".toml").read_text(encoding="utf-8")
    column: Any = mapping_file.from_toml(written).tables[0].column("E")
    assert column.target.path == "patients.other"
    other = tmp_path / "later"
    other.mkdir()
    page = proposed(qtbot, window, other, ROWS.replace("P0", "Q0"))
    with qtbot.waitSignal(window.session.proposed, timeout=20_000) as told:
        page._kept.load_from(path.with_suffix(".toml"))
    assert "ward" in told.args[0].cohort.patients


def test_a_file_that_is_no_mapping_changes_nothing(page, tmp_path):
    path = tmp_path / "notes.toml"
    path.write_text("not = [toml", encoding="utf-8")
    before = page._imported
    page._kept.load_from(path)
    assert page._message.text() == "notes.toml holds no mapping; nothing was changed."
    assert page._imported is before


def test_a_range_of_a_spreadsheet_is_pasted(qtbot, window):
    QGuiApplication.clipboard().setText(ROWS.replace(";", "\t"))
    with qtbot.waitSignal(window.session.proposed, timeout=20_000) as told:
        window.menu_actions.paste_table()
    assert told.args[0].cohort.enrolled == 3
    analysis = used(qtbot, window, window._import_page)
    assert analysis.pairs.analysed == 3
    assert window.session.paths == ()


def test_a_single_word_on_the_clipboard_is_no_table(window):
    QGuiApplication.clipboard().setText("hello")
    window.menu_actions.paste_table()
    assert "no table" in read_notice(window)


def test_problems_are_filtered_by_severity_and_by_words(qtbot, window, tmp_path):
    text = ROWS.replace("27;12", "99;12").replace("29;9", "29;")
    page = proposed(qtbot, window, tmp_path, text)
    problems = page._answers.list
    everything = len(problems.ordered)
    problems.filter_by("error")
    assert {issue.severity for issue in problems.ordered} == {"error"}
    problems.filter_by(text="none after")
    assert [issue.row for issue in problems.ordered] == [4]
    problems.rows.copy()
    assert "row 4" in QGuiApplication.clipboard().text()
    problems.filter_by()
    assert len(problems.ordered) == everything


def test_a_problem_of_the_cohort_leads_to_its_cell_in_the_file(qtbot, window, tmp_path):
    page = proposed(qtbot, window, tmp_path, ROWS.replace("29;9", "29;"))
    used(qtbot, window, page)
    tab = window.pages.get_tab(0)
    rows = [issue.row for issue in tab._problems.ordered]
    tab._problems.choose(rows.index(4))
    assert window.session.selection.ids == {"P03"}
    tab._show_in_file.click()
    assert window._stack.currentWidget() is window._import_page
    assert page._files.source.currentIndex().row() == 2


def test_the_key_is_written_only_where_the_user_says(qtbot, window, tmp_path, monkeypatch):
    text = "".join(_mailed(line) for line in ROWS.splitlines(keepends=True))
    page = proposed(qtbot, window, tmp_path, text)
    imported = click(qtbot, window, page, "Replace them by S01…")
    assert imported.pseudonyms[0] == ("S01", "P01@clinic.org")
    before = sorted(tmp_path.rglob("*"))
    analysis = used(qtbot, window, page)
    assert list(analysis.cohort.patients["patient_id"]) == ["S01", "S02", "S03"]
    assert sorted(tmp_path.rglob("*")) == before
    chosen = tmp_path / "key.csv"
    monkeypatch.setattr("ketgui.views.importing.key.ask_save", lambda *_asked: chosen)
    dialog = KeyOfIds(imported.pseudonyms)
    qtbot.addWidget(dialog)
    dialog._on_save()
    lines = list(csv.reader(chosen.read_text(encoding="utf-8-sig").splitlines()))
    assert lines[1] == ["S01", "P01@clinic.org"]
    assert str(chosen) in dialog._message.text()


def _mailed(line: str) -> str:
    return line.replace(";", "@clinic.org;", 1) if line.startswith("P") else line


def test_a_key_that_a_spreadsheet_would_run_is_text():
    assert "'=1+1" in write_key([("S01", "=1+1")])


def test_one_click_on_a_field_opens_the_list_of_fields(qtbot, window, page, monkeypatch):
    opened = []
    monkeypatch.setattr(QComboBox, "showPopup", lambda box: opened.append(box))
    index = page._files.mapping_model.index(4, MappingModel.TARGET)
    page._files.mapping.clicked.emit(index)
    qtbot.waitUntil(lambda: bool(opened))
    box = opened[0]
    titles = [box.itemText(place) for place in range(box.count())]
    assert titles[:2] == ["not imported", "Another column, for grouping"]
    assert "Age · Patients" in titles
    with qtbot.waitSignal(window.session.proposed, timeout=20_000) as told:
        box.setCurrentIndex(1)
        box.activated.emit(1)
    assert "ward" in told.args[0].cohort.patients


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (Target("patients", "age"), "Age"),
        (Target("assessments", "score", (("scale", "madrs"), ("moment", "before"))),
         "Score (MADRS, before)"),
        (Target("assessments", "score", (("scale", "madrs"), ("day", "7"))),
         "Score (MADRS, day 7)"),
        (Target("adverse_events", "present", (("term", "nausea"),)),
         "Event, yes or no (nausea)"),
    ],
)  # fmt: skip
def test_a_field_is_said_in_words(target, words):
    assert target.write_title() == words


def test_the_data_dictionary_is_offered_with_an_export_of_redcap(qtbot, window, monkeypatch):
    folder = DATA / "redcap"
    (dictionary,) = folder.glob("*ictionary*.csv")
    exports = [path for path in folder.glob("*.csv") if path != dictionary]
    with qtbot.waitSignal(window.session.proposed, timeout=20_000):
        window.session.propose(exports)
    page = window._import_page
    assert page._files._dictionary.isVisible()
    monkeypatch.setattr("ketgui.views.importing.page.ask_cohort", lambda _page: [dictionary])
    with qtbot.waitSignal(window.session.proposed, timeout=20_000) as told:
        page._files._dictionary.click()
    assert any(table.labels for table in told.args[0].tables)
    assert not page._files._dictionary.isVisible()


def test_answers_are_kept_for_the_next_file_and_used_when_it_comes(qtbot, window, page, tmp_path):
    assert not page._kept.notice.isVisible()
    with qtbot.waitSignal(window.session.proposed, timeout=20_000):
        page._files.choose("E", "patients.other")
    page._kept.remember()
    assert "No cell" in page._message.text()
    path = tmp_path / "june.csv"
    path.write_text(ROWS.replace("P0", "Q0"), encoding="utf-8")
    # Read as it is, and again under the answers.
    with qtbot.waitSignals([window.session.proposed] * 2, timeout=20_000):
        window.session.propose([path])
    assert page._kept.notice.isVisible()
    assert "ward" in page._imported.cohort.patients
    imported = click(qtbot, window, page, "Do not use them")
    assert "ward" not in imported.cohort.patients
    assert not page._kept.notice.isVisible()
    page._kept.forget()
    assert "any more" in page._message.text()


def test_preferences_that_cannot_be_written_to_are_told_of(page, monkeypatch):
    def locked(_mapping):
        raise PermissionError(13, "Permission denied")

    for what, words in (("remember", "could not be saved"), ("forget", "could not be dropped")):
        monkeypatch.setattr(f"ketgui.project.mapping_store.{what}", locked)
        getattr(page._kept, what)()
        assert words in page._message.text()
        assert "you may not write there" in page._message.text()


def test_a_file_read_again_shows_what_has_changed_before_it_is_used(qtbot, window, page):
    used(qtbot, window, page)
    path = window.session.paths[0]
    path.write_text(ROWS.replace("52;31;20", "52;31;11") + "P04;41;33;8;North\n", encoding="utf-8")
    with qtbot.waitSignal(window.session.proposed, timeout=20_000):
        window.menu_actions.read_again()
    table = page._sides.changed.model
    rows = [
        tuple(table.index(row, column).data() for column in range(4))
        for row in range(table.rowCount())
    ]
    assert rows == [
        ("P04", "Patients", "", "new"),
        ("P02", "Assessments · Score", "20", "11"),
    ]
    assert page._sides.tabText(page._sides.indexOf(page._sides.changed)) == "Changed  2"
    assert page._sides.currentWidget() is page._sides.changed
    assert window.session.analysis.cohort.enrolled == 3, "nothing is used before it is accepted"
    assert used(qtbot, window, page).cohort.enrolled == 4


def test_a_file_that_is_as_it_was_is_said_to_be(qtbot, window, page):
    used(qtbot, window, page)
    with qtbot.waitSignal(window.session.proposed, timeout=20_000):
        window.menu_actions.read_again()
    assert page._words.text().startswith("The file is as it was")
    assert not page._sides.isTabVisible(page._sides.indexOf(page._sides.changed))


def test_the_listed_problems_are_saved_as_csv_for_whoever_keeps_the_data(
    qtbot, window, tmp_path, monkeypatch
):
    page = proposed(qtbot, window, tmp_path, ROWS.replace("27;12", "=9;12").replace("29;9", "29;"))
    page._answers.list.filter_by(text="none after")
    chosen = tmp_path / "to mend"
    monkeypatch.setattr(
        "ketgui.views.widgets.problems.problems_export.ask_save", lambda *_asked: chosen
    )
    page._answers.list._export.click()
    lines = chosen.with_suffix(".csv").read_text(encoding="utf-8-sig").splitlines()
    (header, row) = csv.reader(lines)
    assert header[:5] == ["Severity", "File", "Sheet", "Row", "Column"]
    assert row[:6] == ["Checks", "clinic.csv", "", "4", "D", "P03"]
    assert str(chosen) in page._message.text()


def test_another_language_leaves_the_page_and_its_answers(qtbot, window, page):
    at(page, 0, 0)
    click(qtbot, window, page, "Leave the row out")
    with qtbot.waitSignal(window.session.proposed, timeout=20_000):
        use_language("fr")
        window._rebuild()
    page = window._import_page
    assert window._stack.currentWidget() is page
    assert page._use.text() == "Utiliser cette cohorte : 2 patients".replace(" :", "\xa0:")


def test_the_whole_page_is_used_from_the_keyboard(qtbot, window, tmp_path):
    page = proposed(qtbot, window, tmp_path, ROWS.replace("27;12", "61;12"))
    page._answers.list.rows.setFocus()
    page._answers.list.opened.emit(page._answers.list.current)
    assert isinstance(page.focusWidget(), QPushButton), "to the first answer of the problem"
    page._answers.choices._value.setFocus()
    with qtbot.waitSignal(window.session.proposed, timeout=20_000):
        QTest.keyClicks(page._answers.choices._value, "27")
        QTest.keyClick(page._answers.choices._value, Qt.Key.Key_Return)
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000) as told:
        QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert told.args[0].pairs.analysed == 3


@pytest.mark.parametrize("name", ["filled", "filled.csv"], ids=["workbook", "CSV files"])
def test_the_cohort_is_saved_as_a_filled_template(qtbot, window, page, tmp_path, monkeypatch, name):
    analysis = used(qtbot, window, page)
    folder = tmp_path / "chosen"
    folder.mkdir()
    monkeypatch.setattr("ketgui.views.report.exporter.ask_save", lambda *_asked: folder / name)
    window.menu_actions.save_filled_template()
    again = import_files([path for path in folder.rglob("*") if path.is_file()]).cohort
    assert again is not None
    assert find_differences(analysis.cohort, again) == ()


def test_one_answer_settles_every_row_like_it_and_is_undone_as_one(qtbot, window, tmp_path):
    text = ROWS.replace("27;12", "61;12").replace("52;31", "52;75")
    page = proposed(qtbot, window, tmp_path, text)
    assert page._answers._alike.text() == "The same for all 2 rows like this"
    page._answers._alike.setChecked(True)
    imported = click(qtbot, window, page, "Treat as missing")
    assert [(d.action, d.row, d.old) for d in imported.mapping.decisions] == [
        ("missing", 2, "61"), ("missing", 3, "75"),
    ]  # fmt: skip
    assert imported.cohort is not None
    assert click(qtbot, window, page, "Undo").mapping.decisions == ()


def test_rows_like_it_are_left_out_with_one_reason(qtbot, window, tmp_path):
    text = ROWS.replace("27;12", "61;12").replace("52;31", "52;75")
    page = proposed(qtbot, window, tmp_path, text)
    page._answers._alike.setChecked(True)
    page._answers.choices._reason.setCurrentText("Withdrew consent")
    imported = click(qtbot, window, page, "Exclude the patient")
    assert [one.reason for one in imported.exclusions] == ["Withdrew consent"] * 2
