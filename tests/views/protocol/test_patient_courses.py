"""Both treatments of each patient, and the infusions of one."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.usefixtures("example_is_open")


def test_every_infusion_of_the_chosen_patient_is_listed(qtbot, window):
    tab = window.pages.get_tab(1)
    view = tab.patients
    tab.views.setCurrentWidget(view)
    assert view.model.rowCount() == 6
    view.patients.selectRow(2)
    assert view._title.text() == "Infusions of SYN03"
    assert [view.model.text(row, 1) for row in (0, 5)] == ["2021-02-08", "2021-02-19"]
    with qtbot.waitSignal(tab.patient_wanted) as told:
        view.patients.doubleClicked.emit(view.patients.model().index(4, 3))
    assert told.args == ["SYN05"]
