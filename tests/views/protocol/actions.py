"""What a person does on the Protocol tab."""

from __future__ import annotations


def begin_from(qtbot, window, form, place: int):
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000) as told:
        form._on_preset(place)
    return told.args[0]


def words(planned) -> str:
    follows = planned.calculated_values
    said = (follows.flags.text(), follows.derived.text(), follows.dose.text())
    return "\n".join(said).replace("\u00a0", " ")
