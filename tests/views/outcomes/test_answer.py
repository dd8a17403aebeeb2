"""The outcomes tab answers with the analysis's own numbers, or with reasons."""

from __future__ import annotations

import pytest

from ketgui.text import use_language
from ketgui.views.outcomes.answer import summarize


def test_the_example_s_answer_is_the_paper_s(example):
    answer = summarize(example)
    # Payette et al. 2023: 27.6 to 18.6; mean improvement 34.5%; response 19.0%, remission 9.5%.
    assert answer.sentence == "The mean MADRS score fell from 27.6 to 18.6."
    assert [tile.value.replace("\u00a0", " ") for tile in answer.tiles] == [
        "9.0", "34.5%", "19.0%", "9.5%",
    ]  # fmt: skip
    assert answer.tiles[2].detail.startswith("4/21")


@pytest.mark.parametrize(
    ("pairs", "verb"),
    [([(20, 25), (22, 24)], "rose"), ([(20, 20), (22, 22)], "did not change")],
)
def test_the_verb_follows_the_data(analysis_of, pairs, verb):
    assert f"score {verb}" in summarize(analysis_of(pairs)).sentence


@pytest.mark.parametrize("code", ["en", "fr"])
def test_without_a_pair_every_tile_gives_a_reason(analysis_of, code):
    use_language(code)
    answer = summarize(analysis_of([(30, None)]))
    assert {tile.value for tile in answer.tiles} == {"–"}
    assert all(tile.detail for tile in answer.tiles)
    assert "nan" not in answer.sentence.casefold()


def test_a_tile_leads_to_its_figure(qtbot, window, example_is_open):
    window.pages.setCurrentIndex(3)
    tab = window.pages.get_tab(3)
    for tile in tab.answer.tiles:
        tile.click()
        assert tab.figure.figures[tab.figure.choice.currentIndex()].key == tile.content.key
