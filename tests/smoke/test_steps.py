"""The steps of the walk notice what is lost."""

from __future__ import annotations

import json
import re
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from ketgui.paths import find_resource
from ketgui.reporting.documents.kinds import DOCUMENTS
from ketgui.smoke import steps
from ketgui.smoke.walk import SmokeError, Walk


def test_a_registry_that_is_shorter_than_in_the_source_is_noticed(tmp_path, monkeypatch):
    expected = tmp_path / "expected.json"
    expected.write_text('{"registered": {"readers": 99}, "modules": []}', encoding="utf-8")
    monkeypatch.setattr(steps, "find_resource", lambda *parts: tmp_path / parts[-1])
    with pytest.raises(SmokeError, match="99"):
        steps._count(Walk(tmp_path), Mock())


def test_a_complete_registry_is_counted(tmp_path, monkeypatch):
    counted = steps._count(Walk(tmp_path), Mock())
    assert f"{len(DOCUMENTS)} documents" in counted
    names = ("readers", "results", "figures", "documents", "tabs")
    registered = dict(zip(names, map(int, re.findall(r"\d+", counted)), strict=False))
    expected = tmp_path / "expected.json"
    expected.write_text(json.dumps({"registered": registered, "modules": ["ketgui.text"]}))
    monkeypatch.setattr(steps, "find_resource", lambda *parts: tmp_path / parts[-1])
    assert steps._count(Walk(tmp_path), Mock()).endswith("1 modules, as in the source")


def test_a_window_without_an_analysis_fails_the_step():
    window: Any = SimpleNamespace(session=SimpleNamespace(analysis=None))
    with pytest.raises(SmokeError, match="no analysis"):
        steps._get_analysis(window)


def test_the_samples_are_there_from_source():
    assert (steps._find_samples() / "clean.csv").exists()
    assert find_resource("samples", "example-cohort.xlsx").exists()


def test_the_button_that_uses_an_import_is_the_default_one(qtbot):
    page: Any = QWidget()
    qtbot.addWidget(page)
    other, use = QPushButton("Other", page), QPushButton("Use", page)
    page.show()
    with pytest.raises(SmokeError, match="cannot be used"):
        steps._find_default_button(page)
    use.setDefault(True)
    assert steps._find_default_button(page) is use
    assert other.text() == "Other"
