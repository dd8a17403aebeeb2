"""The adverse events tab answers over the enrolled, and says what is not known."""

from __future__ import annotations

from ketgui.views.adverse_events.answer import summarize


def event(who: str, term: str, **more: object) -> dict[str, object]:
    return {"patient_id": who, "term": term, **more}


PAIRS = [(30, 12), (28, 20), (25, 24)]


def test_the_example_s_answer_is_the_paper_s(example):
    answer = summarize(example)
    # Payette et al. 2023: no serious event; dissociation in 12 of 21.
    assert answer.sentence == "No serious adverse event is recorded."
    serious, frequent = answer.tiles[1:3]
    assert serious.detail.startswith("0/21")
    assert "dissociation" in frequent.title.casefold()
    assert frequent.detail.startswith("12/21")


def test_a_serious_event_is_said_first(analysis_of):
    events = [event("P01", "syncope", serious=True), event("P02", "nausea", serious=False)]
    answer = summarize(analysis_of(PAIRS, adverse_events=events))
    assert answer.sentence == "1 patient had a serious adverse event."
    assert answer.tiles[0].detail.startswith("2/3")


def test_without_a_table_of_events_nothing_is_claimed(analysis_of):
    answer = summarize(analysis_of(PAIRS))
    assert answer.sentence.startswith("Nothing is known about adverse events")
    assert {tile.value for tile in answer.tiles} == {"–"}
