"""Columns of scores and items."""

from __future__ import annotations

from ketgui.importing.recognition.layouts import get_layout
from ketgui.importing.recognition.ratings import Ratings, find_ratings, visit_label
from ketgui.importing.vocabulary.timepoints import read_header
from tests.importing.made import make_profiles, make_table


def ratings(text: str, layout: str = "patients") -> tuple[Ratings, tuple[str, ...]]:
    table = make_table(text)
    return find_ratings(table, get_layout(layout), make_profiles(table)), table.headers


def found(text: str, layout: str = "patients") -> dict[str, list[tuple[str, str]]]:
    judged, headers = ratings(text, layout)
    return {
        headers[place]: [(g.target.of("scale"), g.target.of("moment")) for g in guesses]
        for place, guesses in judged.guesses.items()
    }


def test_each_scale_has_its_own_before_and_after() -> None:
    assert found("id,MADRS pre,MADRS post,BDI-II pre\nP1,30,12,33\n") == {
        "MADRS pre": [("madrs", "before")],
        "MADRS post": [("madrs", "after")],
        "BDI-II pre": [("bdi2", "before")],
    }


def test_a_score_of_no_moment_may_be_either_until_it_is_said() -> None:
    assert found("id,MADRS\nP1,30\n") == {"MADRS": [("madrs", "before"), ("madrs", "after")]}


def test_what_is_about_a_scale_is_left_with_a_reason() -> None:
    judged, headers = ratings("id,MADRS pre,MADRS post,MADRS change,HAMA pre\nP1,30,12,18,20\n")
    assert {headers[place] for place in judged.left} == {"MADRS change", "HAMA pre"}


def test_some_items_beside_their_total_are_left() -> None:
    judged, headers = ratings("id,GAD7[1],GAD7[2],GAD7total\nP1,2,1,15\n", "assessments")
    assert {headers[place] for place in judged.left} == {"GAD7[1]", "GAD7[2]"}


def test_the_dissociation_of_an_infusion_is_a_field_of_it() -> None:
    text = "record_id,redcap_event_name,inf_num,dose_mg,cadss_total\n1,a,1,35,20\n1,a,2,35,18\n"
    assert found(text, "redcap") == {}


def test_other_layouts_hold_no_ratings() -> None:
    assert found("id,MADRS pre\nP1,30\n", "adverse_events") == {}


def test_a_row_of_an_infusion_may_hold_ratings_of_the_course_around_it() -> None:
    text = "id,infusion,MADRS pre,MADRS post,CADSS\nP1,1,30,28,20\n"
    assert found(text, "infusions") == {
        "MADRS pre": [("madrs", "before")],
        "MADRS post": [("madrs", "after")],
    }


def test_visits_have_short_names() -> None:
    assert [visit_label(read_header(text)) for text in ("T3", "post inf 2", "follow-up")] == [
        "visit 3", "after infusion 2", "follow-up",
    ]  # fmt: skip
