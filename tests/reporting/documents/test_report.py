"""The content of the report, in the order of an article."""

from __future__ import annotations

import io
import re

import docx
import pytest

from ketgui.domain.cohort import Cohort
from ketgui.domain.plan import AnalysisPlan
from ketgui.figures.catalogue import MAIN_FIGURES
from ketgui.figures.catalogue.outcomes import raincloud, waterfall
from ketgui.reporting.documents.markdown import format_markdown
from ketgui.reporting.documents.model import (
    FigureBlock,
    Heading,
    TableBlock,
)
from ketgui.reporting.documents.report import build_report, build_result_tables
from ketgui.reporting.documents.web import build_web_page
from ketgui.reporting.documents.word import build_word_file
from ketgui.reporting.paragraphs.sentence_edits import SentenceEdits
from ketgui.reporting.paragraphs.sentences import compose_sentences
from ketgui.reporting.paragraphs.style import use_style
from ketgui.statistics.analysis import analyse
from ketgui.text import language, number
from tests.reporting.documents.drawings import CHOSEN, NB, drawn


def test_the_parts_come_in_the_order_of_an_article(example):
    found = [b.text for b in build_report(example).blocks if isinstance(b, Heading)]
    assert found == [
        "Methods", "Treatment", "Outcomes", "Statistics", "Results", "Patients", "Safety",
        "Effect", "Discussion", "Limitations to consider", "Software", "Figures",
        "Supplementary tables", "Supplementary figures", "Reporting lists",
    ]  # fmt: skip
    first = next(b for b in build_report(example).blocks if isinstance(b, TableBlock))
    assert (first.label, first.table.key) == ("Table 1", "demographics")
    figures = [b for b in build_report(example).blocks if isinstance(b, FigureBlock)]
    labels = ["Figure 1", *(f"Figure S{place}" for place in range(1, len(figures)))]
    assert [b.label for b in figures] == labels
    # The example holds no item scores: a figure of nothing but its reason is left out.
    assert "item_heat_map" not in {b.key for b in figures}
    # What is a panel of Figure 1 does not stand there twice.
    assert not {"before_after", "demographics"}.intersection(b.key for b in figures)
    tables = [b for b in build_report(example).blocks if isinstance(b, TableBlock)]
    assert next(b.label for b in tables if b.table.key == "robust_change") == "Table S7"


def test_single_figures_stand_in_the_article_where_none_is_put_together(example):
    document = build_report(example, (waterfall.FIGURE, raincloud.FIGURE))
    labels = [b.label for b in document.blocks if isinstance(b, FigureBlock)]
    assert labels == ["Figure 1", "Figure 2"]


def test_a_figure_is_as_wide_as_it_is_asked_for_where_the_page_has_the_room(example):
    for asked, shown in ((90.0, 90.0), (180.0, 160.0)):
        document = build_report(example, MAIN_FIGURES[:1], drawn, width_mm=asked)
        (block,) = (b for b in document.blocks if isinstance(b, FigureBlock))
        assert block.width_mm == shown


def test_events_are_told_in_sum_by_class_and_by_severity(example, analysis_of):
    keys = [table.key for table in build_report(example).tables if "events" in table.key]
    assert keys == ["adverse_events_soc_term", "adverse_events_summary", "adverse_events_severity"]
    silent = build_report(analysis_of([(30, 15)]))
    assert not [table.key for table in silent.tables if "events" in table.key]


def test_no_patient_stands_in_a_line_of_a_document_but_in_the_workbook(example):
    assert "SYN07" not in format_markdown(build_report(example))
    assert any(
        "SYN07" in cell for t in build_result_tables(example) for row in t.rows for cell in row
    )


def test_the_body_has_four_tables_and_the_supplement_figures_of_half_a_page(example):
    blocks = build_report(example).blocks
    body = [b.table.key for b in blocks if isinstance(b, TableBlock) and not b.supplements]
    assert body == [
        "demographics", "exposure", "adverse_events_soc_term", "secondary_outcomes",
    ]  # fmt: skip
    figures = [b for b in blocks if isinstance(b, FigureBlock) and b.supplements]
    assert len(figures) > 10
    assert max(block.height_mm for block in figures) <= 90 + 1e-9
    # Of one scale both ways, it keeps its shape.
    (scatter,) = (block for block in figures if block.key == "scatter")
    assert scatter.width_mm == pytest.approx(scatter.height_mm)


def test_what_shows_one_patient_supplements_nothing(example):
    keys = {b.key for b in build_report(example).blocks if isinstance(b, FigureBlock)}
    assert "swimmer" in keys
    assert "adverse_event_timeline" not in keys


def test_intervals_are_named_below_the_tables_that_hold_them(example):
    notes = {table.key: table.note for table in build_report(example).tables}
    assert notes["paired_change"] == "Intervals: 95% CI."
    assert notes["outcomes"] == "Intervals: 95% CI (Clopper–Pearson)."
    assert notes["demographics"] == ""


def test_a_document_stays_in_its_language_whoever_writes_it(example):
    with language("fr"):
        document = build_report(example, MAIN_FIGURES, drawn)
        spoken_there = [
            make(document) for make in (build_word_file, build_web_page, format_markdown)
        ]
    assert [
        make(document) for make in (build_word_file, build_web_page, format_markdown)
    ] == spoken_there


def test_without_a_hand_that_draws_the_captions_stay(example):
    document = build_report(example, CHOSEN)
    assert b"image/png" not in build_web_page(document).encode()
    read = docx.Document(io.BytesIO(build_word_file(document)))
    assert not read.inline_shapes
    assert any(p.text.startswith("Figure S2. ") for p in read.paragraphs)


def test_numbers_follow_the_language_and_the_style(example, spoken):
    with use_style("journal"):
        text = format_markdown(build_report(example))
    assert f"{number(27.619)}{NB}±" in text
    assert {"en": "p < 0.001", "fr": "p\u00a0<\u00a00,001"}[spoken] in text
    numbers = re.sub(r"KetGUI.*|doi .*", "", text)
    assert not re.search({"en": r"\d,\d", "fr": r"\d\.\d"}[spoken], numbers)


def test_what_the_user_wrote_stands_in_the_place_of_the_sentence(example):
    found = {s.key: s for s in compose_sentences(example)}
    edits = SentenceEdits().rewrite(found["results.change"], "Scores fell by nine points.")
    edits = edits.rewrite(found["statistics.software"], "")
    text = format_markdown(build_report(example, (), None, edits)).partition("## Discussion")[0]
    assert "Scores fell by nine points." in text
    assert found["results.change"].text not in text
    assert "Analyses were run in" not in text


def test_an_empty_cohort_has_no_methods_and_no_limitation():
    nothing = build_report(analyse(Cohort(), AnalysisPlan()), ())
    headings = [b.text for b in nothing.blocks if isinstance(b, Heading)]
    assert "Methods" not in headings
    assert "Discussion" not in headings
