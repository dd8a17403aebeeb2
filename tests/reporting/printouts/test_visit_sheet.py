"""A sheet has a numbered box for each item, the planned infusion, and the clinic's own events."""

from __future__ import annotations

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.scales import SCALES, get_scale
from ketgui.domain.treatment.ketamine import KetamineProtocol
from ketgui.domain.treatment.planned_treatment import PlannedTreatment
from ketgui.reporting.paper import PAPERS
from ketgui.reporting.printouts.page import MARGIN_MM, Box, PrintedPage, Text
from ketgui.reporting.printouts.visit_sheet import VisitSheet, lay_out_sheet

PLANNED = PlannedTreatment(
    ketamine=KetamineProtocol(
        dose_mg_per_kg=0.5, duration_minutes=40.0, concentration_mg_per_ml=1.0
    )
)
PLAN = AnalysisPlan(treatment=PLANNED)
TERMS = ("dissociation", "dissociatif", "nausea", "headache")


def words(page: PrintedPage) -> list[str]:
    return [mark.words for mark in page.marks if isinstance(mark, Text) and mark.words]


def boxes(page: PrintedPage) -> list[Box]:
    return [mark for mark in page.marks if isinstance(mark, Box)]


def test_items_are_numbers_and_boxes_alone():
    for scale in (s for s in SCALES if s.item_count):
        page = lay_out_sheet(VisitSheet(PLAN, scales=(scale,)))
        shown = words(page)
        assert [w for w in shown if w.isdigit()] == [str(n + 1) for n in range(scale.item_count)]
        assert not [name for name in scale.items if name in shown]
        # A box an item, one for the total, and four in the head.
        assert len(boxes(page)) == scale.item_count + 1 + 4


def test_the_planned_infusion_and_the_dose_of_the_last_weight_are_printed():
    page = lay_out_sheet(VisitSheet(PLAN, has_infusion=True, infusion_number=3, weight_kg=70.0))
    shown = words(page)
    assert {"3", "0.5", "40"} <= set(shown)
    # 70 kg at 0.5 mg/kg are 35 mg; at 1 mg/mL over 40 min they run in at 52.5 mL/h.
    dose = next(w for w in shown if w.startswith("At the last weight"))
    assert "35" in dose
    assert "52.5" in dose


def test_events_are_the_clinics_own_list_each_once():
    shown = words(lay_out_sheet(VisitSheet(PLAN, terms=TERMS)))
    assert [term for term in TERMS if term in shown] == ["dissociation", "nausea", "headache"]
    assert {"Mild", "Moderate", "Severe", "Serious", "Related"} <= set(shown)
    assert "Death" not in shown


def test_everything_fits_on_every_paper():
    scales = (get_scale("madrs"), get_scale("phq9"))
    many = tuple(f"event {n}" for n in range(60))
    for paper in PAPERS:
        sheet = VisitSheet(PLAN, "study", "P01", "Infusion 1", scales, True, 1, 70, many, paper.key)
        page = lay_out_sheet(sheet)
        for mark in (*boxes(page), *(m for m in page.marks if isinstance(m, Text))):
            assert mark.x >= MARGIN_MM
            assert mark.x + mark.width <= paper.width_mm - MARGIN_MM + 0.01
            assert mark.y + 4 <= paper.height_mm - MARGIN_MM / 2
