"""What every statistic, table, figure and sentence keeps to, whatever the cohort."""

from __future__ import annotations

import doctest
import importlib
import json
import math
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from ketgui.domain.cohort import Cohort, apply_schema
from ketgui.domain.plan import AnalysisPlan
from ketgui.figures.catalogue import FIGURES
from ketgui.figures.spec import FigureSpec
from ketgui.reporting import analysis_json
from ketgui.reporting.files import take_steps, write_report
from ketgui.reporting.metadata import build_figure_metadata
from ketgui.reporting.request import ReportRequest
from ketgui.reporting.tables.csv_file import format_csv
from ketgui.reporting.tables.display_table import build_tables
from ketgui.reporting.tables.listing import list_records, translate_table_titles
from ketgui.statistics.analysis import Analysis, analyse
from ketgui.statistics.results import RESULTS
from ketgui.text import LANGUAGES, language
from tests.paragraphs import report_markdown, results_paragraph
from tests.stub_renderer import STUB

PACKAGE = Path(__file__).resolve().parent.parent / "ketgui"
PAIRS = {
    "one patient": [(30.0, 15.0)],
    "two patients": [(30.0, 15.0), (24.0, 25.0)],
    "all scores after missing": [(30.0, None), (25.0, None), (20.0, None)],
    "no score at all": [(None, None), (None, None)],
    "one missing": [(30.0, 15.0), (25.0, 20.0), (28.0, None), (31.0, 9.0)],
    "identical scores": [(20.0, 20.0)] * 5,
    "equal changes": [(30.0, 20.0), (25.0, 15.0), (40.0, 30.0)],
    "scores before of zero": [(0.0, 3.0), (0.0, 0.0), (12.0, 0.0)],
    "decimals": [(27.3, 14.9), (31.8, 27.1), (22.1, 23.4), (35.6, 20.3)],
}
ITEM_RATINGS = [
    {"patient_id": f"P0{n}", "scale": "madrs", "moment": moment, "score": 25.0 + n - 8 * after}
    | {f"item_{item}": float((n + item + after * n) % 7) for item in range(1, 11)}
    for n in range(1, 5)
    for after, moment in enumerate(("before", "after"))
]
EVENTS = [{"patient_id": "P01", "term": "dissociation"}, {"patient_id": "P01", "term": "=1|2"}]
CASES = ("empty", *PAIRS, "with events", "with bare tables", "another scale", "items", "example")
# As Python, numpy and pandas write what has no value; "none" is a word.
UNDEFINED = re.compile(r"\b(nan|NaN|None(?! of the )|inf|-inf|Infinity|NaT|Unavailable)\b|<NA>")


@pytest.fixture(scope="module", params=CASES)
def analysis(request, analysis_of, example) -> Analysis:
    if request.param == "empty":
        return analyse(Cohort(), AnalysisPlan())
    if request.param == "example":
        return example
    if request.param == "with events":
        return analysis_of(PAIRS["two patients"], adverse_events=EVENTS)
    if request.param == "with bare tables":
        bare = [{"patient_id": "P01"}]
        return analysis_of(
            PAIRS["two patients"], infusions=bare, tms_courses=bare, adverse_events=[]
        )
    if request.param == "another scale":
        return analysis_of([(6, 3), (5, 5), (7, 2)], AnalysisPlan(scale="cgi_s", remission_score=2))
    if request.param == "items":
        return analysis_of(PAIRS["decimals"], assessments=ITEM_RATINGS)
    return analysis_of(PAIRS[request.param])


MANY = 20_000
# Drawn of the ratings: a mark a patient would be twenty thousand of them.
RATING_FIGURES = [one for one in FIGURES if one.tab == "outcomes" or one.parts]
MOST_PRIMITIVES = 8000


