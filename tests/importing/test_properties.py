"""Any table of text is a cohort or a list of what is wrong with it; never an exception."""

from __future__ import annotations

import csv
import io

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ketgui.domain.folding import fold
from ketgui.importing import import_text
from ketgui.importing.tables.readers.tokens import OpenQuoteError, code_column, tokenise
from ketgui.importing.vocabulary import dates, numbers
from ketgui.importing.vocabulary.timepoints import read_header

HEADERS = st.sampled_from(
    [
        "id", "patient_id", "age", "sex", "madrs_pre", "MADRS after", "madrs_w2", "date", "moment",
        "score", "nausea", "dose_1", "weight_kg", "term", "anxiety", "madrs_i1_pre", "x", "",
        "redcap_event_name", "stimulator", "visit", "day", "madrs",
    ]
)  # fmt: skip
CELLS = st.one_of(
    st.sampled_from(
        ["P1", "P2", "", "30", "12", "27,5", "1.234", "61", "99", "NA", "yes", "F", "before",
         "post", "2024-01-02", "01/02/2024", "45323", "nausea; anxiety", "Total", "a@b.org",
         "week 2", "inf"]
    ),
    st.text(max_size=8),
)  # fmt: skip


@st.composite
def tables(draw: st.DrawFn) -> str:
    width = draw(st.integers(1, 6))
    rows = [draw(st.lists(HEADERS, min_size=width, max_size=width))]
    rows += draw(st.lists(st.lists(CELLS, max_size=width + 1), max_size=6))
    stream = io.StringIO()
    csv.writer(stream, delimiter=draw(st.sampled_from([",", ";", "\t"]))).writerows(rows)
    return stream.getvalue()


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(tables() | st.text(max_size=60))
def test_any_table_is_a_cohort_or_issues_at_real_cells(text: str) -> None:
    found = import_text(text)
    assert (found.cohort is None) == any(i.severity == "error" for i in found.issues)
    for issue in found.issues:
        assert issue.message
        assert issue.fix
        if issue.row is not None and issue.column and found.tables:
            assert any(table.at(issue.row, issue.column) is not None for table in found.tables)
        for answer in issue.answers:
            again = import_text(text, found.mapping.with_change(answer.change))
            assert again.mapping.tables


@given(st.lists(st.lists(st.text(max_size=20), min_size=1, max_size=4), min_size=1, max_size=8))
def test_cells_are_cut_as_they_were_written(rows: list[list[str]]) -> None:
    clean = [[cell.replace("\x00", "").replace("\r", "\n") for cell in row] for row in rows]
    stream = io.StringIO()
    csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(clean)
    text = stream.getvalue()
    tokens = tokenise(text.encode("utf-8", "surrogatepass"), b",")
    assert list(tokens.widths) == [len(row) for row in clean]
    for place in range(int(tokens.widths.max())):
        expected = [row[place] if place < len(row) else "" for row in clean]
        assert list(code_column(tokens, place).texts()) == expected


@given(st.text(alphabet='ab",\n\x00é ', max_size=30))
def test_any_text_is_cut_or_has_an_open_quote(text: str) -> None:
    try:
        tokens = tokenise(text.replace("\x00", "").encode(), b",")
    except OpenQuoteError as error:
        row = error.row
    else:
        row = 1
        assert all(len(code_column(tokens, place)) == len(tokens.widths) for place in range(2))
    assert 1 <= row <= text.count("\n") + 1


@given(st.text())
def test_no_word_is_read_by_halves(word: str) -> None:
    value = numbers.read(word, ".", "")
    if np.isfinite(value):
        assert numbers.is_numeric(word)
    for order in ("", "dmy", "mdy", "serial"):
        found = dates.read(word, order)
        assert found is None or found.year >= 1
    assert fold(fold(word)) == fold(word)
    assert read_header(word).item >= 0


@given(st.floats(-1e6, 1e6), st.sampled_from([".", ","]))
def test_a_written_number_is_read_back(value: float, mark: str) -> None:
    written = f"{value:.4f}".replace(".", mark)
    assert numbers.read(written, mark, "") == float(f"{value:.4f}")
