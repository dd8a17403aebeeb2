"""The variables by which patients fall into groups.

A column that says who responded makes no groups: comparing responders with non-responders would
show a difference by construction.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ketgui.domain.cohort import Cohort
from ketgui.domain.fields import get_fields
from ketgui.domain.folding import fold
from ketgui.statistics.pairing import Scores
from ketgui.text import mark

# A column with more values than this is remarks, not groups.
MOST_LEVELS = 8
# Columns that would group patients by their outcome: English, French, Spanish.
_OUTCOMES = re.compile(r"responder|response|respuesta|repond|reponse|remission|remisi|remitt")
# Treatments before the study describe the patients: "TMS response", "remission after ECT".
_EARLIER = re.compile(
    r"\b(?:r?tms|smtr|ect|ssri|isrs|antid\w+|prior|previous\w*|past|earlier|anteri\w+|preced\w+|"
    r"previ[ao]\w*)\b"
)


@dataclass(frozen=True, eq=False)
class Grouping:
    """A variable with each patient's level.

    Attributes
    ----------
    variable, title : str
        Its key, and its name on screen (English, translated where shown).
    levels : Series of str
        By patient id; missing where not recorded.
    titles : dict of str to str
        Titles of the levels; a level without one is the file's own word.
    """

    variable: str
    title: str
    levels: pd.Series[str]
    titles: dict[str, str]

    def split(self, change: pd.Series[float]) -> list[tuple[str, Scores]]:
        """Return the changes by level.

        Parameters
        ----------
        change : Series of float
            By patient id, without missing values.

        Returns
        -------
        list of (str, ndarray)
            In the order of the declared titles, else of the alphabet; empty where there are more
            than ``MOST_LEVELS``: a column of remarks makes no groups.
        """
        # A patient whose level is not recorded is in no group, and not among the others.
        levels = self.levels.reindex(change.index).dropna()
        if levels.nunique() > MOST_LEVELS:
            return []
        # Declared levels keep their order; those of the file itself are sorted alphabetically.
        order = {name: position for position, name in enumerate(self.titles)}
        names = sorted(levels.unique(), key=lambda name: (order.get(name, len(order)), name))
        return [
            (name, np.asarray(change.loc[levels.index[levels == name]], np.float64))
            for name in names
        ]


def find_groupings(cohort: Cohort) -> list[Grouping]:
    """Return every variable that patients can be grouped by, the TMS stimulator last.

    Parameters
    ----------
    cohort : Cohort

    Returns
    -------
    list of Grouping

    Notes
    -----
    A column of the file that says who responded makes no groups: that responders changed more is
    how they were chosen. Who responded to an earlier treatment may be compared.

    Examples
    --------
    >>> import pandas as pd
    >>> from ketgui.domain.cohort import apply_schema
    >>> rows = pd.DataFrame({"patient_id": ["P01"], "site": ["A"], "responder": ["yes"]})
    >>> groupings = find_groupings(Cohort(apply_schema("patients", rows)))
    >>> names = [grouping.variable for grouping in groupings]
    >>> "site" in names, "responder" in names
    (True, False)
    """
    patients = cohort.patients.set_index("patient_id")
    declared = {field.key: field for field in get_fields("patients")}
    groupings: list[Grouping] = []
    for name in map(str, patients.columns):
        field = declared.get(name)
        if field is None:
            if _is_outcome_column(name):
                continue
            groupings.append(Grouping(name, name, patients[name].astype("str"), {}))
        elif field.kind == "yes_no":
            # Missing answers stay missing: not asked is not "no".
            answers = patients[name].map({True: "yes", False: "no"}, na_action="ignore")
            titles = {"yes": mark("Yes"), "no": mark("No")}
            groupings.append(Grouping(name, field.title, answers, titles))
        elif field.kind == "choice":
            titles = {choice.key: choice.title for choice in field.choices}
            groupings.append(Grouping(name, field.title, patients[name], titles))
        elif field.kind == "text" and not field.identifying:
            groupings.append(Grouping(name, field.title, patients[name], {}))
    # The device is recorded with each course; a patient counts once, by the first.
    stimulators = cohort.tms_courses.dropna(subset=["stimulator"]).drop_duplicates("patient_id")
    devices = stimulators.set_index("patient_id")["stimulator"]
    groupings.append(Grouping("stimulator", mark("TMS stimulator"), devices, {}))
    return groupings


def _is_outcome_column(name: str) -> bool:
    folded = fold(name)
    return bool(_OUTCOMES.search(folded)) and not _EARLIER.search(folded)
