"""Direct identifiers: columns and cells that could name a person, found before anything is kept."""

from __future__ import annotations

import re

_HEALTH_NUMBER = re.compile(r"\b[A-Z]{4}[ -]?\d{4}[ -]?\d{4}\b", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", re.IGNORECASE)
_PHONE = re.compile(r"(?<!\d)(?:\+?1[ .-]?)?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?!\d)")
_SOCIAL = re.compile(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{3}(?!\d)")


def looks_identifying(text: str) -> bool:
    """Tell whether a cell holds a health, social insurance or phone number, or an e-mail."""
    if _HEALTH_NUMBER.search(text) or _EMAIL.search(text) or _PHONE.search(text):
        return True
    return any(_luhn(re.sub(r"\D", "", found)) for found in _SOCIAL.findall(text))


def _luhn(digits: str) -> bool:
    doubled = [int(d) * (1 + place % 2) for place, d in enumerate(reversed(digits))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0
