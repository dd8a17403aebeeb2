from __future__ import annotations

import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.reporting.paragraphs.prose import describe_change
from ketgui.reporting.paragraphs.sentences import compose_sentences
from ketgui.reporting.paragraphs.style import (
    STYLES,
    format_limits,
    format_mean_sd,
    format_share,
    format_t_test,
    use_style,
)
from ketgui.reporting.tables.display_table import build_tables
from ketgui.text import correlation, language, mean_sd, p_value, percent

NB = "\u00a0"
CI = f"IC{NB}à{NB}95{NB}%{NB}: "


@pytest.mark.parametrize(
    ("key", "code", "test", "r", "mean"),
    [
        ("plain", "en", "t(20) = 7.212, p < .001", ".77", f"27.6{NB}±{NB}6.4"),
        ("apa", "en", "t(20) = 7.21, p < .001", ".77", "27.6 (SD = 6.4)"),
        ("journal", "en", "t = 7.212, df = 20, p < 0.001", "0.77", f"27.6{NB}±{NB}6.4"),
        ("ama", "en", "t_20 = 7.21; P < .001", "0.77", "27.6 (SD, 6.4)"),
        ("plain", "fr", "t(20) = 7,212, p\u00a0<\u00a00,001", "0,77", f"27,6{NB}±{NB}6,4"),
        ("apa", "fr", "t(20) = 7,21, p\u00a0<\u00a00,001", "0,77", "27,6 (ÉT\u00a0=\u00a06,4)"),
        ("ama", "fr", "t_20 = 7,21; p\u00a0<\u00a00,001", "0,77", "27,6 (ÉT\u00a0=\u00a06,4)"),
        ("journal", "fr", "t = 7,212, df = 20, p\u00a0<\u00a00,001", "0,77", f"27,6{NB}±{NB}6,4"),
    ],
)
def test_a_statistic_in_each_style_and_language(key, code, test, r, mean):
    with language(code), use_style(key):
        assert format_t_test(7.21237, 20, 5.6e-7) == test
        assert correlation(0.7669) == r
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
        assert p_value(p) == apa
    with use_style("journal"):
        assert p_value(p) == journal


def test_a_negative_coefficient_keeps_its_sign():
    with use_style("journal"):
        assert correlation(-0.5) == "−0.50"
        assert correlation(1.0) == "1.00"


def test_a_style_ends_with_its_block_and_an_unknown_one_is_refused():
    with pytest.raises(ValueError, match="no such style"), use_style("apa"), use_style("mla"):
        pass
    assert correlation(-0.5) == "−.50"


def test_sentences_and_tables_are_of_one_style(analysis_of):
    analysis = analysis_of([(30, 15), (25, 20), (40, 30), (28, 27)], AnalysisPlan())
    for key in ("plain", "apa", "journal"):
        with use_style(key):
            zero = "0." if key == "journal" else "."
            rows = [row for table in build_tables(analysis) for row in table.rows]
            assert f"p = {zero}" in describe_change(analysis)
            # The label says that the number is a p value.
            assert next(row[1] for row in rows if row[0] == "p of t").startswith(zero)


@pytest.mark.parametrize(
    ("key", "share", "interval", "spread"),
    [
        ("plain", "19.0%", "95% CI 5.4 to 41.9%", f"27.6{NB}±{NB}6.4"),
        ("apa", "19.0%", "95% CI [5.4, 41.9]", "27.6 (6.4)"),
        ("journal", f"19.0{NB}%", f"95{NB}% CI 5.4 to 41.9{NB}%", f"27.6{NB}±{NB}6.4"),
        ("ama", "19.0%", "95% CI, 5.4%-41.9%", "27.6 (6.4)"),
    ],
)
def test_percentages_intervals_and_cells_of_a_style(example, key, share, interval, spread):
    with use_style(key):
        words = " ".join(sentence.text for sentence in compose_sentences(example))
        assert percent(19.0476) == share
        assert mean_sd(27.619, 6.446) == spread
    assert share in words
    assert interval in words
    assert ("[" in words) == (key == "apa")
    assert (f"{NB}%" in words) == (key == "journal")


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.key)
def test_french_keeps_its_own_typography_in_every_style(example, style):
    with language("fr"), use_style(style.key):
        words = " ".join(sentence.text for sentence in compose_sentences(example))
    assert f"19,0{NB}%" in words
    assert f"{CI}" in words
    assert f"p{NB}<{NB}0,001" in words
    assert "0,0%" not in words


@pytest.mark.parametrize(
    ("p", "written"),
    [
        (0.0312, "P = .03"),
        (0.0312e-1, "P = .003"),
        (0.046, "P = .046"),
        (0.2, "P = .20"),
        (0.997, "P > .99"),
        (1e-9, "P < .001"),
    ],
)
def test_ama_shortens_p_unless_that_would_cross_a_bound(p, written):
    with use_style("ama"):
        assert p_value(p) == written


def test_ama_joins_negative_limits_with_a_word():
    with use_style("ama"):
        limits = format_limits("95% CI", (-0.93, 0.04), 2, of_coefficient=True)
    assert limits == "95% CI, −0.93 to 0.04"


@pytest.mark.parametrize(
    ("count", "n", "english", "french"),
    [
        (0, 3, "none of three patients (0.0%)", "aucun des trois patients (0,0\u00a0%)"),
        (1, 3, "one of three patients (33.3%)", "un patient sur trois (33,3\u00a0%)"),
        (2, 12, "two of 12 patients (16.7%)", "deux patients sur 12 (16,7\u00a0%)"),
        (0, 1, "no patient (0.0%)", "aucun patient (0,0\u00a0%)"),
        (1, 1, "the only patient counted (100.0%)", "le seul patient compté (100,0\u00a0%)"),
    ],
)
def test_a_share_of_nobody_of_one_and_of_many(count, n, english, french):
    assert format_share(count, n) == english
    with language("fr"):
        assert format_share(count, n) == french
