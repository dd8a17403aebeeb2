"""Words of cells: missing ones, ids, codes."""

from __future__ import annotations

import pytest

from ketgui.domain.fields import get_field
from ketgui.importing.tables.text_table import CodedText
from ketgui.importing.vocabulary.words import (
    YES_NO,
    drop_case,
    fold_id,
    is_error,
    is_missing,
    is_total,
    propose_code,
    tidy,
    tidy_words,
)


@pytest.mark.parametrize("word", ["", " ", "n/a", "NA", "ND", "—", "s/o", "K.A.", "<NA>"])
def test_words_for_missing_are_the_same_in_every_column(word: str) -> None:
    assert is_missing(word)


def test_a_code_is_missing_where_the_column_says_so() -> None:
    assert not is_missing("99")
    assert is_missing("99", ["99"])


def test_ids_are_alike_but_for_capitals_dashes_and_zeros() -> None:
    assert len({fold_id(id_) for id_ in ("KT-02", "kt 2", "kt02", "KT_002")}) == 1
    assert fold_id("KT-20") != fold_id("KT-02")
    assert drop_case("KT 02") == drop_case("kt02") != drop_case("kt-02")


def test_invisible_characters_are_taken_off() -> None:
    assert tidy("\ufeff P\u200b1  x ") == "P1 x"
    assert list(tidy_words(CodedText.of([" a ", "b"]))) == ["a", "b"]


def test_codes_of_sex_and_of_yes_are_proposed() -> None:
    sex = get_field("patients", "sex")
    assert [propose_code(sex, word) for word in ("Femme", "M", "wombat")] == ["female", "male", ""]
    assert [propose_code(YES_NO, word) for word in ("Oui", "nein", "?")] == ["yes", "no", ""]


def test_failed_formulas_and_totals_are_known() -> None:
    assert is_error("#DIV/0!")
    assert not is_error("0")
    assert is_total("Score total")
    assert not is_total("Sadness")
