"""The JSON beside a BIDS table."""

from __future__ import annotations

from ketgui.importing.tables.readers import sidecar
from ketgui.importing.tables.readers.reader import FileReading, Reading
from ketgui.importing.tables.sources import SourceFile


def read(text: str) -> Reading:
    return sidecar.read(SourceFile("a.json", text.encode()), FileReading(""), lambda: None)


def test_titles_and_levels_are_the_labels_of_the_table_of_the_same_name() -> None:
    text = '{"sex": {"LongName": "Sex", "Levels": {"1": "Female", "2": {"Description": "Male"}}}}'
    labels = read(text).labels["a"]["sex"]
    assert labels.title == "Sex"
    assert labels.codes == (("1", "Female"), ("2", "Male"))


def test_what_is_no_json_is_said_and_stops_nothing() -> None:
    (issue,) = read("{oops").issues
    assert (issue.key, issue.severity) == ("bad_json", "warning")


def test_only_an_object_called_json_is_one() -> None:
    assert sidecar.can_read(SourceFile("a.json", b' {"a": 1}'))
    assert not sidecar.can_read(SourceFile("a.json", b"[1]"))
    assert not sidecar.can_read(SourceFile("a.csv", b"{}"))
