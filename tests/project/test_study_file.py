"""A study opens without its source files as it was saved, and a damaged one says so."""

from __future__ import annotations

import json
import random
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from ketgui.domain.edits import PatientExclusion, RowAddition, RowChange
from ketgui.domain.plan import AnalysisPlan
from ketgui.importing import Import, import_files, import_text
from ketgui.paths import find_resource
from ketgui.project.archive import compress, pack, unpack
from ketgui.project.audit import AuditEntry
from ketgui.project.difference import find_differences
from ketgui.project.opening import open_study, read_file, restore_import
from ketgui.project.recipe import Recipe, RecipeError
from ketgui.project.study_file import EDITS, STUDY, TRAIL, pack_study, read_study

EXAMPLE = find_resource("samples", "example-cohort.xlsx")
TRAIL_ENTRIES = (AuditEntry("2026-11-30T09:00:00Z", "Opened"),)
EDITED = (
    RowAddition("adverse_events", {"patient_id": "SYN01", "term": "nausée", "serious": False}),
    RowChange("patients", 0, {"age": None}, {"patient_id": "SYN02"}),
    PatientExclusion("SYN03", "moved away"),
)


@pytest.fixture(scope="module")
def imported() -> Import:
    return import_files([EXAMPLE])


def recipe_of(imported: Import, edits=EDITED) -> Recipe:
    return Recipe(("example-cohort.xlsx",), imported.sources, imported.mapping, edits=edits)


@pytest.fixture(scope="module")
def whole(imported) -> bytes:
    return pack_study(recipe_of(imported), imported, TRAIL_ENTRIES)


def test_a_study_opens_elsewhere_as_it_was_saved(imported, whole, tmp_path):
    (tmp_path / "study.ketgui").write_bytes(whole)
    opened = open_study(tmp_path / "study.ketgui")
    assert opened.imported.cohort is not None, opened.imported.issues
    assert opened.recipe.edits == EDITED
    assert opened.list_trail() == TRAIL_ENTRIES
    assert not find_differences(imported.cohort, opened.imported.cohort)
    assert opened.imported.cohort.sources == imported.cohort.sources
    assert opened.imported.cohort.invented
    saved_again = pack_study(opened.recipe, opened.imported, opened.list_trail())
    assert saved_again == whole


def test_columns_that_are_not_imported_are_in_no_study():
    rows = ("Marie Tremblay\tP1\t30\t12", "Jean Roy\tP2\t28\t9")
    text = "\n".join(("Nom\tpatient_id\tMADRS before\tMADRS after", *rows))
    imported = import_text(text)
    assert imported.cohort is not None, imported.issues
    members = unpack(pack_study(recipe_of(imported, ()), imported, ())).files
    assert not [name for name, content in members.items() if b"Tremblay" in content]


def test_a_cut_file_opens_with_no_patient(whole, tmp_path):
    path = tmp_path / "cut.ketgui"
    chosen = random.Random(7)
    for length in sorted({len(whole) - 1, *chosen.sample(range(100, len(whole)), 12)}):
        path.write_bytes(whole[:length])
        opened = open_study(path)
        words = " ".join(issue.message for issue in opened.imported.issues)
        assert opened.imported.cohort is None or "not copied or saved whole" in words
        if opened.imported.cohort is not None:
            assert opened.study.is_usable


def with_members(whole: bytes, **changed: bytes | None) -> bytes:
    """Return a study with members replaced, or left out where None, by ``table`` for the first."""
    members = dict(unpack(whole).files)
    names = {"study": STUDY, "edits": EDITS, "trail": TRAIL, "table": "tables/01.csv"}
    for key, content in changed.items():
        members.pop(names[key])
        if content is not None:
            members[names[key]] = content
    return pack({name: compress([content]) for name, content in members.items()})


def test_without_the_edits_nothing_is_analysed_and_the_tables_are_shown(whole, tmp_path):
    path = tmp_path / "study.ketgui"
    path.write_bytes(with_members(whole, edits=None))
    opened = open_study(path)
    # Without the exclusions, excluded patients would be analysed.
    assert opened.imported.cohort is None
    assert EDITS in opened.imported.issues[0].message
    assert "Patients" in {table.sheet for table in opened.imported.tables}
    assert not opened.is_whole


