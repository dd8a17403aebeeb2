"""The scales that the program knows while it reads a study: its own, and those of the plan.

Headers and words are understood deep inside layouts and rules, whose answers are kept for a second
reading. Like the language, the declared scales therefore hold for a whole piece of work instead of
being handed to each of its steps.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from ketgui.domain.scale import Scale
from ketgui.domain.scales import SCALES

# Each thread has its own value: a window shows one study while another one is read.
_DECLARED: ContextVar[tuple[Scale, ...]] = ContextVar("declared_scales", default=())


@contextmanager
def declare_scales(scales: Sequence[Scale]) -> Generator[None]:
    """Know further scales inside a ``with`` statement.

    Parameters
    ----------
    scales : sequence of Scale
        One of a key that the program knows takes the place of that scale.

    Examples
    --------
    >>> with declare_scales([Scale("mood", "Clinic mood index", 0, 40)]):
    ...     find_known_scale("mood").high
    40
    >>> find_known_scale("mood") is None
    True
    """
    token = _DECLARED.set(tuple(scales))
    try:
        yield
    finally:
        _DECLARED.reset(token)


def get_declared_scales() -> tuple[Scale, ...]:
    """Return the scales that are declared here."""
    return _DECLARED.get()


def list_known_scales() -> tuple[Scale, ...]:
    """Return the program's scales and the declared ones, one a key."""
    return tuple({scale.key: scale for scale in (*SCALES, *_DECLARED.get())}.values())


def find_known_scale(key: str) -> Scale | None:
    """Return the scale with this key, None for one that nobody has declared."""
    return next((scale for scale in list_known_scales() if scale.key == key), None)
