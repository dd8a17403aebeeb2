"""The figures' own look, the same in a light and a dark window.

Colours of outcomes are Okabe and Ito's, which the colour-blind can tell apart too. Sizes and widths
are in points on paper.
"""

from __future__ import annotations

BEFORE = "#5B6C8F"
AFTER = "#D55E00"
RESPONDER = "#009E73"
PARTIAL = "#56B4E9"
NON_RESPONDER = "#7F7F7F"
REMITTER = "#0072B2"
WORSE = "#CC79A7"
UNRATED = "#B8A04A"
WELL_AT_BASELINE = "#E69F00"
# From light to dark, so that they differ in grey too: not recorded, then from mild to death.
SEVERITY = {
    "": "#E3E3E3",
    "mild": "#F9D3B2",
    "moderate": "#EC9455",
    "severe": "#B85000",
    "life_threatening": "#7A3300",
    "death": "#3B1900",
}
# Light enough for black numbers to be read on it, in grey too.
COUNT = "#EC9455"
INK = "#000000"
SOFT_INK = "#4D4D4D"
GRID = "#DDDDDD"
PAPER = "#FFFFFF"

FONT = "Liberation Sans"
# Journals ask for letters of at least 7 points.
TEXT_SIZE = 7.0
TITLE_SIZE = 8.0
LETTER_SIZE = 9.0
AXIS_WIDTH = 0.6
PATIENT_LINE = 0.8
PATIENT_OPACITY = 0.45
MEAN_LINE = 2.0
