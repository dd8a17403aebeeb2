"""Values that were computed before, each kept while nothing that it was computed from has changed.

A change of one definition leaves most results as they are. Lists of what each result depends on
would have to be kept true by hand, and a forgotten entry would leave an old number on the screen,
so what a computation reads is recorded while it runs.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, fields
from functools import cache, reduce
from typing import Any, TypeVar, cast

import pandas as pd

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class _Entry:
    """A value, and everything read to compute it, by dotted names such as "plan.scale"."""

    value: Any
    reads: Mapping[str, object]

    def is_current(self, inputs: Mapping[str, Any]) -> bool:
        """Whether all that was read is the same in these inputs."""
        return all(_is_same(read, _look_up(inputs, name)) for name, read in self.reads.items())


class Memo:
    """Computes values, and keeps those of an earlier memo where it can.

    Parameters
    ----------
    watched : tuple of type
        Dataclasses of which single fields are read; any other input is taken as a whole.
    previous : Memo or None
        What was computed before.
    """

    def __init__(self, watched: tuple[type, ...], previous: Memo | None = None) -> None:
        self._watched = watched
        self._earlier = previous._entries if previous else {}
        self._entries: dict[Hashable, _Entry] = {}

    def compute(self, key: Hashable, function: Callable[..., T], **inputs: Any) -> T:
        """Return what a function returns for these inputs, of which it must be a pure function.

        Settings and texts are compared by value, tables by identity. A value that keeps a watched
        input, to read of it later, must copy it, which reads all of it.
        """
        entry = self._earlier.get(key)
        if entry is None or not entry.is_current(inputs):
            reads: dict[str, object] = {}
            watched = {name: self._watch(name, value, reads) for name, value in inputs.items()}
            entry = _Entry(function(**watched), reads)
        self._entries[key] = entry
        return cast("T", entry.value)

    def forget_earlier(self) -> None:
        """Let go of the memo before: two would hold on to each other's tables for ever."""
        self._earlier = {}

    def _watch(self, name: str, value: Any, reads: dict[str, object]) -> Any:
        """Return a stand-in for an input that records what is read of it."""
        kind = cast("type[Any]", type(value))
        if kind not in self._watched:
            reads[name] = value
            return value
        stand_in = object.__new__(_make_watching_class(kind))
        contents = cast("dict[str, Any]", vars(value))
        inner: dict[str, Any] = {
            part: self._watch(f"{name}.{part}", content, reads)
            for part, content in contents.items()
            if type(content) in self._watched
        }
        members = {**contents, **inner, "_reads": reads, "_name": name, "_inner": inner}
        # A frozen dataclass is filled past its own __setattr__.
        stand_in.__dict__.update(members)
        return stand_in


@cache
def _make_watching_class(kind: type[Any]) -> type[Any]:
    watched = frozenset(part.name for part in fields(kind))

    def read(self: Any, name: str) -> Any:
        get = object.__getattribute__
        value = get(self, name)
        if name in watched and name not in get(self, "_inner"):
            get(self, "_reads")[f"{get(self, '_name')}.{name}"] = value
        return value

    # Under its own name it would be unequal to what it stands for, and be copied as a stand-in.
    members = {"__getattribute__": read, "__class__": property(lambda _self: kind)}
    return type(f"Watched{kind.__name__}", (kind,), members)


def _look_up(inputs: Mapping[str, Any], name: str) -> object:
    first, *rest = name.split(".")
    return reduce(getattr, rest, inputs[first])


def _is_same(before: Any, now: Any) -> bool:
    if before is now:
        return True
    if type(before) is not type(now) or isinstance(now, pd.DataFrame):
        return False
    if isinstance(now, tuple):
        parts = cast("tuple[tuple[Any, ...], tuple[Any, ...]]", (before, now))
        return len(parts[0]) == len(parts[1]) and all(map(_is_same, *parts))
    return bool(before == now)
