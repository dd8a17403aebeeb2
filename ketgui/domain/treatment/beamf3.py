"""BeamF3: the position of F3 on a head, from three measurements. A record check, nothing else.

The formula printed in circulation is wrong; this is the one that agrees with worked examples.

References
----------
Beam et al. 2009 (measurements); Mir-Moghtadaei et al. 2015 (adjustment).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, radians, sin

from ketgui.domain.treatment.parameters import Parameter
from ketgui.domain.unavailable import Unavailable
from ketgui.text import mark

NOT_FOR_POSITIONING = mark("not for clinical positioning")
ADJUSTMENT_CM = 0.35
ADJUSTMENT_SOURCE = "Mir-Moghtadaei et al. 2015"

# Wide enough for any adult, narrow enough to stop inches, millimetres and mixed-up fields.
BEAM_F3_PARAMETERS: tuple[Parameter, ...] = (
    Parameter("tragus_tragus_cm", mark("Tragus to tragus"), "number", "cm", 25, 48, 1,
              note=mark("From ear to ear over the vertex.")),
    Parameter("nasion_inion_cm", mark("Nasion to inion"), "number", "cm", 25, 48, 1,
              note=mark("From the root of the nose to the back of the head over the vertex.")),
    Parameter("circumference_cm", mark("Head circumference"), "number", "cm", 45, 72, 1,
              note=mark("Around the head, through the forehead.")),
)  # fmt: skip


@dataclass(frozen=True)
class F3Position:
    """Where F3 lies.

    Attributes
    ----------
    x_cm : float
        Along the circumference from the midline.
    y_cm : float
        From the vertex toward that point.
    """

    x_cm: float
    y_cm: float


def locate_f3(
    tragus_tragus_cm: float,
    nasion_inion_cm: float,
    circumference_cm: float,
    adjusted: bool = False,
) -> F3Position | Unavailable:
    """Return the position of F3, unless a measurement is one that no head has.

    Parameters
    ----------
    tragus_tragus_cm, nasion_inion_cm, circumference_cm : float
        In cm; see ``BEAM_F3_PARAMETERS`` for their ranges.
    adjusted : bool
        Whether to add `ADJUSTMENT_CM` to the distance from the vertex.

    Returns
    -------
    F3Position or Unavailable
        In cm; unavailable where a measurement lies outside its range.

    See Also
    --------
    compute_f3 : the formula.

    Examples
    --------
    >>> position = locate_f3(36, 38, 60)
    >>> round(position.x_cm, 2), round(position.y_cm, 2)
    (6.95, 9.79)
    """
    measured = (tragus_tragus_cm, nasion_inion_cm, circumference_cm)
    # A measurement in inches or in another field would give a position that looks plausible.
    objections = [p.find_problem(v) for p, v in zip(BEAM_F3_PARAMETERS, measured, strict=True)]
    if any(objections):
        return Unavailable("; ".join(filter(None, objections)))
    position = compute_f3(*measured)
    return F3Position(position.x_cm, position.y_cm + ADJUSTMENT_CM) if adjusted else position


def compute_f3(tragus_tragus: float, nasion_inion: float, circumference: float) -> F3Position:
    """Return the position of F3 for measurements of any size.

    Parameters
    ----------
    tragus_tragus, nasion_inion, circumference : float
        TT, NI and CF, all in one unit.

    Returns
    -------
    F3Position
        In the unit of the measurements.

    Notes
    -----
    F3 is where two straight lines cross on the flattened head, whose centre is the vertex: that
    through the points at 324° and the front of a circle, and that through 298°. With
    R1 = 0.4·NI and R2 = 0.4·TT: A = (R2·sin 324° + R1/2)/R2;
    B = R1·sin 298°/(R1·cos 298° − R2/2); x = (R1 − R2·B)/(2·(A − B)); y = A·x − R1/2;
    X = CF/4·(90 + atan2(y, x)°)/90; Y = 0.91·√(x² + y²).
    """
    # R1 and R2 of the formula: 40 % of each distance over the vertex.
    front, side = 0.4 * nasion_inion, 0.4 * tragus_tragus
    a = (side * sin(radians(324)) + front / 2) / side
    b = front * sin(radians(298)) / (front * cos(radians(298)) - side / 2)
    # Where the two lines cross, seen from the vertex.
    x = (front - side * b) / (a - b) / 2
    y = a * x - front / 2
    return F3Position(circumference / 4 * (90 + degrees(atan2(y, x))) / 90, 0.91 * hypot(x, y))
