"""A treatment parameter, declared once: forms, tables, checks and sentences read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ketgui.domain.unavailable import Unavailable

Value = float | str | None


@dataclass(frozen=True)
class Parameter:
    """One parameter of a protocol.

    Attributes
    ----------
    key : str
        Its name in a protocol and in files.
    term, note : str
        The field's standard word for it and what it means (English, translated where shown).
    kind : {"number", "integer", "text"}
    unit : str
    low, high : float or None
        The range within which a value needs no second look, ends included.
    decimals : int
        Places in which it is usually written.
    """

    key: str
    term: str
    kind: Literal["number", "integer", "text"] = "text"
    unit: str = ""
    low: float | None = None
    high: float | None = None
    decimals: int = 0
    note: str = ""


@dataclass(frozen=True)
class DerivedValue:
    """What follows from a protocol's parameters, with the arithmetic that leads to it."""

    key: str
    term: str
    value: float | Unavailable
    unit: str = ""
    decimals: int = 0
    formula: str = ""


@dataclass(frozen=True)
class Flag:
    """A parameter whose value does not agree with what follows from the others, in words."""

    key: str
    message: str
