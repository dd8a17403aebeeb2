"""Words that earlier versions used and nobody understood stay out of code, screen and help."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

from tests.places import ROOT

# Whole words and phrases, in any case. What to write instead is in CONTRIBUTING.md, "Words". Of a
# phrase that is also ordinary English only the odd use is listed: one does "drop it here".
PHRASES = (
    r"mend(s|ed|ing)?",
    r"(things? )?to mend",
    r"what stood",
    r"(is|are|was|were) told",
    r"told (apart|otherwise|from others|unasked)",
    r"tells? (them|the patients) apart",
    r"(held|laid) beside",
    r"leave it unkept",
    r"unkept",
    r"(is|are) not kept",
    r"of one['’]s (own )?choice",
    r"all the same",
    r"nobody says",
    r"say otherwise",
    r"says otherwise",
    r"how sure",
    r"what follows from",
    r"what a reader would miss",
    r"take every filter off",
    r"drop it(?! here)",
    r"as generated",
    r"keep my words",
    r"the program['’]s own",
    r"can be had",
    r"nobody rated here",
    r"lies above \d+",
    r"apart by",
    r"(what|nothing|anything|things?|problems?) to look at",
    r"leads where",
)
# Names that say nothing of what a local or a parameter holds.
LOCALS = frozenset({"one", "said", "found", "place", "told", "who", "thing", "held", "taken"})
PATTERN = re.compile(rf"\b({'|'.join(PHRASES)})\b", re.IGNORECASE)
PAGES = sorted([
    *(ROOT / "resources" / "help").rglob("*.md"),
    ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md",
])  # fmt: skip
SOURCES = sorted([*(ROOT / "ketgui").rglob("*.py"), *(ROOT / "packaging").rglob("*.py")])


def id_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def find_phrases(text: str) -> list[str]:
    """Return the phrases in a text, however its lines are broken."""
    joined = re.sub(r"\s+", " ", text)
    return [joined[max(0, m.start() - 30) : m.end() + 30] for m in PATTERN.finditer(joined)]


def texts_of(source: str) -> Iterator[str]:
    """Return what a person reads in a source: strings, docstrings, comments and names."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name.replace("_", " ")
    yield from re.findall(r"#\s(.*)", source)


def find_locals(source: str) -> list[str]:
    """Return the locals and parameters of a source that have a name from `LOCALS`.

    What is declared in a class is an attribute, which others may have named: it is let be.
    """
    tree = ast.parse(source)
    bodies = (node.body for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    statements = (statement for body in bodies for statement in body)
    attributes = {
        id(statement.target) for statement in statements if isinstance(statement, ast.AnnAssign)
    }
    names = [
        node.arg if isinstance(node, ast.arg) else node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.arg)
        or (
            (isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store))
            and id(node) not in attributes
        )
    ]
    return [name for name in names if name in LOCALS]


def test_no_source_brings_them_back():
    phrases = {
        id_of(path): phrases
        for path in SOURCES
        if (phrases := [p for text in texts_of(path.read_text(encoding="utf-8"))
                      for p in find_phrases(text)])
    }  # fmt: skip
    assert phrases == {}


def test_locals_say_what_they_hold():
    names = {
        id_of(path): odd
        for path in SOURCES
        if (odd := find_locals(path.read_text(encoding="utf-8")))
    }
    assert names == {}


def test_a_local_is_found_in_a_loop_a_parameter_and_a_comprehension():
    assert find_locals("for one in rows: pass") == ["one"]
    assert find_locals("def read(place): said = place") == ["place", "said"]
    assert find_locals("[who for who in ids if (held := who)]") == ["who", "held"]
    assert not find_locals("class Row:\n    place: int\nrow.place = take(found=1)")


def test_no_page_brings_them_back():
    phrases = {id_of(path): find_phrases(path.read_text(encoding="utf-8")) for path in PAGES}
    assert not any(phrases.values()), phrases


def test_no_string_on_screen_brings_them_back():
    catalogue = json.loads((ROOT / "resources" / "locale" / "fr.json").read_text(encoding="utf-8"))
    assert not [phrase for message in catalogue for phrase in find_phrases(message)]


def test_a_phrase_is_found_over_a_line_break_and_in_a_name():
    assert find_phrases("Rates were held\nbeside published ones.")
    assert find_phrases("what_follows_from".replace("_", " "))
    assert not find_phrases("recommended amendments, told the patient")
