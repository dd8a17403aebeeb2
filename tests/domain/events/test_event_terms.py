"""The built-in words for adverse events and the terms and classes that they stand for."""

from __future__ import annotations

import pytest

from ketgui.domain.events.adverse_events import SOC_OF_TERM
from ketgui.domain.events.event_terms import (
    SYNONYMS,
    find_preferred_term,
    find_soc,
    is_no_event,
    recognise_soc,
)
from ketgui.domain.folding import fold


def test_every_word_stands_for_a_term_with_a_class():
    for word, term in SYNONYMS:
        assert find_preferred_term(word) == term, word
        assert find_soc(word) == SOC_OF_TERM[term], word


def test_no_word_stands_for_two_terms():
    folded = [fold(word) for word, _term in SYNONYMS]
    assert len(folded) == len(set(folded))
    assert not set(folded) & {fold(term) for term in SOC_OF_TERM}


def test_a_word_of_no_list_is_its_own_term_and_has_no_class():
    assert find_preferred_term("Démangeaison") == "demangeaison"
    assert find_soc("Démangeaison") == ""


@pytest.mark.parametrize("word", ["Aucun", "none", "RAS", "No adverse events", "keine", "0"])
def test_words_for_no_event(word):
    assert is_no_event(word)


@pytest.mark.parametrize("word", ["nausea", "no sleep", "none of the listed", "1"])
def test_events_are_not_words_for_none(word):
    assert not is_no_event(word)


@pytest.mark.parametrize("soc", sorted(set(SOC_OF_TERM.values())))
def test_classes_are_recognised_whatever_their_case(soc):
    assert recognise_soc(soc.upper()) == soc


def test_a_class_of_no_list_keeps_the_words_of_the_file():
    assert recognise_soc("Affections de la peau") == "Affections de la peau"
