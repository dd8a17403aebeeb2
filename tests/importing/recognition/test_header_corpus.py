"""The header rows of ``tests/data/headers``: nearly all right, the rest asked, none in silence."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

from tests.importing.header_cases import Judged, cases, judge

LEAST_RIGHT = 0.97


def _judged() -> list[Judged]:
    found: list[Judged] = []
    for case in cases():
        with tempfile.TemporaryDirectory() as folder:
            found += judge(case, Path(folder))
    return found


def test_columns_are_right_or_asked_about_and_never_wrong_in_silence() -> None:
    found = _judged()
    counts = Counter(one.verdict for one in found)
    assert [one for one in found if one.verdict == "wrong"] == []
    assert counts["right"] >= LEAST_RIGHT * len(found)


def test_the_corpus_is_wide() -> None:
    shapes = {case.stem.split("-")[0] for case in cases()}
    languages = {case.stem.split("-")[1] for case in cases()}
    assert len(cases()) >= 150
    assert languages >= {"en", "fr", "es", "pt", "de"}
    assert len(shapes) >= 9


def test_a_third_was_written_without_knowing_the_program() -> None:
    written = [case for case in cases() if "\nwritten = " in case.read_text(encoding="utf-8")]
    assert 3 * len(written) >= len(cases())
