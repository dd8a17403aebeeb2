"""The audit trail is read as it was written, and a broken chain is found at its line."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from ketgui.project.audit import AuditEntry, from_jsonl, get_current_time, to_csv, to_jsonl

TEXT = st.text(max_size=20)
ENTRIES = st.lists(st.builds(AuditEntry, *[TEXT] * 10), max_size=6)
THREE = [AuditEntry("2026-11-30T09:00:00Z", f"Change {n}", old=str(n)) for n in range(3)]


@given(ENTRIES)
def test_any_entries_come_back_and_hold(entries):
    assert from_jsonl(to_jsonl(entries)) == (tuple(entries), None)


def test_a_changed_line_breaks_the_chain_at_the_next():
    altered = to_jsonl(THREE).replace(b'"old":"1"', b'"old":"7"')
    entries, broken = from_jsonl(altered)
    assert broken == 3
    assert [entry.old for entry in entries] == ["0", "7", "2"]


def test_a_removed_line_breaks_the_chain_where_it_was():
    lines = to_jsonl(THREE).splitlines(keepends=True)
    assert from_jsonl(lines[0] + lines[2])[1] == 2
    assert from_jsonl(lines[1] + lines[2])[1] == 1


def test_a_line_that_cannot_be_read_is_named_and_the_others_shown():
    lines = to_jsonl(THREE).splitlines(keepends=True)
    entries, broken = from_jsonl(lines[0] + b"not a line\n" + lines[2])
    assert broken == 2
    assert [entry.old for entry in entries] == ["0", "2"]


def test_deep_or_foreign_json_is_a_broken_line():
    for line in (b"[" * 100_000, b"[]", b'{"time":1}', b"3", b'"x"'):
        assert from_jsonl(line) == ((), 1)


def test_a_broken_study_can_be_gone_on_with():
    entries, _broken = from_jsonl(to_jsonl(THREE).replace(b"Change 1", b"Changed"))
    assert from_jsonl(to_jsonl(entries))[1] is None


def test_the_time_is_utc_to_the_second():
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", get_current_time())


def test_the_history_as_csv_runs_no_formula():
    entry = AuditEntry("2026-11-30T09:00:00Z", "Corrected", new="=1+1")
    lines = to_csv([entry]).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("time,what,table,row,column,old,new")
    assert "'=1+1" in lines[1]


def test_a_trail_that_grows_is_the_same_bytes_as_one_written_at_once():
    first = [AuditEntry("2026-11-30T09:00:00Z", "Opened"), AuditEntry("2026-11-30T09:01:00Z", "A")]
    other = [AuditEntry("2026-11-30T09:00:00Z", "Other")]
    whole = to_jsonl([*first, *other])
    to_jsonl(other)
    assert to_jsonl(first) + to_jsonl([*first, *other])[len(to_jsonl(first)) :] == whole
    assert to_jsonl([*first, *other]) == whole
    assert from_jsonl(to_jsonl(other)) == (tuple(other), None)
