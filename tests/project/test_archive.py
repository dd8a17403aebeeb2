"""An archive gives the same bytes for the same study, and tells what is damaged."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketgui.project.archive import ArchiveError, compress, is_safe_name, unpack
from ketgui.project.archive import pack as pack_members

NAMES = st.from_regex(r"[a-z]{1,8}(/[a-z]{1,8})?\.csv", fullmatch=True)


def pack(files):
    return pack_members({name: compress([content]) for name, content in files.items()})


FILES = {"study.toml": b"schema = 2\n", "tables/1.csv": b"row,A\n" * 400, "audit.jsonl": b"{}\n"}


@given(st.dictionaries(NAMES, st.binary(max_size=300), min_size=1, max_size=5))
def test_what_is_packed_is_unpacked(files):
    members = unpack(pack(files))
    assert members.files == files
    assert list(members.files) == list(files)
    assert members.is_whole


def test_equal_contents_are_equal_bytes():
    assert pack(FILES) == pack(dict(FILES))


def test_any_zip_program_opens_it():
    with zipfile.ZipFile(io.BytesIO(pack(FILES))) as archive:
        assert archive.namelist() == list(FILES)
        assert archive.testzip() is None


def test_every_cut_is_known_as_cut():
    whole = pack(FILES)
    for length in range(4, len(whole)):
        members = unpack(whole[:length])
        assert members.is_cut
        assert all(FILES[name] == content for name, content in members.files.items())


def test_what_is_whole_in_a_cut_file_is_read():
    whole = pack(FILES)
    cut = whole[: whole.index(b"audit.jsonl")]
    assert list(unpack(cut).files) == ["study.toml", "tables/1.csv"]


def test_no_altered_byte_is_read_as_if_it_were_whole():
    whole = bytearray(pack(FILES))
    for place in range(4, len(whole)):
        altered = bytearray(whole)
        altered[place] ^= 0x55
        try:
            members = unpack(bytes(altered))
        except ArchiveError:
            continue
        # Whatever is given back under a name of ours is what was written there.
        assert all(FILES.get(name, content) == content for name, content in members.files.items())


@pytest.mark.parametrize("data", [b"", b"PK", b"schema = 'ketgui-recipe-1'", b"\x00" * 100])
def test_other_bytes_are_refused(data):
    with pytest.raises(ArchiveError) as raised:
        unpack(data)
    assert raised.value.reason == "foreign"


def test_too_many_members_are_refused():
    many = pack({f"{n}.csv": b"" for n in range(1_001)})
    for data in (many, many[:-5]):
        with pytest.raises(ArchiveError) as raised:
            unpack(data)
        assert raised.value.reason == "too_large"


def test_a_member_larger_than_it_declares_is_damaged():
    bomb = bytearray(pack({"a.csv": b"0" * 5_000_000}))
    # The local header declares ten bytes, the directory is gone.
    bomb[22:26] = (10).to_bytes(4, "little")
    members = unpack(bytes(bomb[:-30]))
    assert members.files == {}
    assert members.damaged == ("a.csv",)


@pytest.mark.parametrize("name", ["../up.csv", "/etc/x", "C:/x", "a//b", "a\\b", "a\nb", "x" * 201])
def test_a_name_that_leads_elsewhere_is_damaged(name):
    assert not is_safe_name(name)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(zipfile.ZipInfo("good.csv"), b"good")
        archive.writestr(zipfile.ZipInfo(name), b"bad")
    assert list(unpack(stream.getvalue()).files) == ["good.csv"]
