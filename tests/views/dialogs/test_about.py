"""About: the version, the licence of every component, and where the program last failed."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from ketgui import __version__
from ketgui.views.dialogs.about import build_about, list_components
from ketgui.views.widgets.tables.table_view import TableView


def texts(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_it_names_the_version_and_every_component(qtbot):
    shown = build_about()
    qtbot.addWidget(shown)
    assert f"KetGUI {__version__}" in texts(shown)
    (view,) = shown.findChildren(TableView)
    model = view.model()
    names = {model.index(row, 0).data() for row in range(model.rowCount())}
    assert {"pandas", "numpy", "scipy"} <= {name.lower() for name in names}
    assert "failed" not in texts(shown)


def test_every_component_has_a_version_and_a_licence():
    assert [
        name for name, version, licence in list_components() if not version or not licence
    ] == []


def test_where_the_program_failed_is_shown(qtbot):
    shown = build_about("pairing.py, line 40")
    qtbot.addWidget(shown)
    assert "pairing.py, line 40" in texts(shown)
