"""Of which scale each rating is: as its row or its header says, else of the MADRS."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ketgui.importing.rows.draft import Piece, remember
from ketgui.importing.rows.reading import Values
from ketgui.importing.vocabulary.targets import UNNAMED_SCALE
from ketgui.importing.vocabulary.timepoints import scale_named


@remember
def find_scales(piece: Piece) -> Values:
    """Return the key of each rating's scale; of one that is not declared, the file's own word."""
    named = piece.values.get("scale")
    if named is None or not len(named):
        return _repeat(UNNAMED_SCALE, piece)
    # The header names one scale for all rows (`_repeat` in drafting): it is looked up once.
    if named.strides == (0,):
        return _repeat(_find_key(named[0]), piece)
    # A row that names no scale has the code -1, and so takes the last of these keys.
    codes, words = pd.factorize(named)
    return np.array([*map(_find_key, words), UNNAMED_SCALE], np.object_)[codes]


def scale_keys(piece: Piece) -> list[str]:
    """Return the scales of a piece's ratings, each once."""
    every = find_scales(piece)
    return list(every[:1]) if every.strides == (0,) else list(pd.unique(every))


def _repeat(key: str, piece: Piece) -> Values:
    return np.broadcast_to(np.array(key, np.object_), len(piece))


def _find_key(word: object) -> str:
    return scale_named(word) if isinstance(word, str) else UNNAMED_SCALE