@pytest.fixture(scope="module")
def crowd() -> Analysis:
    """Twenty thousand patients, some without a rating, with items, groups and an infusion."""
    chance = np.random.default_rng(11)
    ids = np.array([f"P{place:06d}" for place in range(MANY)])
    before = np.clip(np.round(chance.normal(28, 6, MANY)), 0, 60)
    after = np.clip(np.round(before - chance.normal(9, 6, MANY)), 0, 60)
    ratings = pd.DataFrame(
        {
            "patient_id": np.tile(ids, 2),
            "scale": "madrs",
            "moment": np.repeat(["before", "after"], MANY),
            "score": np.concatenate((before, after)),
        }
    )
    for item in range(1, 11):
        ratings[f"item_{item}"] = chance.integers(0, 7, 2 * MANY).astype(float)
    kept = ratings[chance.random(2 * MANY) > 0.02]
    patients = pd.DataFrame(
        {"patient_id": ids, "site": np.where(chance.random(MANY) < 0.4, "A", "B")}
    )
    start = pd.Timestamp("2024-01-08")
    given = pd.DataFrame({"patient_id": ids, "date": start, "dose_mg_per_kg": 0.5})
    cohort = Cohort(
        patients=apply_schema("patients", patients),
        assessments=apply_schema("assessments", kept),
        infusions=apply_schema("infusions", given),
        recorded=frozenset({"patients", "assessments", "infusions"}),
    )
    return analyse(cohort, AnalysisPlan(bayes_factor=True, mixed_model=True))


@pytest.mark.parametrize("kind", RESULTS, ids=lambda kind: kind.key)
def test_every_statistic_is_defined_of_very_many(kind, crowd):
    all_defined(crowd[kind].as_dict())
    all_defined(crowd[kind].rows())


@pytest.mark.parametrize("figure", RATING_FIGURES, ids=lambda figure: figure.key)
def test_figures_of_very_many_are_a_density(figure, crowd, spoken):
    spec = figure.build(crowd)
    tables = spec.make_tables()
    all_defined((spec.caption, [table.rows for table in tables]))
    sizes = ("x", "x0", "at", "paths", "outline")
    drawn = sum(
        len(value)
        for panel in spec.panels
        for drawn in panel.marks
        for name in sizes
        if isinstance(value := getattr(drawn, name, None), tuple)
    )
    assert drawn <= MOST_PRIMITIVES
    assert any(panel.marks for panel in spec.panels)


@pytest.fixture(params=LANGUAGES)
def spoken(request) -> Iterator[str]:
    with language(request.param):
        yield request.param


def leaves(value: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """Return every value inside, with the way to it."""
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from leaves(getattr(value, field.name), f"{place}.{field.name}")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, f"{place}[{key!r}]")
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value):
            yield from leaves(item, f"{place}[{number}]")
    else:
        yield place, value


def all_defined(value: Any) -> None:
    for place, leaf in leaves(value):
        assert not isinstance(leaf, np.ndarray), place
        if isinstance(leaf, float | np.floating):
            assert math.isfinite(leaf), place
        if isinstance(leaf, str):
            assert not UNDEFINED.search(leaf), f"{place}: {leaf}"


def test_results_are_all_there_and_have_no_undefined_number(analysis):
    assert set(analysis.results) == set(RESULTS)
    for kind in RESULTS:
        all_defined(analysis[kind].as_dict())
        all_defined(analysis[kind].rows())


def test_rows_are_as_wide_as_their_headers(analysis):
    for kind in RESULTS:
        result = analysis[kind]
        for row in result.rows():
            assert len(row.cells) == len(result.headers()), kind.key


def test_every_reason_is_a_sentence_without_its_full_stop(analysis):
    for kind in RESULTS:
        for place, leaf in leaves(analysis[kind].as_dict()):
            if place.endswith(".reason"):
                assert leaf, place
                assert not leaf.endswith("."), place


def test_keys_and_titles():
    for registry in (RESULTS, FIGURES):
        keys = [entry.key for entry in registry]
        assert len(keys) == len(set(keys))
        assert all(re.fullmatch(r"[a-z][a-z0-9_]*", key) for key in keys)
        assert all(entry.title for entry in registry)


