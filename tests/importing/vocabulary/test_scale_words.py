"""Unusual names of scales: slips, short forms and means of raters."""

from __future__ import annotations

import pytest

from ketgui.importing.vocabulary.scale_words import (
    correct_scale_name,
    drop_mean_of_raters,
    find_short_form,
    is_mean_of_raters,
)
from ketgui.importing.vocabulary.timepoints import part_words, read_header


@pytest.mark.parametrize("word", ["mards", "madsr", "mdars", "amdrs", "maddrs", "madrss", "caddss"])
def test_exchanged_and_doubled_letters_are_corrected(word: str) -> None:
    assert correct_scale_name(word) in ("madrs", "cadss")


@pytest.mark.parametrize(
    "word", ["madres", "mars", "shape", "cards", "marsd1", "madrs", "phq", "hamilton", "ward"]
)
def test_other_words_stay(word: str) -> None:
    assert correct_scale_name(word) == word


@pytest.mark.parametrize("header", ["MARDS before", "MADSR_pre", "score MDARS avant", "Maddrs T0"])
def test_a_misspelt_scale_is_likely_and_not_certain(header: str) -> None:
    rating = read_header(header)
    assert (rating.scale, rating.certainty) == ("madrs", "ambiguous")


@pytest.mark.parametrize(
    ("header", "title"),
    [("MADRS-6 pre", "MADRS-6"), ("MADRS6_post", "MADRS-6"), ("MADRS 6 items", "MADRS-6"),
     ("MADRS-6", "MADRS-6"), ("IDS before", "IDS"), ("IDS_30 total", "IDS")],
)  # fmt: skip
def test_short_forms_are_scales_of_their_own(header: str, title: str) -> None:
    rating = read_header(header)
    assert (rating.title, rating.certainty, rating.scale) == (title, "unknown", "")


@pytest.mark.parametrize(
    "header", ["madrs_6", "MADRS 6 weeks", "MADRS_6h", "MADRS visit 6", "Patient IDs", "ids"]
)
def test_items_visits_and_ids_are_no_short_forms(header: str) -> None:
    assert find_short_form(part_words(header), header) is None


@pytest.mark.parametrize(
    "text",
    ["mean of both raters", "moyenne des deux evaluateurs", "average of raters", "moy evaluateurs",
     "mean of the two raters", "media de los evaluadores"],
)  # fmt: skip
def test_a_mean_of_raters_is_the_score_itself(text: str) -> None:
    assert is_mean_of_raters(text)
    assert drop_mean_of_raters(f"madrs pre {text}") == "madrs pre"


@pytest.mark.parametrize("text", ["rater a", "evaluateur 2", "mean", "moyenne", "mean of items"])
def test_a_rater_or_a_mean_alone_is_none(text: str) -> None:
    assert not is_mean_of_raters(text)
