"""REDCap's data dictionary."""

from __future__ import annotations

from ketgui.importing.recognition.dictionary import is_dictionary, read_labels
from tests.importing.made import make_table

HEADER = "Variable / Field Name,Field Label,Choices; Calculations; OR Slider Labels"


def test_a_dictionary_is_known_by_its_headers() -> None:
    assert is_dictionary(make_table(f"{HEADER}\nage,Age,\nsex,Sex,\n"))
    assert not is_dictionary(make_table("id,Field Label\nP1,x\n"))


def test_labels_of_a_variable_and_of_each_of_its_boxes() -> None:
    table = make_table(f"{HEADER}\nae,Side effects,\nage,Age in years,\n")
    cell = table.with_cell(2, "C", "1, Nausea | 2, Headache")
    found = read_labels(cell)
    assert found["age"].title == "Age in years"
    assert found["ae"].codes == (("1", "Nausea"), ("2", "Headache"))
    assert found["ae___2"].title == "Headache"
