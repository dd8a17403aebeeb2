"""Every word the program speaks is in each catalogue, once, and typeset as its language is."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from ketgui.languages import ENGLISH, LANGUAGES, Language
from ketgui.paths import find_resource

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted((ROOT / "ketgui").rglob("*.py"))
NB = "\u00a0"
PLURALS = ("plural", "plural_spelled", "plural_start")
Entry = str | list[str]

# Attributes and variables that hold a declared word, marked where it is declared, or a term or a
# level of the user's file, which is shown as it is where the catalogue does not know it.
ATTRIBUTES = {
    "title", "help", "note", "unit", "reason", "source", "term", "question", "qualifier",
    "level_title", "axis", "measures",
}  # fmt: skip
DECLARED = {
    "column.header", "heading", "TITLE", "NOT_FOR_POSITIONING", "group.level", "item.name",
    "kind", "reason", "CONVENTION_NOTE", "self.protocol.target", "title", "titles[word]", "words",
    "sentence.sentence.heading", "style.limits", "style.spread",
    "style.with_limits", "unit", "word", "advice", "cause",
}  # fmt: skip


@cache
def list_calls() -> tuple[tuple[Path, str, ast.Call], ...]:
    """Return every call of a function by its name, or as ``text.name``."""
    return tuple(
        (path, name, node)
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and (name := name_of(node.func))
    )


def name_of(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        owner = function.value
        return function.attr if isinstance(owner, ast.Name) and owner.id == "text" else ""
    return function.id if isinstance(function, ast.Name) else ""


def calls(name: str) -> Iterator[tuple[Path, ast.Call]]:
    """Return the calls of a function of ``text``, as ``_`` or as ``text._``."""
    return ((path, call) for path, called, call in list_calls() if called == name)


def literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def single_messages() -> dict[str, str]:
    """Return each message of ``_`` and ``mark`` with a place it comes from."""
    found = {}
    for name in ("_", "mark"):
        for path, call in calls(name):
            if (words := literal(call.args[0])) is not None:
                found.setdefault(words, f"{path.relative_to(ROOT)}:{call.lineno}")
    return found


def plural_messages() -> dict[str, tuple[str, str]]:
    """Return each plural form of ``plural``, with its place, by its singular."""
    found = {}
    for path, call in (pair for name in PLURALS for pair in calls(name)):
        one, many = literal(call.args[0]), literal(call.args[1])
        assert one is not None, f"{path}:{call.lineno}"
        assert many is not None, f"{path}:{call.lineno}"
        found[one] = (many, f"{path.relative_to(ROOT)}:{call.lineno}")
    return found


CODES = [code for code in LANGUAGES if code != ENGLISH.code]


def read_catalogue(code: str) -> dict[str, Entry]:
    return json.loads(find_resource("locale", f"{code}.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module", params=CODES)
def rules(request) -> Language:
    return LANGUAGES[request.param]


@pytest.fixture(scope="module")
def catalogue(rules) -> dict[str, Entry]:
    return read_catalogue(rules.code)


@pytest.fixture(scope="module")
def french() -> dict[str, Entry]:
    return read_catalogue("fr")


@pytest.fixture(scope="module")
def said() -> dict[str, str]:
    """Return every message with a place where it is said."""
    return single_messages() | {one: place for one, (_, place) in plural_messages().items()}


def forms(entry: Entry) -> list[str]:
    return [entry] if isinstance(entry, str) else entry


def places(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name is not None}


def test_every_message_is_in_the_catalogue(catalogue, said):
    missing = {words: place for words, place in said.items() if words not in catalogue}
    assert not missing


def test_no_entry_is_stale(catalogue, said):
    assert not set(catalogue) - set(said)


def test_entries_are_sorted_so_that_changes_read_well(catalogue):
    assert list(catalogue) == sorted(catalogue)


def test_plurals_have_every_form_of_the_language_and_others_one(catalogue, rules):
    several = plural_messages()
    for words, entry in catalogue.items():
        if words in several:
            assert isinstance(entry, list), words
            assert len(entry) == rules.plural_forms, words
        else:
            assert isinstance(entry, str), words
        assert all(form.strip() for form in forms(entry)), words


def test_both_forms_of_a_plural_fill_the_same_places():
    for one, (many, place) in plural_messages().items():
        assert places(one) == places(many), place
        assert "n" in places(many), place


def test_translations_fill_the_same_places(catalogue):
    for words, entry in catalogue.items():
        for form in forms(entry):
            assert places(form) == places(words), words


def test_apostrophes_and_quotation_marks_are_french(french):
    for words, entry in french.items():
        for form in forms(entry):
            assert "'" not in form, words
            assert not set(form) & set('“”"\u202f'), words
            assert form.count("«") == form.count("»"), words


def test_no_entry_holds_a_character_that_no_document_can_hold(catalogue):
    written = json.dumps(catalogue, ensure_ascii=False)
    assert not re.search(r"\\u00[01][0-9a-f]|\\[bf]", written)


def test_french_has_a_space_that_does_not_break_before_some_marks_and_none_before_others(french):
    """Check the spacing of the Office québécois de la langue française."""
    for entry in french.values():
        for form in forms(entry):
            assert not re.search(r"\s[;!?]", form), form
            for found in re.finditer(r"[:%»]", form):
                before = form[found.start() - 1] if found.start() else NB
                inside_a_word = form[found.end() :][:1].isalnum() and found.group() == ":"
                assert before in f"{NB}(" or inside_a_word, form
            assert not re.search(f"«(?!{NB})", form), form


# Written after a number in words of this program.
UNITS = (
    "%|mg/kg/h|mg/kg|mg/mL|mL/h|mg|kg|mL|cm|mm|Hz|min|ppp|pixels|Go|ans|jours?|semaines?|mois|"
    "heures?|secondes|points?"
)
TORN = re.compile(
    rf"(?<=[\d}}]) (?:{UNITS})(?![\w/])"
    r"|\bIC à | à (?=\{level\})"
    r"|\b(?:[nNWptr]|ÉT|d_z|g_z) [=<>≥≤]|[=<>≥≤] (?=\d)"
    r"|(?<=[\d}]) [×±÷] (?=\{height|\{down)"
)


def test_no_line_ends_between_a_number_and_its_unit_or_in_a_comparison(french):
    for entry in french.values():
        for form in forms(entry):
            assert not TORN.search(form), form
    assert TORN.search("IC à 95 %")
    assert TORN.search("p < 0,001")
    assert TORN.search("0,5 mg/kg/h")


@pytest.mark.parametrize("page", sorted((ROOT / "resources" / "help" / "fr").glob("*.md")))
def test_no_line_of_a_help_page_ends_between_a_number_and_its_unit(page):
    assert not re.search(rf"\d (?:{UNITS})(?![\w/])", page.read_text(encoding="utf-8"))


def test_ends_are_alike(catalogue):
    for words, entry in catalogue.items():
        for form in forms(entry):
            assert form.endswith("…") == words.endswith("…"), words
            assert form.endswith(".") == words.endswith("."), words


def test_mnemonics_are_kept(catalogue):
    for words, entry in catalogue.items():
        for form in forms(entry):
            assert form.count("&") == words.count("&"), words


def test_only_literals_and_declared_words_are_translated():
    for name in ("_", *PLURALS, "mark"):
        for path, call in calls(name):
            for argument in call.args[: 2 if name in PLURALS else 1]:
                if literal(argument) is None:
                    shown = ast.unparse(argument)
                    assert name == "_", f"{path}: {name}({shown})"
                    known = shown in DECLARED or shown.rpartition(".")[2] in ATTRIBUTES
                    assert known or is_looked_up(argument), f"{path}: _({shown})"


def is_looked_up(argument: ast.expr) -> bool:
    """Tell whether words come from a constant table of the module, whose words are marked."""
    table = argument.func if isinstance(argument, ast.Call) else argument
    while isinstance(table, ast.Subscript | ast.Attribute):
        table = table.value
    return isinstance(table, ast.Name) and table.id.isupper() and table is not argument


def declared_words() -> Iterator[str]:
    from ketgui.domain.fields import FIELDS, TABLES
    from ketgui.domain.scales import SCALES
    from ketgui.figures.catalogue import FIGURES
    from ketgui.statistics.results import RESULTS
    from ketgui.views.tabs import TABS

    yield from TABLES.values()
    for field in FIELDS:
        yield from (field.title, field.help, *(choice.title for choice in field.choices))
    for scale in SCALES:
        yield from (*scale.items, *(band.title for band in scale.bands))
    for result in RESULTS:
        yield from (result.title, result.label_header, *result.columns)
    for figure in FIGURES:
        yield figure.title
    for tab in TABS:
        yield from (tab.title, tab.question)


def test_declared_words_are_marked(catalogue):
    assert {words for words in declared_words() if words} <= set(catalogue)
