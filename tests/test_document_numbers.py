"""Words and numbers agree in every document, over random studies with every kind of record.

A thousand studies take a quarter of an hour: they run with the benchmarks (``-m benchmark``).
"""

from __future__ import annotations

import pytest

from ketgui.reporting.paragraphs.sentences import Sentence
from ketgui.text import LANGUAGES
from tests import document_numbers
from tests.document_numbers import find_wrong_numbers
from tests.random_study import draw_study


@pytest.mark.parametrize("seed", [3, 11, 20])
@pytest.mark.parametrize("code", LANGUAGES)
def test_every_number_of_every_document_is_the_analysis_s(seed, code):
    assert find_wrong_numbers(draw_study(seed), code) == []


def test_a_number_of_no_result_is_found(monkeypatch):
    monkeypatch.setattr(
        document_numbers,
        "compose_sentences",
        lambda _analysis: [Sentence("results.change", "Effect", "The score fell by 7.777 points.")],
    )
    (wrong,) = find_wrong_numbers(draw_study(3), "en")
    assert wrong.startswith("results.change: 7.777")


def test_a_number_that_a_document_loses_is_found(monkeypatch):
    write = document_numbers.format_markdown
    monkeypatch.setattr(
        document_numbers, "format_markdown", lambda document: write(document).partition("| ---")[0]
    )
    assert any(each.startswith("md: ") for each in find_wrong_numbers(draw_study(11), "en"))


@pytest.mark.benchmark
@pytest.mark.parametrize("code", LANGUAGES)
def test_a_thousand_studies(code):
    wrong = {
        seed: found for seed in range(500) if (found := find_wrong_numbers(draw_study(seed), code))
    }
    assert wrong == {}
