"""What a figure of the catalogue declares."""

from __future__ import annotations

import pytest

from ketgui.figures.catalogue import FIGURES

VARIED = [figure for figure in FIGURES if figure.variants]


@pytest.mark.parametrize("figure", VARIED, ids=lambda figure: figure.key)
def test_the_first_variant_is_the_figure_s_own(figure, example):
    # The example has no rating on the scale of one of them: it has nothing to choose.
    for key, _words in figure.variants.choices(example)[:1]:
        assert figure.variants.build(example, key) == figure.build(example)


def test_a_figure_is_put_together_of_figures_of_the_catalogue():
    keys = {figure.key for figure in FIGURES}
    for figure in FIGURES:
        assert set(figure.parts) <= keys


def test_what_shows_one_patient_is_declared():
    assert [one.key for one in FIGURES if one.one_patient] == ["adverse_event_timeline"]
