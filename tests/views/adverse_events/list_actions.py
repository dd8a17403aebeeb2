"""What a person does in the list of events."""

from __future__ import annotations

from tests.acting import settled


def settle(qtbot, part) -> None:
    qtbot.waitUntil(lambda: not part._jobs.is_busy and not part._pause.isActive(), timeout=5_000)


def dialog_of(part, kind):
    return next(one for one in part.findChildren(kind) if one.isVisible())


def after(qtbot, session, part, act) -> None:
    settled(qtbot, session, act)
    settle(qtbot, part)
