"""The report request: what is chosen, in TOML and back, and what it gives."""

from __future__ import annotations

import tomllib
from dataclasses import fields, replace

import pytest
import tomli_w

from ketgui.figures.catalogue import MAIN_FIGURES
from ketgui.figures.composition import Composition
from ketgui.figures.panel_edits import PanelEdit
from ketgui.figures.style import FigureStyle
from ketgui.reporting.request import OPTIONS, ReportRequest
from ketgui.reporting.request_options import READERS, RequestError

STYLE = FigureStyle(90.0, 600, 8.0, "grey", 2.0, "Baseline", "Day 14", "fr")
EDITS = (PanelEdit("waterfall", y_label="Écart, “en %”", y_range=(-80.0, 20.5)),)
COMPOSITION = Composition(
    ("waterfall", "raincloud"), 1, False, "Ours", "-5 points: as seen.", EDITS
)
WHOLE = replace(
    ReportRequest().with_figure(COMPOSITION, STYLE),
    figures=("waterfall", "scatter"),
    documents=("docx", "md"),
    formats=(),
    style="apa",
    paper="letter",
    language="fr",
    history=True,
    supplement=True,
)


def test_every_attribute_has_an_option_and_every_option_is_read():
    assert set(OPTIONS.values()) == {one.name for one in fields(ReportRequest)}
    assert set(OPTIONS) == set(READERS)
    assert all(getattr(WHOLE, name) is not None for name in OPTIONS.values())


@pytest.mark.parametrize("request_", [WHOLE, ReportRequest(), ReportRequest(documents=("pdf",))])
def test_a_request_goes_through_toml_and_back(request_):
    text = tomli_w.dumps(request_.as_dict())
    assert ReportRequest.from_dict(tomllib.loads(text)) == request_


def test_what_was_not_chosen_is_not_written():
    assert ReportRequest().as_dict() == {}
    assert ReportRequest(formats=(), letters=False).as_dict() == {
        "formats": "none",
        "letters": "no",
    }


def test_what_can_be_read_is_kept_beside_what_cannot():
    request, problems = ReportRequest.salvage({"compose": "pie", "dpi": 72, "colour": "red"})
    assert request == ReportRequest(dpi=72)
    assert list(problems) == ["compose", "colour"]


def test_an_option_that_cannot_be_read_is_refused():
    with pytest.raises(RequestError, match="there is no figure pie"):
        ReportRequest.from_dict({"dpi": 72, "compose": "pie"})


def test_defaults_fill_only_what_was_not_chosen():
    chosen = ReportRequest(formats=(), before="", dpi=72)
    default = ReportRequest(formats=("png",), before="Start", dpi=300, paper="a4")
    assert chosen.complete(default) == replace(chosen, paper="a4")


def test_a_figure_is_kept_without_its_defaults_and_given_back():
    assert WHOLE.composition == COMPOSITION
    assert WHOLE.figure_style == STYLE
    plain = ReportRequest(paper="a4").with_figure(Composition(("waterfall",)), FigureStyle())
    assert plain == ReportRequest(panels=("waterfall",), columns=2, letters=True, paper="a4")
    assert plain.composition == Composition(("waterfall",))
    assert plain.figure_style == FigureStyle()


def test_another_figure_takes_the_place_of_the_one_before():
    again = WHOLE.with_figure(Composition(), FigureStyle())
    assert again.composition == Composition()
    assert again.figure_style == FigureStyle()
    assert again.figures == WHOLE.figures


def test_the_figure_part_holds_the_figure_alone():
    part = WHOLE.figure_part
    assert part.composition == COMPOSITION
    assert part.figure_style == STYLE
    assert part == ReportRequest().with_figure(COMPOSITION, STYLE)


def test_nothing_chosen_composes_nothing_and_gives_the_main_figures(example):
    assert ReportRequest().composition is None
    keys = [figure.key for figure in ReportRequest().select_figures()]
    assert keys == [figure.key for figure in MAIN_FIGURES]
    composed, *_others = WHOLE.select_figures()
    assert composed.build(example) == COMPOSITION.build(example, STYLE)
