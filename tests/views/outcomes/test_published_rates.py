"""The table of published rates."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.acting import visit

pytestmark = pytest.mark.usefixtures("example_is_open")


def test_published_rates_are_edited_and_kept_in_the_plan(qtbot, window):
    outcomes = visit(window, 3)
    table, model = outcomes.published_rates, outcomes.published_rates.model

    def told(act):
        with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000):
            act()
        return [model.index(model.rowCount() - 1, c).data() for c in range(model.columnCount())]

    assert model.index(0, 1).data() == model.index(1, 1).data() == "19.0"
    assert model.index(1, 1).data(Qt.ItemDataRole.EditRole) == "19"
    assert model.index(2, 3).data() == "scale, infusions, dose"
    last = model.rowCount()
    assert told(table.add)[0] == "New study"
    assert told(lambda: model.setData(model.index(last, 1), "40,5"))[1] == "40.5"
    assert told(lambda: model.setData(model.index(last, 5), "MADRS"))[5] == "MADRS"
    assert told(lambda: model.setData(model.index(last, 6), "6"))[6] == "6"
    assert told(lambda: model.setData(model.index(last, 7), "0.5"))[3] == ""
    assert window.session.plan.published[-1].response == 40.5
    assert "published rates" in window.session.history.lines[-1]
    for typed, said in (("many", "Not a number"), ("140", "between 0 and 100")):
        assert not model.setData(model.index(last, 1), typed)
        assert said in table._error.text()
    for typed in ("6.5", "inf", "nan"):
        assert not model.setData(model.index(last, 6), typed)
        assert "Not a number" in table._error.text()
    table.view.setCurrentIndex(model.index(last, 0))
    assert told(table.remove)[0] == "Lii 2023"
    told(lambda: model.setData(model.index(1, 0), "Other"))
    assert told(table.restore)[0] == "Lii 2023"
    assert model.index(1, 0).data() == "Payette 2023"
