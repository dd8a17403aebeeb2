"""What stands where a number would, when there can be none: the reason."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Unavailable:
    """A result that cannot be had, and why (English, translated where shown)."""

    reason: str
