"""The table of scales: every row is whole, and no other file names a scale."""

import pytest

from ketgui.domain.folding import fold
from ketgui.domain.scales import MADRS, SCALES, UNKNOWN_SCALES, get_scale

every_scale = pytest.mark.parametrize("scale", SCALES, ids=lambda scale: scale.key)


def test_scales_are_unique_and_found_by_key():
    assert len({scale.key for scale in SCALES}) == len(SCALES)
    assert get_scale("madrs") is MADRS
    with pytest.raises(KeyError):
        get_scale("zork")


@every_scale
def test_items_make_the_highest_total(scale):
    assert scale.low < scale.high
    if scale.items:
        assert len(scale.items) == scale.item_count
    if scale.item_highs:
        highest = [max(scale.item_highs[n - 1] for n in items) for items in scale.domains]
        assert sum(highest or scale.item_highs) == scale.high
        assert scale.item_apart <= scale.item_count


@every_scale
def test_bands_touch_and_cover_the_scale(scale):
    if not scale.bands:
        assert not scale.band_source
        return
    assert scale.bands[0].low == scale.low
    assert scale.bands[-1].high == scale.high
    for lower, upper in zip(scale.bands, scale.bands[1:], strict=False):
        assert upper.low == lower.high + 1


@every_scale
def test_definitions_lie_within_the_scale(scale):
    for cutoff in (scale.remission, scale.relapse):
        assert cutoff is None or scale.low <= cutoff.value <= scale.high
    if scale.occasion == "infusion":
        assert (scale.response, scale.remission, scale.relapse) == (None, None, None)
    if scale.kind == "level":
        assert scale.response is None
    assert scale.low < scale.high


def test_domains_hold_every_item_once():
    for scale in SCALES:
        numbers = [number for items in scale.domains for number in items]
        assert not numbers or sorted(numbers) == list(range(1, scale.item_count + 1))


def test_names_are_folded_and_mean_one_scale():
    names = [
        name
        for scale in (*SCALES, *UNKNOWN_SCALES)
        for name in (*scale.header_names, *getattr(scale, "ambiguous_names", ()))
    ]
    assert [fold(name) for name in names] == names
    joined = [name.replace(" ", "") for name in names]
    assert len(set(joined)) == len(joined)


# Seen in an index entry, an abstract or the founding paper; what has none of these is common use.
SEEN = {"", "Snaith 1986", "Payette 2023", "Salloum 2020", "Duru & Fantino 2008", "McInnes 2022"}


@every_scale
def test_nothing_is_cited_that_nobody_has_seen(scale):
    numbers = (scale.response, scale.remission, scale.relapse, scale.reliability,
               scale.important_difference)  # fmt: skip
    cited = {scale.band_source, *(one.source for one in numbers if one)}
    assert cited <= SEEN
