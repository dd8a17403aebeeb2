from __future__ import annotations

import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.reporting.paragraphs.prose import describe_change
from ketgui.reporting.paragraphs.sentences import compose_sentences
from ketgui.reporting.paragraphs.style import (
    format_correlation,
    format_mean_sd,
    format_p_value,
    format_t_test,
    use_style,
)
from ketgui.reporting.tables.display_table import build_tables
from ketgui.text import language

NB = "\u00a0"
CI = f"IC{NB}à{NB}95{NB}%{NB}: "


@pytest.mark.parametrize(
    ("key", "code", "test", "r", "mean"),
    [
        ("plain", "en", "t(20) = 7.212, p < .001", ".77", f"27.6{NB}±{NB}6.4"),
        ("apa", "en", "t(20) = 7.21, p < .001", ".77", "27.6 (SD = 6.4)"),
        ("journal", "en", "t = 7.212, df = 20, p < 0.001", "0.77", f"27.6{NB}±{NB}6.4"),
        ("plain", "fr", "t(20) = 7,212, p\u00a0<\u00a00,001", "0,77", f"27,6{NB}±{NB}6,4"),
        ("apa", "fr", "t(20) = 7,21, p\u00a0<\u00a00,001", "0,77", "27,6 (ÉT\u00a0=\u00a06,4)"),
        ("journal", "fr", "t = 7,212, df = 20, p\u00a0<\u00a00,001", "0,77", f"27,6{NB}±{NB}6,4"),
    ],
)
def test_a_statistic_in_each_style_and_language(key, code, test, r, mean):
    with language(code), use_style(key):
        assert format_t_test(7.21237, 20, 5.6e-7) == test
        assert format_correlation(0.7669) == r
        assert format_mean_sd(27.619, 6.446) == mean


@pytest.mark.parametrize(
    ("p", "apa", "journal"),
    [
        (0.0312, "p = .031", "p = 0.031"),
        (1.0, "p > .999", "p > 0.999"),
        (0, "p < .001", "p < 0.001"),
    ],
)
def test_p_is_never_zero_or_one(p, apa, journal):
    with use_style("apa"):
        assert format_p_value(p) == apa
    with use_style("journal"):
        assert format_p_value(p) == journal


def test_a_negative_coefficient_keeps_its_sign():
    with use_style("journal"):
        assert format_correlation(-0.5) == "−0.50"
        assert format_correlation(1.0) == "1.00"


def test_a_style_ends_with_its_block_and_an_unknown_one_is_refused():
    with pytest.raises(ValueError, match="no such style"), use_style("apa"), use_style("mla"):
        pass
    assert format_correlation(-0.5) == "−.50"


def test_sentences_and_tables_are_of_one_style(analysis_of):
    analysis = analysis_of([(30, 15), (25, 20), (40, 30), (28, 27)], AnalysisPlan())
    for key in ("plain", "apa", "journal"):
        with use_style(key):
            zero = "p = 0." if key == "journal" else "p = ."
            cells = [cell for t in build_tables(analysis) for row in t.rows for cell in row]
            assert zero in describe_change(analysis)
            assert any(zero in cell for cell in cells)
            other = "p = ." if key == "journal" else "p = 0."
            assert not any(other in cell for cell in cells)


@pytest.mark.parametrize(
    ("key", "code", "said"),
    [
        ("plain", "en", f"4/21 (19.0{NB}%; 95{NB}% CI 5.4 to 41.9{NB}%)"),
        ("apa", "en", "4/21 (19.0%; 95% CI [5.4, 41.9])"),
        ("journal", "en", "4/21 (19.0%; 95% CI 5.4 to 41.9%)"),
        (
            "plain",
            "fr",
            f"4 patients sur 21 (19,0{NB}%; {CI}5,4 à 41,9{NB}%)",
        ),
        (
            "apa",
            "fr",
            f"4 patients sur 21 (19,0{NB}%; {CI}[5,4{NB}; 41,9])",
        ),
    ],
)
def test_every_interval_of_a_report_is_written_in_one_way(example, key, code, said):
    with language(code), use_style(key):
        words = " ".join(one.text for one in compose_sentences(example))
    assert said in words
    assert ("[" in words) == (key == "apa")
    assert (f"{NB}%" in words) == (key == "plain" or code == "fr")
