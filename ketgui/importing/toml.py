"""TOML as far as a mapping needs it: the standard library reads it and cannot write it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import cast

Value = str | int | float | bool | Sequence["Value"] | Mapping[str, "Value"]


def write(document: Mapping[str, Value]) -> str:
    """Return a document as TOML; lists of mappings become arrays of tables.

    Examples
    --------
    >>> print(write({"schema": 1, "file": [{"name": "a.csv"}]}))
    schema = 1
    <BLANKLINE>
    [[file]]
    name = "a.csv"
    <BLANKLINE>
    """
    return "\n".join(_lines(document, ())) + "\n"


def _lines(table: Mapping[str, Value], path: tuple[str, ...]) -> list[str]:
    own = [f"{_key(key)} = {_inline(value)}" for key, value in table.items() if not _tables(value)]
    for key, value in table.items():
        for row in _tables(value):
            inner = (*path, key)
            own += ["", f"[[{'.'.join(map(_key, inner))}]]", *_lines(row, inner)]
    return own


def _tables(value: Value) -> list[Mapping[str, Value]]:
    if isinstance(value, Mapping | str) or not isinstance(value, Sequence):
        return []
    rows = [row for row in value if isinstance(row, Mapping)]
    return cast("list[Mapping[str, Value]]", rows)


def _key(name: str) -> str:
    plain = name.replace("_", "").replace("-", "")
    return name if plain.isascii() and plain.isalnum() else _text(name)


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _inline(value: Value) -> str:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, Mapping):
        inside = ", ".join(f"{_key(key)} = {_inline(item)}" for key, item in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    return f"[{', '.join(_inline(item) for item in value)}]"
