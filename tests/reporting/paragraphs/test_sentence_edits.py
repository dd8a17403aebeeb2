"""An edited sentence stays until the data change what it said."""

from __future__ import annotations

import pytest

from ketgui.reporting.paragraphs.sentence_edits import SentenceEdits
from ketgui.reporting.paragraphs.sentences import compose_sentences
from ketgui.text import language


def test_an_edit_holds_until_the_data_change(analysis_of):
    before = compose_sentences(analysis_of([(30, 15), (25, 20), (28, 22)]))
    change = next(s for s in before if s.key == "results.change")
    edits = SentenceEdits().rewrite(change, "Scores fell.")
    shown = {one.sentence.key: one for one in edits.apply(before)}
    assert (shown["results.change"].text, shown["results.change"].state) == (
        "Scores fell.", "edited",
    )  # fmt: skip
    assert shown["outcomes.measure"].state == "generated"
    after = compose_sentences(analysis_of([(30, 15), (25, 20), (28, 10)]))
    now = next(s for s in after if s.key == "results.change")
    assert [s.state for s in edits.apply(after) if s.sentence.key == now.key] == ["stale"]
    kept = edits.rewrite(now, "Scores fell.")
    assert [s.state for s in kept.apply(after) if s.sentence.key == now.key] == ["edited"]
    assert edits.rewrite(change, change.text) == edits.restore(change.key) == SentenceEdits()


def test_an_edit_is_of_one_language(analysis_of):
    analysis = analysis_of([(30, 15), (25, 20)])
    edits = SentenceEdits().rewrite(compose_sentences(analysis)[0], "Mine.")
    with language("fr"):
        assert {one.state for one in edits.apply(compose_sentences(analysis))} == {"generated"}


def test_edits_go_through_a_file_and_back(analysis_of):
    edits = SentenceEdits().rewrite(compose_sentences(analysis_of([(30, 15)]))[0], "Mine.")
    assert SentenceEdits.from_dicts(edits.as_dicts()) == edits
    with pytest.raises(ValueError, match="unexpected"):
        SentenceEdits.from_dicts([{"kye": "x"}])
