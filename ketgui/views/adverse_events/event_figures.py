"""The figures of adverse events, built off the main thread where there are many events."""

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

# A figure of this many events is built without a noticeable wait.
_MAX_IMMEDIATE = 10_000


@dataclass(frozen=True)
class _BuiltFigure:
    """A figure that needs no more computing, and its index in the list."""

    index: int
    figure: Figure


class EventFigures(FigureChooser):
    """Shows the chosen figure; the previous one stays visible until it is built."""

    def __init__(self, session: Session, tab: str) -> None:
        super().__init__(session, tab)
        # `figures` receives built figures; the catalogue keeps the originals to build from.
        self._catalogue = tuple(self.figures)
        self._jobs = Jobs(self, newest_wins=True)

    @property
    def busy(self) -> bool:
        """Whether a figure is being built."""
        return self._jobs.is_busy

    def show_analysis(self, analysis: Analysis) -> None:
        """Draw the chosen figure of another analysis."""
        self._analysis = analysis
        self._build()

    def _on_choice(self, _index: int) -> None:
        self._build()

    def _on_variant(self, _index: int) -> None:
        self._build()

    def _build(self) -> None:
        analysis, index = self._analysis, self.choice.currentIndex()
        if analysis is None:
            return
        figure, variant = self._catalogue[index], str(self.variant.currentData() or "")
        if len(analysis.cohort.adverse_events) <= _MAX_IMMEDIATE:
            self._on_built(_BuiltFigure(index, figure))
        else:
            self._jobs.start(
                lambda: _BuiltFigure(index, _build_in_advance(figure, analysis, variant)),
                self._on_built,
            )

    def _on_built(self, built: _BuiltFigure) -> None:
        self.figures[built.index] = built.figure
        self._offer_variants()
        self._draw()


def _build_in_advance(figure: Figure, analysis: Analysis, variant: str) -> Figure:
    """Return a figure whose choices and drawing are already computed."""
    # A built figure returns its drawing at once, however it is asked for it.
    variants = figure.variants
    if variants is None:
        spec = figure.build(analysis)
        return replace(figure, build=lambda _analysis: spec)
    choices = variants.choices(analysis)
    keys = [key for key, _title in choices]
    chosen = variant if variant in keys else next(iter(keys), "")
    spec = variants.build(analysis, chosen)

    def build(_analysis: Analysis, _variant: str = "") -> FigureSpec:
        return spec

    ready = replace(variants, choices=lambda _analysis: choices, build=build)
    return replace(figure, build=build, variants=ready)
