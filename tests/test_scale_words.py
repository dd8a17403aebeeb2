"""No file but the declared scales, and the rates published on them, names a scale of an outcome."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from ketgui.domain.scales import SCALES

PACKAGE = Path(__file__).resolve().parent.parent / "ketgui"
DECLARED = {"domain/scales.py", "domain/literature.py"}
OUTCOMES = [scale for scale in SCALES if scale.occasion == "course"]
NAMES = {name for scale in OUTCOMES for name in (scale.key, *scale.header_names)}
ANY = "|".join(re.sub(r"[ _]", "[ _-]?", name) for name in sorted(NAMES))
PATTERN = re.compile(rf"(?<![a-z])(?:{ANY})(?![a-z])", re.IGNORECASE)


def literals(path: Path) -> Iterator[str]:
    """Return the strings of a module that are no docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    statements = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if id(node) not in statements and isinstance(node, ast.Constant):
            yield str(node.value)


def test_no_other_file_names_a_scale():
    found = {
        path.relative_to(PACKAGE).as_posix(): text
        for path in PACKAGE.rglob("*.py")
        for text in literals(path)
        if PATTERN.search(text)
    }
    assert set(found) == DECLARED


def test_the_pattern_finds_the_scales_it_is_to_find():
    assert all(PATTERN.search(scale.title) for scale in OUTCOMES)
    assert not PATTERN.search("a reduction of at least 50 %")
