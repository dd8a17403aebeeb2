"""A study typed in by keyboard has the numbers of the same study imported from a workbook."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget

from ketgui.domain.fields import TABLES
from ketgui.importing import import_files
from ketgui.reporting import analysis_json
from ketgui.statistics.analysis import analyse
from ketgui.views.entry.entry_window import EntryWindow
from ketgui.views.entry.new_study import NewStudyDialog

PATIENT = ("patient_id", "age", "sex", "failed_trials")
INFUSION = ("infusion_number", "date", "weight_kg", "dose_mg_per_kg", "dose_mg",
            "duration_minutes", "systolic_before", "systolic_peak")  # fmt: skip


@dataclass
class Typist:
    """Drives the entry window by keys alone, once it is open."""

    qtbot: Any
    window: Any
    entry: EntryWindow

    def keys(self, text: str) -> None:
        for key in text:
            # The keys may move on by themselves.
            focus = QApplication.focusWidget()
            assert isinstance(focus, QWidget)
            QTest.keyClicks(focus, key)

    def press(self, key: Qt.Key) -> None:
        focus = QApplication.focusWidget()
        assert isinstance(focus, QWidget)
        QTest.keyClick(focus, key)

    def fill(self, form: Any, values: dict[str, Any]) -> None:
        for key, value in values.items():
            editor = form.editors[key]
            if not editor.isEnabled():
                continue
            editor.setFocus()
            if isinstance(editor, QLineEdit):
                editor.selectAll()
                self.keys(f"{value:g}" if isinstance(value, float) else str(value))
            else:
                editor.setCurrentIndex(editor.findData(value))

    def save(self) -> None:
        """Press Enter, and again where something was asked."""
        before = len(self.window.session.history.state.edits)
        for _attempt in range(2):
            QTest.keyClick(self.entry.focusWidget() or self.entry, Qt.Key.Key_Return)
            self.qtbot.waitUntil(lambda: not self.entry._jobs.is_busy, timeout=10_000)
            if len(self.window.session.history.state.edits) > before:
                return
        raise AssertionError(self.entry.message.text())


def invent(patients: int) -> dict[str, list[dict[str, Any]]]:
    """Return invented rows of every table."""
    draw = random.Random(5)
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
    for place in range(1, patients + 1):
        who = f"E{place:02d}"
        weight = float(draw.randint(55, 95))
        rows["patients"].append(
            {"patient_id": who, "age": float(draw.randint(20, 70)),
             "sex": draw.choice(("female", "male")), "failed_trials": float(draw.randint(2, 8)),
             "events_asked": True}
        )  # fmt: skip
        for moment, high in (("before", 4), ("after", 3)):
            items = [float(draw.randint(2 if moment == "before" else 0, high)) for _n in range(10)]
            rating = {"patient_id": who, "scale": "madrs", "moment": moment, "score": sum(items)}
            rating["date"] = "2024-01-01" if moment == "before" else "2024-01-22"
            numbered = {f"item_{n}": item for n, item in enumerate(items, 1)}
            rows["assessments"].append({**rating, **numbered})
        for number in range(1, 7):
            rows["infusions"].append(
                {"patient_id": who, "infusion_number": float(number),
                 "date": f"2024-01-{1 + 3 * number:02d}", "weight_kg": weight,
                 "dose_mg_per_kg": 0.5, "dose_mg": weight / 2, "duration_minutes": 60.0,
                 "systolic_before": 120.0, "systolic_peak": float(draw.randint(125, 160))}
            )  # fmt: skip
        if place % 2:
            event = {"patient_id": who, "infusion_number": 2.0, "term": "nausea"}
            rows["adverse_events"].append({**event, "severity": "mild"})
    return rows


def write_workbook(rows: dict[str, list[dict[str, Any]]], path: Path) -> None:
    with pd.ExcelWriter(path, engine="xlsxwriter") as book:
        for table, title in TABLES.items():
            if rows[table]:
                pd.DataFrame(rows[table]).rename(columns=_name_item).replace(
                    {True: "yes"}
                ).to_excel(book, sheet_name=title, index=False)


def _name_item(column: str) -> str:
    return column.replace("item_", "MADRS")


def type_study(typist: Typist, rows: dict[str, list[dict[str, Any]]]) -> None:
    entry = typist.entry
    for patient in rows["patients"]:
        who = patient["patient_id"]
        entry.begin_patient()
        typist.fill(entry.patient_form.form, {key: patient[key] for key in PATIENT})
        typist.save()
        assert entry.patient_id == who
        for rating in (r for r in rows["assessments"] if r["patient_id"] == who):
            if rating["moment"] == "after":
                for infusion in (r for r in rows["infusions"] if r["patient_id"] == who):
                    type_infusion(typist, rows, infusion)
            entry.tabs.setCurrentWidget(entry.rating_form)
            assert entry.rating_form.moment.currentData() == rating["moment"]
            entry.rating_form.date.setFocus()
            entry.rating_form.date.selectAll()
            typist.keys(rating["date"])
            entry.rating_form.begin()
            for n in range(1, 11):
                typist.keys(f"{rating[f'item_{n}']:g}")
            typist.save()


def type_infusion(typist: Typist, rows: dict[str, list[dict[str, Any]]], infusion: Any) -> None:
    entry = typist.entry
    entry.tabs.setCurrentWidget(entry.infusion_form)
    typist.fill(entry.infusion_form.form, {key: infusion[key] for key in INFUSION})
    events = entry.infusion_form.events
    assert events is not None
    place = (infusion["patient_id"], infusion["infusion_number"])
    event = [e for e in rows["adverse_events"] if (e["patient_id"], e["infusion_number"]) == place]
    if event:
        events.boxes["nausea"].setChecked(True)
        severity = events.details["nausea"].editors["severity"]
        assert isinstance(severity, QComboBox)
        severity.setCurrentIndex(severity.findData("mild"))
    else:
        events.none.setFocus()
        typist.press(Qt.Key.Key_Space)
    typist.save()


@pytest.fixture
def typist(qtbot, window):
    window.actions_by_name["new_study"].trigger()
    dialog = window.findChild(NewStudyDialog)
    dialog.ketamine.setCurrentIndex(1)
    assert dialog.infusions.value() == 6
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000):
        dialog.begin_button.click()
    entry = window.findChild(EntryWindow)
    yield Typist(qtbot, window, entry)
    entry.close()


def without_inputs(text: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in text.items() if key not in ("inputs", "sources")}


def compare_typed_with_imported(typist: Typist, patients: int, folder: Path) -> None:
    rows = invent(patients)
    type_study(typist, rows)
    write_workbook(rows, folder / "same.xlsx")
    imported = import_files([folder / "same.xlsx"])
    assert imported.cohort is not None, imported.issues
    session = typist.window.session
    typed = analyse(session.get_cohort(), session.plan)
    read = analyse(imported.cohort, session.plan)
    assert without_inputs(analysis_json.as_dict(typed)) == without_inputs(
        analysis_json.as_dict(read)
    )


def test_two_patients_typed_in_are_those_of_a_workbook(typist, tmp_path):
    compare_typed_with_imported(typist, 2, tmp_path)


@pytest.mark.benchmark
def test_a_study_of_25_patients_typed_in_is_that_of_a_workbook(typist, tmp_path):
    begin = time.monotonic()
    compare_typed_with_imported(typist, 25, tmp_path)
    print(f"typed in {time.monotonic() - begin:.0f} s")


def test_ten_items_take_ten_keys_and_enter(typist):
    entry = typist.entry
    typist.fill(entry.patient_form.form, {"patient_id": "E01"})
    typist.save()
    entry.tabs.setCurrentWidget(entry.rating_form)
    typist.keys("4432214330")
    assert entry.rating_form.total.text() == "26"
    typist.press(Qt.Key.Key_Return)
    typist.qtbot.waitUntil(
        lambda: len(typist.window.session.history.state.edits) == 2, timeout=10_000
    )
    assert typist.window.session.get_cohort().assessments["score"].tolist() == [26]
    assert entry.patients.currentItem().text() == "E01\nInfusion 1: due"


def test_what_an_import_would_ask_is_asked_here_and_enter_again_saves_it(typist):
    entry, session = typist.entry, typist.window.session
    typist.fill(entry.patient_form.form, {"patient_id": "E01"})
    typist.save()
    entry.tabs.setCurrentWidget(entry.infusion_form)
    values = {"date": "2024-01-04", "weight_kg": 70.0, "dose_mg": 350.0}
    typist.fill(entry.infusion_form.form, values)
    typist.press(Qt.Key.Key_Return)
    typist.qtbot.waitUntil(lambda: "by weight it would be" in entry.message.text(), timeout=10_000)
    assert entry.message.text().startswith("Dose is “350”")
    assert len(session.history.state.edits) == 1
    typist.save()
    assert session.get_cohort().infusions["dose_mg"].tolist() == [350]