def test_tables_are_rectangles_of_words(analysis, spoken):
    for table in build_tables(analysis):
        assert len(table.headers) == len(table.numeric), table.key
        for row in table.rows:
            assert len(row) == len(table.headers), table.key
            assert row[0], f"{table.key}: a row without a label"
        all_defined((table.title, table.headers, table.rows))


def test_tables_are_csv_that_runs_nothing(analysis):
    for table in build_tables(analysis):
        for line in format_csv(table).splitlines():
            assert not re.search(r'(^|,)"?[=+@-]', line), line


def test_json_is_json(analysis, spoken):
    numbers = json.loads(analysis_json.write_json(analysis))
    for place, leaf in leaves(numbers):
        assert not isinstance(leaf, float) or math.isfinite(leaf), place
    for values in objects(numbers):
        missing = [name for name, value in values.items() if value is None]
        assert bool(missing) == ("reason" in values), missing


def objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from objects(item)


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.key)
def test_figures_are_whole(figure, analysis, spoken):
    spec = figure.build(analysis)
    assert spec.key == figure.key
    assert spec.title
    assert spec.caption
    assert spec.summary
    assert spec.panels
    assert spec.columns >= 1
    assert 0.2 <= spec.height_ratio <= 3
    all_defined(spec)
    for panel in spec.panels:
        assert panel.marks or panel.reason
        assert panel.x.low < panel.x.high
        assert panel.y.low < panel.y.high
    for table in spec.make_tables():
        assert table.title
        assert len(table.numeric) in (0, len(table.headers))
        all_defined(table)
        for row in table.rows:
            assert len(row) == len(table.headers)


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.key)
def test_marks_of_one_look_are_of_one_length(figure, analysis):
    for panel in figure.build(analysis).panels:
        for drawn in panel.marks:
            lengths = {
                len(getattr(drawn, name))
                for name in ("x", "y", "x0", "x1", "y0", "y1", "at", "low", "high", "paths")
                if isinstance(getattr(drawn, name, None), tuple)
            }
            assert len(lengths) <= 1, drawn
            for name in ("ids", "hover"):
                given = getattr(drawn, name, ())
                assert not given or len(given) in lengths, drawn


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.key)
def test_figures_of_the_example_say_that_it_is_invented(figure, example, spoken):
    spec = figure.build(example)
    assert "invent" in spec.note.lower()
    metadata = build_figure_metadata(example, spec)
    assert spec.note in metadata["Description"]
    assert metadata["Source"].startswith("sha256 ")
    assert example.plan.summarise() in metadata["Description"]


def test_figures_change_their_words_with_the_language(example):
    def said(code: str) -> list[FigureSpec]:
        with language(code):
            return [figure.build(example) for figure in FIGURES]

    for english, french in zip(said("en"), said("fr"), strict=True):
        assert english.caption != french.caption
        assert len(english.panels) == len(french.panels)


def test_the_paragraph_leaks_nothing(analysis, spoken):
    words = results_paragraph(analysis)
    assert bool(words) == bool(analysis.cohort.enrolled)
    assert not UNDEFINED.search(words)
    assert "  " not in words
    assert ".." not in words


def test_the_report_is_written(analysis, spoken, tmp_path):
    take_steps(write_report(analysis, ReportRequest(documents=("md",)), STUB, tmp_path))
    written = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert {"analysis.json", "results.md"} <= written
    assert {f"{kind.key}.csv" for kind in RESULTS} <= written
    assert not UNDEFINED.search(report_markdown(analysis))


def test_the_tables_of_the_cohort_are_listed(analysis, spoken):
    for table in translate_table_titles():
        listed = list_records(analysis, table)
        assert len(listed) == len(analysis.cohort.get_table(table))
        for row in range(len(listed)):
            for column in range(len(listed.headers)):
                assert not UNDEFINED.search(listed.text(row, column))


MODULES = [
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
    for path in sorted(PACKAGE.rglob("*.py"))
    if path.name != "__init__.py" and ">>>" in path.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_run(name):
    found = doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS)
    assert found.attempted
    assert not found.failed
