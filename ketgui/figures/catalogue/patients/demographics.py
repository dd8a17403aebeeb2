"""Figure: who the patients are."""

from __future__ import annotations

from collections import Counter

from ketgui.domain.unavailable import Unavailable
from ketgui.figures import theme
from ketgui.figures.figure import Figure
from ketgui.figures.parts.bars import LabelledBar, draw_horizontal_bars
from ketgui.figures.parts.rows import GroupHeading
from ketgui.figures.spec import FigureSpec, Panel
from ketgui.statistics.analysis import Analysis
from ketgui.statistics.results.patients.demographics import BASELINE, Characteristic, Demographics
from ketgui.text import _, integer, mark, mean_sd, share, spelled

# More bars are illegible; Table 1 has every line.
_MOST_BARS = 12
KEY, TITLE = "demographics", mark("Patients")


def draw_panel(analysis: Analysis) -> Panel:
    """Draw a bar for each category's share of the enrolled; means are in the subtitle."""
    lines = analysis[Demographics].lines
    return draw_horizontal_bars(
        _group_under_headings(_list_counted(analysis)[:_MOST_BARS]),
        title=_(TITLE),
        subtitle=_("; ").join(text for line in lines if (text := _mean(line))),
        axis_label=_("Patients (%)"),
        colour=theme.BEFORE,
        reason=_("The file describes no characteristic of the patients."),
    )


def _list_counted(analysis: Analysis) -> list[Characteristic]:
    # Of two sexes one bar says all: the share of women.
    lines = analysis[Demographics].lines
    return [line for line in lines if line.unit == "patients" and line.level != "male"]


def _group_under_headings(lines: list[Characteristic]) -> list[LabelledBar | GroupHeading]:
    """Put the levels of a variable, as devices or sites, under its name; those of one bar first."""
    levels = Counter(line.variable for line in lines)
    single = [line for line in lines if levels[line.variable] == 1 or line.level == "yes"]
    bars: list[LabelledBar | GroupHeading] = [_make_bar(line) for line in single]
    for variable in dict.fromkeys(line.variable for line in lines if line not in single):
        several = [line for line in lines if line.variable == variable and line not in single]
        bars.append(GroupHeading(_(several[0].title)))
        bars += [_make_bar(line, under_heading=True) for line in several]
    return bars


def build(analysis: Analysis) -> FigureSpec:
    """Return the figure."""
    bars = draw_panel(analysis)
    return FigureSpec.of(
        KEY,
        _(TITLE),
        (bars,),
        caption=_write_caption(analysis.cohort.enrolled, len(_list_counted(analysis))),
        invented=analysis.cohort.invented,
        height_ratio=0.6,
    )


FIGURE = Figure(KEY, TITLE, build, main=True)


def _write_caption(enrolled: int, bars: int) -> str:
    if enrolled == 0:
        return _("No patient is enrolled.")
    if enrolled == 1:
        return _("Characteristics of the only enrolled patient.")
    caption = _(
        "Characteristics of the {n} enrolled patients: count, percentage, and mean ± standard "
        "deviation.",
        n=spelled(enrolled),
    )
    if bars <= _MOST_BARS:
        return caption
    more = _("The first {n} of {all}.", n=integer(_MOST_BARS), all=integer(bars))
    return f"{caption} {more}"


def _make_bar(line: Characteristic, *, under_heading: bool = False) -> LabelledBar:
    # A file's own categories (its diagnoses, its sites) are not in the catalogue of translations.
    level = line.level_title if line.from_file else _(line.level_title)
    name = _(line.title) if line.level == "yes" else level
    if line.level == "female":
        name = _("Women")
    if line.level == "not_reported" and not under_heading:
        name = _("{what}: not reported", what=_(line.title))
    return LabelledBar(name, 100 * line.value / line.n, share(int(line.value), line.n))


def _mean(line: Characteristic) -> str:
    # The baseline score has figures of its own.
    if line.unit == "patients" or line.variable == BASELINE or isinstance(line.spread, Unavailable):
        return ""
    return f"{_(line.title)} {mean_sd(line.value, line.spread)} {_(line.unit)}"
