"""The figures' own look, the same in a light and a dark window.

Colours of outcomes are Okabe and Ito's (2008), beside a grey dark enough to differ from them for
the colour-blind and without colour (`tests/figures/test_theme.py` computes it); what has no
lightness of its own has a dash or a hatch. Sizes and widths are in points on paper.
"""

from __future__ import annotations

BEFORE = "#3D4E74"
AFTER = "#D55E00"
RESPONDER = "#009E73"
PARTIAL = "#56B4E9"
NON_RESPONDER = "#4A4A4A"
REMITTER = "#0072B2"
UNRATED = "#CC79A7"
WELL_AT_BASELINE = "#E69F00"
# From light to dark, so that they differ in grey too, mild to death; not recorded is hatched.
SEVERITY = {
    "": "#8C8C8C",
    "mild": "#FBE3CF",
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
# Lines whose colour says the outcome are opaque: paper shining through would make them alike.
PATIENT_LINE = 0.6
# Many lines of one colour, of which the density is read.
CROWD_OPACITY = 0.3
MEAN_LINE = 1.4
# The most that a bar is thick, however few there are.
BAR_POINTS = 16.0
