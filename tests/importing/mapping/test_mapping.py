"""What was understood, kept as TOML and changed by answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ketgui.importing import Import, import_files
from ketgui.importing.changes import ColumnChange, Decision, FileChange, IdsChange, TableChange
from ketgui.importing.mapping import mapping_file
from ketgui.importing.vocabulary.targets import Target, make_target

Read = Callable[..., Import]
WIDE = "code,madrs_pre,madrs_24h,madrs_w2,colour\nP1,30,20,12,red\nP2,28,27,27,blue\n"


def test_which_rating_is_after_is_asked_and_answered(read: Read) -> None:
    asked = read(WIDE)
    issue = asked.issues[0]
    assert (issue.severity, issue.key) == ("error", "which_after")
    assert [answer.title for answer in issue.answers] == ["madrs_24h", "madrs_w2"]
    settled = read(WIDE, mapping=asked.mapping.with_change(issue.answers[1].change))
    assert settled.cohort is not None
    ratings = settled.cohort.assessments.set_index(["patient_id", "moment"])["score"]
    assert ratings["P1", "after"] == 12
    day = settled.cohort.assessments.query("day == 1")
    assert list(day["score"]) == [20, 27]


def test_an_answer_survives_toml(read: Read) -> None:
    asked = read(WIDE)
    mapping = asked.mapping.with_change(asked.issues[0].answers[1].change)
    again = mapping_file.from_toml(mapping_file.to_toml(mapping))
    first, second = read(WIDE, mapping=mapping), read(WIDE, mapping=again)
    assert first.cohort is not None
    assert second.cohort is not None
    assert first.cohort.assessments.equals(second.cohort.assessments)


def test_a_mapping_is_offered_again_for_the_same_headers(read: Read) -> None:
    asked = read(WIDE)
    mapping = asked.mapping.with_change(asked.issues[0].answers[1].change)
    assert read(WIDE, "next month.csv", mapping).cohort is not None


def test_everything_in_a_mapping_goes_through_toml(read: Read) -> None:
    mapping = read(WIDE).mapping
    changes = [
        ColumnChange(
            "a.csv", "", "B", decimal=",", date_order="dmy", unit="lb", missing=("99", '"')
        ),
        ColumnChange("a.csv", "", "E", "patients.other", codes=(("é\n", "yes"),)),
        Decision("correct", "a.csv", "", 2, "B", "30", "31", "typing error"),
        IdsChange("keep"),
    ]
    for change in changes:
        mapping = mapping.with_change(change)
    again = mapping_file.from_toml(mapping_file.to_toml(mapping))
    assert mapping_file.to_toml(again) == mapping_file.to_toml(mapping)
    assert again.ids == "keep"
    assert again.decisions == mapping.decisions
    column = again.tables[0].columns[1]
    assert column.rule.missing == ("99", '"')
    framed = mapping.with_change(TableChange("a.csv", "", 2, 2, True, False))
    table = mapping_file.from_toml(mapping_file.to_toml(framed)).tables[0]
    assert (table.header_row, table.header_rows, table.transposed, table.used) == (
        2,
        2,
        True,
        False,
    )


@pytest.mark.parametrize(
    "text",
    [
        "schema = 2", "table = 3", "table = [3]", "[[table]]\nfile = 3", "ids = 'perhaps'",
        "[[table]]\nheader_row = -1", "[[table]]\nused = 'yes'", "not toml",
        "[[table]]\n[[table.column]]\nfield = 'patients.shoe_size'",
        "[[table]]\n[[table.column]]\nfield = 'shoes.size'",
        "[[table]]\n[[table.column]]\nfield = ''\ndecimal = '!'",
        "[[table]]\n[[table.column]]\nfield = ''\nmissing = [1]",
        "[[table]]\n[[table.column]]\nfield = ''\ncodes = 1",
        "after_day = 'two'", "scores = 'some'", "x = " + "[" * 5000 + "]" * 5000,
        "[[decision]]\naction = 'guess'", "[[file]]\nfile = 'a.csv'\ndelimiter = '¦'",
    ],
)  # fmt: skip
def test_a_mapping_that_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        mapping_file.from_toml(text)


def test_a_column_kept_for_grouping(read: Read) -> None:
    content = "id,MADRS before,MADRS after,ward\nP1,30,12,north\nP2,28,27,south\n"
    asked = read(content)
    note = next(i for i in asked.issues if i.key == "not_used")
    kept = read(content, mapping=asked.mapping.with_change(note.answers[0].change))
    assert kept.cohort is not None
    assert list(kept.cohort.patients["ward"]) == ["north", "south"]


def test_a_change_to_what_is_not_there_changes_nothing(read: Read) -> None:
    mapping = read(WIDE).mapping
    assert mapping.with_change(ColumnChange("a.csv", "", "Z", "patients.age")) == mapping
    assert mapping.with_change(ColumnChange("b.csv", "", "A", "patients.age")) == mapping
    assert mapping.find_table("a.csv", "").column("Z") is None  # type: ignore[union-attr]


def test_another_encoding_forgets_the_columns(read: Read) -> None:
    mapping = read(WIDE).mapping.with_change(FileChange("a.csv", delimiter=";"))
    assert mapping.tables == ()
    assert mapping.find_file("a.csv").delimiter == ";"
    assert mapping.with_change(TableChange("b.csv", "", used=False)).tables[0].file == "b.csv"


def test_targets_have_titles() -> None:
    assert Target("assessments", "score", (("moment", "before"),)).write_title() == "Score (before)"
    assert Target("patients", "other").write_title() == "Another column, for grouping"
    assert make_target("") is None


def test_samples_and_reasons_are_given(read: Read) -> None:
    column = read(WIDE).mapping.tables[0].columns[1]
    assert column.samples == ("30", "28")
    assert column.confidence > 0.9
    assert column.reason


def test_two_candidates_for_one_moment_are_asked_about(read: Read) -> None:
    content = "id,MADRS 1,MADRS 2\nP1,30,12\nP2,28,27\n"
    asked = read(content)
    (issue,) = asked.issues
    assert (issue.severity, issue.key) == ("error", "which_after")
    assert [answer.title for answer in issue.answers] == ["MADRS 1 is before, MADRS 2 is after"]
    settled = read(content, mapping=asked.mapping.with_change(issue.answers[0].change))
    assert settled.cohort is not None
    assert list(settled.cohort.assessments["moment"]) == ["before", "before", "after", "after"]


def test_ratings_after_another_treatment_are_not_taken_for_ketamine(read: Read) -> None:
    imported = read("id,madrs_pre_tms,madrs_post_tms\nP1,30,28\nP2,28,27\n")
    assert imported.cohort is not None
    assert set(imported.cohort.assessments["moment"]) == {"before_tms", "after_tms"}


def test_moments_in_words_of_their_own_are_asked_about(tmp_path: Any) -> None:
    (tmp_path / "a.csv").write_text("id,visit,MADRS\nP1,first,30\nP1,second,12\n")
    asked = import_files([tmp_path / "a.csv"])
    assert asked.cohort is None
    mapping = asked.mapping
    for word, key in (("first", "before"), ("second", "after")):
        mapping = mapping.with_change(ColumnChange("a.csv", "", "B", codes=((word, key),)))
    settled = import_files([tmp_path / "a.csv"], mapping)
    assert settled.cohort is not None, settled.issues
    assert list(settled.cohort.assessments["moment"]) == ["before", "after"]


def test_choosing_one_of_two_columns_settles_the_other(read: Read) -> None:
    content = "id,MADRS before,MADRS after,MADRS after\nP1,30,12,13\nP2,28,27,26\n"
    asked = read(content)
    assert [i.key for i in asked.issues if i.severity == "error"] == ["two_columns", "two_columns"]
    first = next(i for i in asked.issues if i.key == "two_columns")
    settled = read(content, mapping=asked.mapping.with_change(first.answers[0].change))
    assert settled.cohort is not None
    after = settled.cohort.assessments.query("moment == 'after'")
    assert list(after["score"]) == [12, 27]


def test_two_columns_given_one_meaning_by_hand_are_asked_about(read: Read, keys: Any) -> None:
    content = "id,MADRS before,MADRS after,x\nP1,30,12,13\nP2,28,27,26\n"
    text = mapping_file.to_toml(read(content).mapping)
    one = 'header = "MADRS after"\nfield = "assessments.score"'
    given = 'given = { scale = "madrs", moment = "after" }'
    assert one in text
    both = text.replace(
        'header = "x"\nfield = ""', f'header = "x"\nfield = "assessments.score"\n{given}'
    )
    assert "two_columns" in keys(read(content, mapping=mapping_file.from_toml(both)))


def test_every_further_answer_goes_through_toml(read: Read) -> None:
    from ketgui.importing.changes import DayChange, ScoresChange, SeveralChanges

    several = SeveralChanges(
        (ColumnChange("a.csv", "", "B", swapped="yes", suffix="…"), ScoresChange("none"))
    )
    mapping = read(WIDE).mapping.with_change(several).with_change(DayChange(14.0))
    again = mapping_file.from_toml(mapping_file.to_toml(mapping))
    column = again.tables[0].columns[1]
    assert (column.rule.swapped, column.rule.suffix, column.by_user) == ("yes", "…", True)
    assert (again.scores, again.after_day) == ("none", 14)


def test_an_answer_about_a_column_is_taken_back(read: Read) -> None:
    mapping = read(WIDE).mapping
    changed = mapping.with_change(ColumnChange("a.csv", "", "B", "patients.other"))
    table = changed.tables[0]
    back = read(WIDE, mapping=changed.without_answer(table, table.columns[1])).mapping
    assert back.tables[0].columns[1].target == mapping.tables[0].columns[1].target
    assert not back.tables[0].columns[1].by_user
