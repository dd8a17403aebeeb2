"""Answers kept for files with the same headers, and nothing of the patients with them."""

from __future__ import annotations

from dataclasses import fields

from ketgui.importing import import_text
from ketgui.importing.changes import (
    ColumnChange,
    DayChange,
    Decision,
    IdsChange,
    MomentsChange,
    ScoresChange,
    SeveralChanges,
    SpellingChange,
)
from ketgui.project import mapping_store

ROWS = "patient_id,madrs_before,madrs_after,ward\nP01,30,12,North\nP02,28,9,South\n"


def answered():
    mapping = import_text(ROWS).mapping
    name = mapping.tables[0].file
    grouping = ColumnChange(name, "", "D", "patients.other")
    out = Decision("exclude", name, "", 2, reason="Secret reason")
    return mapping.with_change(grouping).with_change(out)


def test_answers_are_recalled_for_files_with_the_same_headers(tmp_path):
    mapping_store.remember(answered(), tmp_path)
    later = import_text(ROWS.replace("P0", "Q0"))
    kept = mapping_store.recall(later.mapping, tmp_path)
    assert kept is not None
    cohort = import_text(ROWS.replace("P0", "Q0"), kept).cohort
    assert cohort is not None
    assert list(cohort.patients["ward"]) == ["North", "South"]
    assert cohort.excluded == ()


def test_every_answer_that_is_not_of_one_file_is_kept(tmp_path):
    answers = (
        IdsChange("keep"), SpellingChange("one"), MomentsChange("by_order"), DayChange(28.0),
        ScoresChange("none"),
    )  # fmt: skip
    mapping = answered().with_change(SeveralChanges(answers))
    mapping_store.remember(mapping, tmp_path)
    kept = mapping_store.recall(mapping, tmp_path)
    assert kept is not None
    of_files = {field.name for field in fields(kept)} - {"files", "tables", "decisions"}
    assert {name: getattr(kept, name) for name in of_files} == {
        name: getattr(mapping, name) for name in of_files
    }


def test_nothing_of_a_patient_or_of_the_file_is_kept(tmp_path):
    text = mapping_store.remember(answered(), tmp_path).read_text(encoding="utf-8")
    for word in ("P01", "North", "Secret", "pasted", "30"):
        assert word not in text


def test_other_headers_have_answers_of_their_own(tmp_path):
    mapping_store.remember(answered(), tmp_path)
    other = import_text(ROWS.replace("ward", "unit")).mapping
    assert mapping_store.compute_signature(other) != mapping_store.compute_signature(answered())
    assert mapping_store.recall(other, tmp_path) is None


def test_the_order_of_files_does_not_matter():
    mapping = answered()
    twice = type(mapping)(tables=(*mapping.tables, *import_text("id,age\n1,2\n").mapping.tables))
    turned = type(mapping)(tables=twice.tables[::-1])
    assert mapping_store.compute_signature(twice) == mapping_store.compute_signature(turned)


def test_what_is_forgotten_or_damaged_is_not_recalled(tmp_path):
    path = mapping_store.remember(answered(), tmp_path)
    path.write_text("not = [toml", encoding="utf-8")
    assert mapping_store.recall(answered(), tmp_path) is None
    mapping_store.forget(answered(), tmp_path)
    assert not path.exists()
    mapping_store.forget(answered(), tmp_path)
