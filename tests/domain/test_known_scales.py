"""The scales that are known while a study is read."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from ketgui.domain.known_scales import (
    declare_scales,
    find_known_scale,
    get_declared_scales,
    list_known_scales,
)
from ketgui.domain.scale import Scale
from ketgui.domain.scales import MADRS, SCALES

MOOD = Scale("mood", "Clinic mood index", 0, 40)


def test_a_declared_scale_is_known_inside_the_statement_alone():
    with declare_scales([MOOD]):
        assert find_known_scale("mood") is MOOD
        assert list_known_scales() == (*SCALES, MOOD)
    assert find_known_scale("mood") is None
    assert get_declared_scales() == ()


def test_one_of_a_known_key_takes_the_place_of_that_scale():
    own = replace(MADRS, high=70)
    with declare_scales([own]):
        assert find_known_scale("madrs") is own
        assert len(list_known_scales()) == len(SCALES)


def test_it_is_forgotten_after_an_error():
    with pytest.raises(ValueError, match="unreadable"), declare_scales([MOOD]):
        raise ValueError("unreadable")
    assert get_declared_scales() == ()


def test_another_thread_does_not_know_it():
    with declare_scales([MOOD]), ThreadPoolExecutor(1) as pool:
        assert pool.submit(find_known_scale, "mood").result() is None
