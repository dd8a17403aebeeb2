"""Figure: TMS in time, one session and one train of each protocol."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from ketgui.domain.treatment.derivation import DerivedValue
from ketgui.domain.treatment.parameters import add_unit, format_plain
from ketgui.domain.treatment.protocols import TmsProtocol, derive_values, explain_missing
from ketgui.domain.treatment.tms_derivation import derive_train_time
from ketgui.domain.unavailable import Unavailable
from ketgui.figures import theme
from ketgui.figures.figure import Figure
from ketgui.figures.round_numbers import find_round_ticks
from ketgui.figures.spec import Axis, Bars, DataTable, FigureSpec, Lines, Panel
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.treatment.protocol_choice import choose_tms_protocols
from ketgui.text import _, integer, mark, number

KEY, TITLE = "train_pattern", mark("Pulses in time")
_MOST_PROTOCOLS = 4
# Beyond these numbers lines merge; a train of more pulses is drawn as one bar.
_MOST_PULSES = 400
_MOST_TRAINS = 400
_PULSE_WIDTH = 0.5


def build(analysis: Analysis) -> FigureSpec:
    """Return the figure: the planned protocols, else those of the courses."""
    protocols = choose_tms_protocols(analysis)[:_MOST_PROTOCOLS]
    # A single protocol needs no number.
    ordinals = (0,) if len(protocols) == 1 else range(1, len(protocols) + 1)
    panels = [
        panel
        for ordinal, protocol in zip(ordinals, protocols, strict=True)
        for panel in (draw_session(protocol, ordinal), draw_train(protocol))
    ]
    if not panels:
        panels = [_make_empty_panel(_("No TMS protocol is planned or recorded."))]
    return FigureSpec.of(
        KEY,
        _(TITLE),
        tuple(panels),
        caption=_(
            "In minutes: one session, a bar a train. In seconds: its first train, a line a pulse. "
            "Planned protocols where there are any, else those recorded."
        ),
        invented=analysis.cohort.invented,
        columns=min(2, len(panels)),
        height_ratio=max(0.3, 0.24 * ((len(panels) + 1) // 2)),
    )


FIGURE = Figure(KEY, TITLE, build, tab="protocol", priority=20)


def draw_session(protocol: TmsProtocol, ordinal: int = 0) -> Panel:
    """Draw one session: a bar for each train, in minutes, the first in the train panel's colour.

    `ordinal` numbers a protocol without a name, from 1; 0 for the only one.
    """
    protocol = _add_duration(protocol)
    nominal = _find_item(protocol, "nominal_minutes")
    if isinstance(nominal.value, Unavailable):
        return _make_empty_panel(explain_missing(nominal, protocol), _name(protocol, ordinal))
    trains, on, off = (
        round(protocol.trains or 0),
        protocol.train_seconds or 0.0,
        # One train has no interval after it, whatever the protocol says of intervals.
        0.0 if protocol.trains == 1 else protocol.inter_train_interval_seconds or 0.0,
    )
    starts = [index * (on + off) / 60 for index in range(min(trains, _MOST_TRAINS))]
    return Panel(
        _make_time_axis(nominal.value, _("Minutes")),
        _make_height_axis(),
        tuple(
            mark
            for some, colour in ((starts[1:], theme.BEFORE), (starts[:1], theme.AFTER))
            for mark in _draw_trains(some, on / 60, colour, nominal.formula)
        ),
        title=_name(protocol, ordinal),
        subtitle=f"{_name(protocol, ordinal)}: {_describe_session(protocol, nominal)}",
        table=partial(_tabulate_trains, starts, on / 60),
    )


def _tabulate_trains(starts: Sequence[float], minutes: float) -> DataTable:
    rows = (
        (integer(at), number(start, 2), number(start + minutes, 2))
        for at, start in enumerate(starts, 1)
    )
    headers = (_("Train"), _("From (min)"), _("To (min)"))
    return DataTable(headers, tuple(rows), numeric=(True, True, True))


def _draw_trains(
    starts: Sequence[float], length: float, colour: str, text: str
) -> tuple[Bars | Lines, ...]:
    """Return trains from their starts; a line keeps the shortest of them in sight."""
    ends = tuple(start + length for start in starts)
    foot, top = (0.0,) * len(starts), (1.0,) * len(starts)
    bars = Bars(tuple(starts), ends, foot, top, colour, hover=(text,) * len(starts))
    # A bar of a few seconds in forty minutes is thinner than a pixel.
    lines = tuple(((start, 0.0), (start, 1.0)) for start in starts)
    return (Lines(lines, colour, _PULSE_WIDTH), bars)


def _describe_session(protocol: TmsProtocol, nominal: DerivedValue) -> str:
    pulses = _find_item(protocol, "pulses_per_session")
    if isinstance(pulses.value, Unavailable):
        return _("One session: {nominal}", nominal=nominal.format())
    return _("{n} pulses in {nominal}", n=pulses.format(), nominal=nominal.format())


def draw_train(protocol: TmsProtocol) -> Panel:
    """Draw one train: a line for each pulse, in seconds."""
    protocol = _add_duration(protocol)
    pulses, on = _find_item(protocol, "pulses_per_train"), protocol.train_seconds
    if isinstance(pulses.value, Unavailable) or not on or not protocol.frequency_hz:
        return _make_empty_panel(explain_missing(pulses, protocol), _("One train"))
    times = compute_pulse_seconds(protocol) if pulses.value <= _MOST_PULSES else ()
    train = Bars((0.0,), (on,), (0.0,), (1.0,), theme.AFTER, 0.2 if times else 0.8,
                 hover=(pulses.formula,))  # fmt: skip
    lines = Lines(tuple(((at, 0.0), (at, 1.0)) for at in times), theme.AFTER, _PULSE_WIDTH)
    return Panel(
        _make_time_axis(on, _("Seconds")),
        _make_height_axis(),
        (train, lines) if times else (train,),
        title=_("One train"),
        subtitle=f"{_('One train')}: {_describe_train(protocol, pulses.value)}",
        table=partial(_tabulate_pulses, times, on),
    )


def _tabulate_pulses(times: Sequence[float], seconds: float) -> DataTable:
    """Return the moment of each pulse; of very many, how long the train is."""
    rows = tuple((integer(at), number(second, 3)) for at, second in enumerate(times, 1))
    headers = (_("Pulse"), _("Second"))
    return DataTable(headers, rows or ((_("All"), number(seconds, 3)),), numeric=(True, True))


def compute_pulse_seconds(protocol: TmsProtocol) -> tuple[float, ...]:
    """Return when each pulse of a train comes, in seconds from its first one.

    Theta bursts come at the protocol's frequency, the pulses of one at the burst frequency.
    """
    frequency, on = protocol.frequency_hz or 0.0, protocol.train_seconds or 0.0
    # Offsets of the pulses within one burst; without bursts each stimulus is one pulse.
    within = [0.0]
    if protocol.pulses_per_burst and protocol.burst_frequency_hz:
        burst = range(round(protocol.pulses_per_burst))
        within = [index / protocol.burst_frequency_hz for index in burst]
    stimuli = range(round(frequency * on))
    return tuple(index / frequency + offset for index in stimuli for offset in within)


def _describe_train(protocol: TmsProtocol, pulses: float) -> str:
    values = {
        "n": integer(round(pulses)),
        "frequency": add_unit(format_plain(protocol.frequency_hz or 0.0), "Hz"),
    }
    if protocol.is_theta_burst:
        return _("{n} pulses, bursts at {frequency}", **values)
    return _("{n} pulses, {frequency}", **values)


def _add_duration(protocol: TmsProtocol) -> TmsProtocol:
    """Return a protocol with the duration of its trains, where it follows from their pulses."""
    length = derive_train_time(protocol)
    if not isinstance(length, DerivedValue) or isinstance(length.value, Unavailable):
        return protocol
    return replace(protocol, train_seconds=length.value)


def _find_item(protocol: TmsProtocol, key: str) -> DerivedValue:
    return next(item for item in derive_values(protocol) if item.key == key)


def _name(protocol: TmsProtocol, ordinal: int) -> str:
    name = " ".join(part for part in (protocol.stimulator, protocol.coil) if part)
    return name or (f"{_('TMS')} {integer(ordinal)}" if ordinal else _("TMS"))


def _make_time_axis(last: float, label: str) -> Axis:
    # A hundredth more, so that the last bar is not cut at the edge.
    return Axis(0.0, last * 1.01, label, find_round_ticks(0.0, last, 5))


def _make_height_axis() -> Axis:
    return Axis(0.0, 1.1, "", (), visible=False)


def _make_empty_panel(reason: str, title: str = "") -> Panel:
    return Panel(Axis(0.0, 1.0), Axis(0.0, 1.0), title=title, reason=reason)
