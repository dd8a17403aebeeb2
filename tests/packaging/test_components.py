"""The build's own account of what it holds."""

from __future__ import annotations

import json
import sys
from importlib.metadata import distribution
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def components(script, monkeypatch):
    made = script("components")
    whole = made.distribution

    def without_pyinstaller(name):
        return whole("numpy" if name == "pyinstaller" else name)

    # What builds is not in the environment that tests.
    monkeypatch.setattr(made, "distribution", without_pyinstaller)
    monkeypatch.setattr(made, "_said_in", lambda path: "see its licence text")
    return made


def test_a_component_is_named_by_the_files_that_went_in(components):
    import pandas

    found = {one.name: one for one in components.gather({str(Path(pandas.__file__).resolve())})}
    always = {"Python", "PyInstaller bootloader", "Liberation Sans", "Lucide"}
    assert set(found) == {*always, "pandas"}
    assert found["Python"].texts
    assert all(Path(text).exists() for name in always for text in found[name].texts)
    assert found["pandas"].version == distribution("pandas").version
    assert found["pandas"].licence == "BSD-3-Clause"
    assert found["pandas"].texts
    assert found["Python"].version == ".".join(map(str, sys.version_info[:3]))


def test_qt_is_named_where_its_bindings_go_in(components):
    import PySide6

    file = str(Path(PySide6.__file__).resolve())
    found = {one.name: one.licence for one in components.gather({file})}
    assert found["Qt"] == "LGPL-3.0-only"
    assert "LGPL-3.0-only" in found["PySide6_Essentials"]


def test_the_list_of_materials_is_the_same_every_time_and_whole(components):
    parts = [components.Component("numpy", np.__version__, "BSD-3-Clause"),
             components.Component("zlib1g", "1:1.2", "Zlib, see text", "deb/debian")]  # fmt: skip
    made = components.bill_of_materials(parts, "1.2.3")
    assert json.dumps(made) == json.dumps(components.bill_of_materials(parts, "1.2.3"))
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.5")
    assert made["components"][0]["purl"] == f"pkg:pypi/numpy@{np.__version__}"
    assert made["components"][0]["licenses"] == [{"expression": "BSD-3-Clause"}]
    assert made["components"][1]["licenses"] == [{"license": {"name": "Zlib, see text"}}]
    other = components.bill_of_materials(parts[:1], "1.2.3")
    assert other["serialNumber"] != made["serialNumber"]


def test_the_texts_of_the_lgpl_go_in_with_the_note_on_replacing():
    licences = ROOT / "packaging" / "licences"
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in (licences / "LGPL-3.0.txt").read_text("utf-8")
    assert "GNU GENERAL PUBLIC LICENSE" in (licences / "GPL-3.0.txt").read_text("utf-8")
    note = (licences / "README.txt").read_text("utf-8")
    for system in ("Windows", "Linux", "macOS"):
        assert f"  {system}" in note
    assert "You may replace Qt's libraries" in note


def test_about_lists_what_the_build_found(tmp_path, monkeypatch):
    from ketgui.views.dialogs import about

    listed = [{"name": "Qt", "version": "6.11.3", "licence": "LGPL-3.0-only", "kind": "generic"}]
    (tmp_path / "components.json").write_text(json.dumps(listed), encoding="utf-8")
    monkeypatch.setattr(about, "find_resource", lambda *parts: tmp_path / parts[-1])
    assert about.list_components() == (("Qt", "6.11.3", "LGPL-3.0-only"),)


def test_about_lists_the_locked_packages_from_source():
    from ketgui.views.dialogs.about import list_components

    found = {name.lower(): (version, licence) for name, version, licence in list_components()}
    assert found["numpy"][0] == np.__version__
    assert all(licence for _version, licence in found.values())
    assert {"pandas", "scipy", "pyqtgraph", "python-docx"} <= set(found)


def test_about_shows_a_row_for_each_component_and_what_failed(qtbot):
    from PySide6.QtWidgets import QLabel, QTableView

    from ketgui.views.dialogs.about import build_about, list_components

    made = build_about("KetGUI 0.1.0\nValueError\nsession.py:1 work")
    qtbot.addWidget(made)
    table = made.findChild(QTableView)
    assert table
    assert table.model().rowCount() == len(list_components())
    assert any("session.py:1" in label.text() for label in made.findChildren(QLabel))
