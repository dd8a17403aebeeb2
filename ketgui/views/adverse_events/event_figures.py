"""The figures of adverse events: of very many events they are made off the main thread."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ketgui.session.jobs import Jobs
from ketgui.session.session import Session
from ketgui.views.widgets.figures.figure_chooser import FigureChooser

if TYPE_CHECKING:
    from ketgui.figures.figure import Figure
    from ketgui.figures.spec import FigureSpec
    from ketgui.statistics.analysis import Analysis

# So many are counted within the time that nobody notices.
_MAX_IMMEDIATE = 10_000


@dataclass(frozen=True)
class _BuiltFigure:
    """A figure that needs no more computing, and its place in the list."""

    place: int
    figure: Figure


class EventFigures(FigureChooser):
    """Shows the chosen figure; the one before stays in sight until it is made."""

    def __init__(self, session: Session, tab: str) -> None:
        super().__init__(session, tab)
        self._catalogue = tuple(self.figures)
        self._jobs = Jobs(self, newest_wins=True)

    @property
    def busy(self) -> bool:
        """Whether a figure is being made."""
        return self._jobs.is_busy

    def show_analysis(self, analysis: Analysis) -> None:
        """Draw the chosen figure of another analysis."""
        self._analysis = analysis
        self._make()

    def _on_choice(self, _place: int) -> None:
        self._make()

    def _on_variant(self, _place: int) -> None:
        self._make()

    def _make(self) -> None:
        analysis, place = self._analysis, self.choice.currentIndex()
        if analysis is None:
            return
        figure, variant = self._catalogue[place], str(self.variant.currentData() or "")
        if len(analysis.cohort.adverse_events) <= _MAX_IMMEDIATE:
            self._on_made(_BuiltFigure(place, figure))
        else:
            self._jobs.start(
                lambda: _BuiltFigure(place, _build_in_advance(figure, analysis, variant)),
                self._on_made,
            )

    def _on_made(self, made: _BuiltFigure) -> None:
        self.figures[made.place] = made.figure
        self._offer_variants()
        self._draw()


def _build_in_advance(figure: Figure, analysis: Analysis, variant: str) -> Figure:
    """Return a figure that has its choices and its drawing at hand."""
    variants = figure.variants
    if variants is None:
        spec = figure.build(analysis)
        return replace(figure, build=lambda _analysis: spec)
    choices = variants.choices(analysis)
    keys = [key for key, _words in choices]
    chosen = variant if variant in keys else next(iter(keys), "")
    spec = variants.build(analysis, chosen)

    def built(_analysis: Analysis, _variant: str = "") -> FigureSpec:
        return spec

    ready = replace(variants, choices=lambda _analysis: choices, build=built)
    return replace(figure, build=built, variants=ready)
