"""Every sentence of the report has a key of its own."""

from __future__ import annotations

import re

import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.importing import import_files
from ketgui.reporting.paragraphs.sentences import PARTS, compose_sentences
from ketgui.statistics.analysis import analyse
from ketgui.text import LANGUAGES, language
from tests.places import DATA

UNDEFINED = re.compile(r"\b(None(?! of)|nan|NaN|Unavailable|inf)\b|[{}]")
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


FOLDERS = [path.name for path in sorted((DATA / "number-cases").iterdir()) if path.is_dir()]
# "1 patients" is a wrong form, "one of them were" another; "(0/1" is a count.
WRONG = re.compile(r"(?:^|[.!?]\s)\d|\b[Oo]ne (?:patients|events)\b|\b1 (?:patients|events)\b")


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("code", LANGUAGES)
def test_no_sentence_of_a_case_begins_with_a_figure_or_has_a_wrong_plural(folder, code):
    files = sorted((DATA / "number-cases" / folder).glob("*.csv"))
    cohort = import_files(files).cohort
    if cohort is None:
        pytest.skip("the files of this case are asked about")
    with language(code):
        sentences = compose_sentences(analyse(cohort, AnalysisPlan()))
    assert [s.text for s in sentences if WRONG.search(s.text)] == []
    assert [s.text for s in sentences if "  " in s.text or ".." in s.text] == []


def test_patients_in_remission_before_are_not_said_to_be_ill_after():
    cohort = import_files([*(DATA / "number-cases" / "lowbase").glob("*.csv")]).cohort
    assert cohort is not None
    texts = {s.key: s.text for s in compose_sentences(analyse(cohort, AnalysisPlan()))}
    assert "No patient reached remission" in texts["results.rates"]
    assert texts["results.already"].startswith("Six patients already scored within remission")