@pytest.mark.parametrize("broken", [b"", b"not\na table"])
def test_of_a_table_that_is_broken_the_others_open_and_it_is_named(imported, whole, broken):
    files = dict(unpack(whole).files)
    names = [name for name in files if name.endswith(".csv")]
    titles = {table["member"]: table["sheet"] for table in json.loads(files["tables/index.json"])}
    for lost in names:
        members = {**files, lost: broken}
        study = read_study(pack({name: compress([data]) for name, data in members.items()}))
        assert [table.member for table in study.lost] == [lost]
        assert f"The table {titles[lost]} cannot be read." in study.problems
        again = restore_import("x", study)
        kept = [table.sheet for table in again.tables]
        assert kept == [titles[name] for name in names if name != lost]
        if titles[lost] == "Adverse events":
            assert again.cohort is not None
            assert again.cohort.enrolled == imported.cohort.enrolled
            assert not find_differences(
                replace(imported.cohort, adverse_events=again.cohort.adverse_events), again.cohort
            )


def test_changes_to_rows_that_are_lost_are_counted(whole, tmp_path):
    files = dict(unpack(whole).files)
    index = json.loads(files["tables/index.json"])
    lost = next(table["member"] for table in index if table["sheet"] == "Patients")
    path = tmp_path / "study.ketgui"
    path.write_bytes(pack({n: compress([b"" if n == lost else d]) for n, d in files.items()}))
    opened = open_study(path)
    assert not opened.is_whole
    words = " ".join(entry.what for entry in opened.list_trail())
    assert "The table Patients cannot be read." in words


def test_a_part_that_was_changed_is_named_and_opens(whole, tmp_path):
    path = tmp_path / "study.ketgui"
    edits = unpack(whole).files[EDITS].replace("nausée".encode(), b"vomiting")
    path.write_bytes(with_members(whole, edits=edits))
    opened = open_study(path)
    assert opened.imported.cohort is not None
    addition = opened.recipe.edits[0]
    assert isinstance(addition, RowAddition)
    assert addition.values["term"] == "vomiting"
    assert any("edits.jsonl was changed" in entry.what for entry in opened.list_trail())


def test_a_history_that_was_changed_says_at_which_line(imported, tmp_path):
    trail = (*TRAIL_ENTRIES, AuditEntry("2026-11-30T09:01:00Z", "Excluded"))
    whole = pack_study(recipe_of(imported), imported, trail)
    lines = unpack(whole).files[TRAIL].replace(b"Opened", b"Begun")
    study = read_study(with_members(whole, trail=lines))
    assert study.problems[-1] == "The history was changed outside KetGUI at line 2."
    assert study.is_usable


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"hello", b"PK\x03\x04" + b"\0" * 400])
def test_what_is_no_study_is_refused_in_words(content, tmp_path):
    path = tmp_path / "x.ketgui"
    path.write_bytes(content)
    with pytest.raises(RecipeError, match=r"x\.ketgui"):
        read_file(path)


def test_a_newer_study_is_refused_in_words(whole):
    document = unpack(whole).files[STUDY].replace(b"ketgui-study-1", b"ketgui-study-9")
    with pytest.raises(RecipeError, match="newer version"):
        read_study(with_members(whole, study=document))


def test_any_program_for_zip_files_reads_the_parts(whole, tmp_path):
    (tmp_path / "a.zip").write_bytes(whole)
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.testzip() is None
        assert archive.namelist()[0] == STUDY


WORDS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=12)
SCORES = st.one_of(st.none(), st.integers(0, 60))
ROWS = st.lists(st.tuples(SCORES, SCORES, WORDS), min_size=2, max_size=8)


@given(ROWS, WORDS, st.floats(1, 20))
@limits(max_examples=15)
def test_any_study_is_the_same_after_saving_and_opening(rows, reason, remission):
    cells = [
        f"P{place:02d}\t{'' if b is None else b}\t{'' if a is None else a}\t{note}"
        for place, (b, a, note) in enumerate(rows, 1)
    ]
    imported = import_text("\n".join(("patient_id\tMADRS before\tMADRS after\tnotes", *cells)))
    if imported.cohort is None:
        return
    plan = AnalysisPlan(remission_score=remission)
    edits = (
        RowAddition("adverse_events", {"patient_id": "P01", "term": reason.strip() or "x"}),
        PatientExclusion("P02", reason.strip() or "x"),
    )
    recipe = replace(recipe_of(imported, edits), plan=plan)
    data = pack_study(recipe, imported, TRAIL_ENTRIES)
    study = read_study(data)
    again = restore_import("x", study)
    assert again.cohort is not None, again.issues
    assert not find_differences(imported.cohort, again.cohort)
    assert (study.recipe.edits, study.recipe.plan) == (edits, plan)
    assert not study.problems
    assert pack_study(study.recipe, again, study.trail) == data


def test_the_same_study_is_the_same_file(imported, whole):
    assert pack_study(recipe_of(imported), imported, TRAIL_ENTRIES) == whole
    assert Path(EXAMPLE).name.encode() in unpack(whole).files[STUDY]
