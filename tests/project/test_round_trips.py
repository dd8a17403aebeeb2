"""Any study is the same study after every way out of the program and back into it.

``KETGUI_EXAMPLES=300`` tries more studies than the few of every run.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace
from functools import partial
from pathlib import Path
from unicodedata import normalize

from hypothesis import HealthCheck, Phase, given, note
from hypothesis import settings as limits
from hypothesis import strategies as st

from ketgui.domain.cohort import Cohort
from ketgui.domain.edit_rows import identify_row
from ketgui.domain.edits import (
    CohortEdit,
    PatientExclusion,
    RowAddition,
    RowChange,
    RowRemoval,
    apply_edits,
)
from ketgui.domain.plan import AnalysisPlan
from ketgui.importing import Import, StoredTables, import_files
from ketgui.importing.cohort_tables import make_text_tables
from ketgui.importing.mapping.mapping import Mapping
from ketgui.importing.template import write_filled, write_filled_csv
from ketgui.project.audit import AuditEntry
from ketgui.project.difference import find_differences
from ketgui.project.encryption import make_key
from ketgui.project.opening import open_study, read_file
from ketgui.project.recipe import Recipe
from ketgui.project.recovery import write_recovery
from ketgui.project.saving import Contents, save_study
from tests.random_study import draw_cohort

# Small cohorts: what differs between studies is the kinds of records, not how many there are.
_MOST = 4
EXAMPLES = int(os.environ.get("KETGUI_EXAMPLES", "3"))
THOROUGH = limits(
    max_examples=EXAMPLES,
    suppress_health_check=[HealthCheck.too_slow],
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
)
# Anything that can be seen and typed into a field: an import drops signs that cannot be seen.
WORDS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1)
# An import composes letters and accents that a text holds apart. In CSV a text that a spreadsheet
# would compute keeps the apostrophe that is written before it.
PHRASES = (
    st.lists(WORDS, min_size=1, max_size=4)
    .map(" ".join)
    .map(partial(normalize, "NFC"))
    .filter(lambda text: text[0] not in "=+-@'")
)
# An import reads "nausea, mild" as more than a term: two events, or an event and its severity.
TERMS = st.sampled_from(("nausée", "étourdissement", 'a "quoted" word'))


@st.composite
def studies(draw: st.DrawFn) -> tuple[Import, AnalysisPlan, tuple[CohortEdit, ...]]:
    """Draw an import with every kind of record, a plan, and changes made by hand."""
    cohort, plan = draw_cohort(draw(st.integers(0, 10_000)), _MOST)
    tables, mappings = make_text_tables(cohort, "clinic.xlsx", tuple(cohort.recorded))
    imported = import_files((), Mapping(tables=mappings), plan, stored=StoredTables(tables=tables))
    assert imported.cohort is not None, imported.issues
    edits: list[CohortEdit] = []
    now = imported.cohort
    for _number in range(draw(st.integers(0, 6))):
        edit = draw(changes(now))
        edits.append(edit)
        now = apply_edits(now, [edit])
    return imported, plan, tuple(edits)


@st.composite
def changes(draw: st.DrawFn, cohort: Cohort) -> CohortEdit:
    """Draw a change that fits a cohort."""
    row = draw(st.integers(0, cohort.enrolled - 1)) if cohort.enrolled else 0
    ids = [str(each) for each in cohort.patients["patient_id"]]
    kinds = ["new"] if not ids else ["new", "event", "age", "notes", "exclude", "remove"]
    match draw(st.sampled_from(kinds)):
        case "event":
            values = {"patient_id": ids[row], "term": draw(TERMS), "serious": draw(st.booleans())}
            return RowAddition("adverse_events", values)
        case "age":
            was = identify_row(cohort, "patients", row, "age")
            age = draw(st.one_of(st.none(), st.integers(18, 90).map(float)))
            return RowChange("patients", row, {"age": age}, was, draw(PHRASES))
        case "notes":
            return RowChange("patients", row, {"notes": draw(PHRASES)}, {"patient_id": ids[row]})
        case "exclude":
            return PatientExclusion(ids[row], draw(PHRASES))
        case "remove" if len(cohort.infusions):
            place = draw(st.integers(0, len(cohort.infusions) - 1))
            was = identify_row(cohort, "infusions", place)
            return RowRemoval("infusions", place, was=was, reason=draw(PHRASES))
        case _:
            number = len(ids) + len(cohort.excluded)
            return RowAddition("patients", {"patient_id": f"N{number:03d}", "sex": "female"})


TRAILS = st.lists(PHRASES, max_size=5).map(
    lambda lines: tuple(AuditEntry("2026-11-30T09:00:00Z", line, new=line) for line in lines)
)


def collect(study, trail, key=None, saved: int = 0) -> Contents:
    imported, plan, edits = study
    recipe = Recipe((), imported.sources, imported.mapping, plan, edits)
    return Contents(imported, trail, lambda _folder, _numbers: recipe, key, saved)


def check_same(study, trail, path: Path, password: str = "") -> None:
    """Fail unless the file holds the study: cohort, plan, changes and history."""
    imported, plan, edits = study
    opened = open_study(path, password=password)
    assert opened.is_whole, opened.study.problems
    assert not opened.study.problems
    assert (opened.recipe.plan, opened.recipe.edits) == (plan, edits)
    assert opened.study.trail == trail
    assert imported.cohort is not None
    assert opened.imported.cohort is not None, opened.imported.issues
    before, after = (
        apply_edits(cohort, edits) for cohort in (imported.cohort, opened.imported.cohort)
    )
    assert not find_differences(before, after)
    assert (before.excluded, before.corrections) == (after.excluded, after.corrections)


@given(studies(), TRAILS)
@THOROUGH
def test_a_study_that_is_saved_and_opened_and_saved_again(study, trail):
    with tempfile.TemporaryDirectory() as folder:
        first, second = Path(folder) / "a.ketgui", Path(folder) / "b.ketgui"
        save_study(first, collect(study, trail))
        check_same(study, trail, first)
        opened = open_study(first)
        again = (opened.imported, opened.recipe.plan, opened.recipe.edits)
        save_study(second, collect(again, opened.study.trail))
        assert first.read_bytes() == second.read_bytes()


@given(studies(), TRAILS, PHRASES)
@THOROUGH
def test_a_study_that_is_encrypted_and_decrypted(study, trail, password):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.ketgui"
        key = make_key(password, operations=1, memory=8192)
        save_study(path, collect(study, trail, key))
        check_same(study, trail, path, password)


@given(studies(), TRAILS)
@THOROUGH
def test_a_study_that_is_recovered(study, trail):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ".~a.ketgui"
        write_recovery(path, collect(study, trail, saved=len(trail) // 2))
        check_same(study, trail, path)
        assert read_file(path)[0].recipe.saved_entries == len(trail) // 2


@given(studies(), st.booleans())
@THOROUGH
def test_a_study_that_is_exported_as_a_template_or_csv_and_imported(study, is_workbook):
    imported, plan, edits = study
    cohort = apply_edits(imported.cohort, edits)
    # A study without a patient makes a template without one.
    if cohort.enrolled == 0:
        return
    with tempfile.TemporaryDirectory() as folder:
        if is_workbook:
            files = [write_filled(Path(folder) / "filled.xlsx", cohort)]
        else:
            files = list(write_filled_csv(Path(folder) / "filled", cohort))
        read = import_files(files, plan=plan)
    assert read.cohort is not None, [issue for issue in read.issues if issue.severity == "error"]
    different = find_differences(replace(cohort, excluded=()), read.cohort)
    note(str(different[:3]))
    assert not different
