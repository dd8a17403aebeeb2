"""The planned protocol as a table."""

from __future__ import annotations

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.treatment.planned_treatment import PlannedTreatment
from ketgui.domain.treatment.presets import KETAMINE_PRESETS, TMS_PRESETS
from ketgui.statistics.results.treatment.planned_protocol import PlannedProtocol

PAPER = AnalysisPlan(
    treatment=PlannedTreatment(
        tuple(preset.protocol for preset in TMS_PRESETS[:2]),  # type: ignore[misc]
        KETAMINE_PRESETS[0].protocol,  # type: ignore[arg-type]
    )
)


def test_the_planned_table_lists_what_nobody_reports(study_of):
    labels = [row.label.text for row in PlannedProtocol.compute(study_of(plan=PAPER)).rows()]
    for term in ("Motor threshold method", "Sessions per day", "Weight basis", "Concentration"):
        assert term in labels
    assert "Pulses per burst" not in labels


def test_the_planned_protocol_as_a_table(study_of):
    shown = PlannedProtocol.compute(study_of(plan=PAPER))
    assert shown.headers() == ("MagVenture", "Brainsway", "Ketamine")
    assert {len(row.cells) for row in shown.rows()} == {3}
    published = shown.as_dict()
    assert [one["derived"]["pulses_per_session"] for one in published["tms"]] == [3000, 1980]
    assert published["ketamine"]["derived"]["planned_infusions"] == 6
    empty = PlannedProtocol.compute(study_of())
    assert (empty.headers(), empty.rows()) == ((), ())
