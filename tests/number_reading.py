"""The numbers in a text, read back as a reader would."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

import numpy as np

from ketgui.number_words import LARGEST
from ketgui.text import LANGUAGES

IDS = re.compile(r"\b[PS]\d+\b")
NUMBER = re.compile(r"(?<![\w])[−-]?(?:\d{1,3}(?:\u00a0\d{3})+|\d+)?(?:[.,]\d+)?(?![\w])")


def read_numbers_in_words(text: str, code: str) -> str:
    """Return a text with its numbers in words as figures."""
    spell = LANGUAGES[code].spell
    # "Les deux évaluations" counts nobody.
    for n in range(LARGEST, 1, -1):
        text = re.sub(rf"(?<!les )\b{spell(n)}\b(?![-’])", str(n), text, flags=re.IGNORECASE)
    # "Un" and "one" are numbers only before what is counted.
    return re.sub(r"\b(?:one|un)(?= (?:of|patient|d’entre))", "1", text, flags=re.IGNORECASE)


def tokens(words: str) -> list[str]:
    """Return the numbers in a text, as they are written but with a point and a hyphen."""
    bare = IDS.sub("", words)
    found = (match.group() for match in NUMBER.finditer(bare))
    plain = (one.replace("\u00a0", "").replace("−", "-").replace(",", ".") for one in found)
    # English leaves the zero of what cannot exceed one away.
    zeroed = (re.sub(r"^(-?)\.", r"\g<1>0.", one) for one in plain)
    return [one for one in zeroed if any(c.isdigit() for c in one)]


def plain(value: float, places: int) -> str:
    """Return a number as `tokens` would find it, by rounding that is not the program's own."""
    # Halves go away from zero; floats a hair below one count as one.
    text = f"{value + math.copysign(1e-12, value) * max(1.0, abs(value)):.{places}f}"
    return text.lstrip("-") if float(text) == 0 else text


def bare(value: float) -> str:
    return f"{value:g}"


def p_token(p: float) -> str:
    return "0.001" if p < 0.001 else "0.999" if p >= 0.9995 else plain(p, 3)


def numbers_of(value: Any) -> Iterator[float]:
    """Return every number inside a nest of values."""
    if isinstance(value, dict):
        for item in value.values():
            yield from numbers_of(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from numbers_of(item)
    elif isinstance(value, int | float | np.number) and not isinstance(value, bool):
        yield float(value)
