"""As much of JSON Schema as ``resources/analysis.schema.json`` uses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_TYPES: dict[str, Any] = {
    "object": dict, "array": list, "string": str, "boolean": bool, "null": type(None),
}  # fmt: skip


def find_faults(value: Any, schema: dict[str, Any], root: dict[str, Any]) -> list[str]:
    """Return where a value is not as its schema says: "outcomes.response: n is missing"."""
    return list(_check(value, schema, root, ""))


def _check(value: Any, schema: dict[str, Any], root: dict[str, Any], path: str) -> Iterator[str]:
    unknown = set(schema) - {
        "$schema", "$ref", "$defs", "title", "description", "type", "const", "anyOf", "properties",
        "required", "additionalProperties", "items", "minItems", "maxItems", "pattern", "minimum",
    }  # fmt: skip
    assert not unknown, unknown
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].removeprefix("#/$defs/")]
    if "const" in schema and value != schema["const"]:
        yield f"{path}: {value!r} is not {schema['const']!r}"
    if "anyOf" in schema and all(list(_check(value, one, root, path)) for one in schema["anyOf"]):
        yield f"{path}: none of the kinds allowed"
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(_is_of(value, kind) for kind in kinds):
        yield f"{path}: {value!r} is no {' or '.join(kinds)}"
    elif isinstance(value, dict):
        yield from _check_object(value, schema, root, path)
    elif isinstance(value, list):
        few, many = schema.get("minItems", 0), schema.get("maxItems", len(value))
        if not few <= len(value) <= many:
            yield f"{path}: {len(value)} entries"
        for place, item in enumerate(value):
            yield from _check(item, schema.get("items", {}), root, f"{path}[{place}]")
    elif isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        yield f"{path}: {value!r} is not of the pattern"
    elif isinstance(value, int | float) and value < schema.get("minimum", value):
        yield f"{path}: {value} is too small"


def _check_object(
    value: dict[str, Any], schema: dict[str, Any], root: dict[str, Any], path: str
) -> Iterator[str]:
    known, further = schema.get("properties", {}), schema.get("additionalProperties", {})
    for name in schema.get("required", []):
        if name not in value:
            yield f"{path}: {name} is missing"
    for name, inner in value.items():
        if name in known:
            yield from _check(inner, known[name], root, f"{path}.{name}")
        elif further is False:
            yield f"{path}: {name} is not in the schema"
        else:
            yield from _check(inner, further, root, f"{path}.{name}")


def _is_of(value: Any, kind: str) -> bool:
    if kind in ("number", "integer"):
        wanted = int if kind == "integer" else int | float
        return isinstance(value, wanted) and not isinstance(value, bool)
    return isinstance(value, _TYPES[kind])
