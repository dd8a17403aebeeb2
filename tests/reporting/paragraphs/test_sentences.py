"""Every sentence of the report has a key of its own."""

from __future__ import annotations

import re

import pytest

from ketgui.reporting.paragraphs.sentences import PARTS, compose_sentences
from ketgui.text import LANGUAGES, language

UNDEFINED = re.compile(r"\b(None|nan|NaN|Unavailable|inf)\b|[{}]")
COHORTS = [
    [],
    [(30, 15)],
    [(30, None), (25, None)],
    [(None, 12), (28, 10), (31, 30)],
    [(30, 30)] * 4,
    [(20, 30), (22, 31), (25, 26), (24, 40)],
]


@pytest.mark.parametrize("pairs", COHORTS)
@pytest.mark.parametrize("code", LANGUAGES)
def test_keys_are_unique_and_sentences_whole(analysis_of, pairs, code):
    with language(code):
        found = compose_sentences(analysis_of(pairs, adverse_events=[]))
    assert bool(found) == bool(pairs)
    assert len({s.key for s in found}) == len(found)
    for one in found:
        assert one.text.endswith((".", ")."))
        assert not UNDEFINED.search(one.text)


def test_the_headings_are_those_of_the_parts_in_their_order(example):
    declared = [heading for _part, headings in PARTS for heading in headings]
    shown = list(dict.fromkeys(s.heading for s in compose_sentences(example)))
    assert shown == declared
