"""The plan is a row of chips; each opens the definitions."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtGui import QAction

from ketgui.views.plan_strip import PlanStrip

NAMES = ("open_files", "save_study", "undo", "redo", "change_plan", "export_figure_1")


@pytest.fixture
def strip(qtbot):
    wanted: list[str] = []
    shown: Any = PlanStrip({name: QAction(name) for name in NAMES}, lambda: wanted.append("change"))
    shown.wanted = wanted
    qtbot.addWidget(shown)
    return shown


def test_each_part_of_the_plan_is_a_chip_that_opens_the_definitions(strip):
    strip.show_plan("MADRS · response ≥ 50 % · 95 % CI")
    chips = strip._list_chips()
    assert [chip.text() for chip in chips] == ["MADRS", "response ≥ 50 %", "95 % CI"]
    chips[1].click()
    assert strip.wanted == ["change"]


def test_another_plan_keeps_the_chips_that_stay(strip):
    strip.show_plan("MADRS · response ≥ 50 % · 95 % CI")
    first = strip._list_chips()[0]
    strip.show_plan("PHQ-9 · 90 % CI")
    assert strip.text == "PHQ-9 · 90 % CI"
    assert strip._list_chips()[0] is first
