"""How complete the protocols are, and links to what is missing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.views.protocol.actions import begin_from

pytestmark = pytest.mark.usefixtures("example_is_open")


def test_what_is_missing_leads_to_its_field(qtbot, window, planned):
    begin_from(qtbot, window, planned._tms, 1)
    tab = window.pages.get_tab(1)
    meter = tab.completeness
    assert "tms:0:sessions" in meter.missing.text()
    assert "TMS 1 MagVenture" in meter.missing.text()
    assert meter.missing.textFormat() == Qt.TextFormat.RichText
    assert f"{meter.meter.value()} of {meter.meter.maximum()} reported." == meter.share.text()
    tab.views.setCurrentWidget(tab.methods)
    meter.missing.linkActivated.emit("ketamine:0:weeks")
    assert tab.views.currentWidget() is planned
    assert planned._ketamine.fields.editors["weeks"] is planned.focusWidget()


def test_a_link_without_a_plan_begins_one_from_what_was_recorded(qtbot, window, planned):
    meter = window.pages.get_tab(1).completeness
    assert "tms:1:sessions" in meter.missing.text()
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000) as told:
        meter.missing.linkActivated.emit("tms:1:sessions")
    treatment = told.args[0].plan.treatment
    assert [one.stimulator for one in treatment.tms] == ["MagVenture", "Brainsway"]
    assert treatment.ketamine.dose_mg_per_kg == 0.5
    assert planned._tms.fields.editors["stimulator"].text() == "Brainsway"
    assert planned._tms.fields.editors["sessions"] is planned.focusWidget()
    assert planned.start_links.isHidden()
