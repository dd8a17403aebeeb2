from __future__ import annotations

from ketgui.domain.edits import PatientExclusion, apply_edits
from ketgui.domain.plan import AnalysisPlan
from ketgui.figures.catalogue.patients import patient_flow
from ketgui.figures.page import estimate_width_mm
from ketgui.figures.spec import Bars, DirectLabel, Lines
from ketgui.statistics.analysis import analyse
from ketgui.text import NO_BREAK_SPACE


def words_of(spec) -> list[str]:
    return [
        mark.text.replace(NO_BREAK_SPACE, " ").strip()
        for mark in spec.panels[0].marks
        if isinstance(mark, DirectLabel)
    ]


def test_nobody_left_out_is_three_boxes(example):
    spec = patient_flow.build(analyse(example.cohort, AnalysisPlan()))
    assert words_of(spec) == [
        "In the files (n = 21)",
        "Enrolled (n = 21)",
        "TMS failed (n = 21)",
        "Infused (n = 21)",
        "Analysed (n = 21)",
    ]


def test_each_reason_stands_in_the_box_beside(example):
    reasons = ["withdrew consent", "other protocol", "other protocol", "r" * 90]
    edits = [PatientExclusion(f"SYN0{n}", reason) for n, reason in enumerate(reasons, 1)]
    edits += [PatientExclusion(f"SYN{n}", f"reason {n}") for n in range(10, 16)]
    spec = patient_flow.build(analyse(apply_edits(example.cohort, edits), AnalysisPlan()))
    words = words_of(spec)
    assert words[1:4] == ["Excluded (n = 10)", "other protocol (n = 2)", "withdrew consent (n = 1)"]
    # A reason of one endless word is shortened, and broken so that it stays in its box.
    assert "".join(words[4:8]).startswith("r" * 59 + "…")
    assert max(map(estimate_width_mm, words)) < 0.5 * 90
    assert "other reasons (n = 3)" in words
    boxes = [mark for mark in spec.panels[0].marks if isinstance(mark, Bars)]
    assert len(boxes) == 4
    (table,) = spec.make_tables()
    assert ("Excluded", "10") in table.rows
    arrows = [mark for mark in spec.panels[0].marks if isinstance(mark, Lines)]
    assert len(arrows) == 3
    assert all(mark.arrow for mark in arrows)
    for box in boxes:
        assert spec.panels[0].y.low < box.y0[0] < box.y1[0] <= spec.panels[0].y.high
