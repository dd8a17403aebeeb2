"""Smaller copies of ELF libraries: without debugging symbols, and ICU with our languages only."""

from __future__ import annotations

import hashlib
import re
import shutil
import struct
import subprocess
from collections.abc import Iterable
from pathlib import Path

Entry = tuple[str, str, str]
# strip breaks libraries whose headers were moved when their wheels were built.
_LEFT_AS_THEY_ARE = re.compile(r"^(numpy|scipy)\.libs/")
# X11, D-Bus, GLib, fonts and the compiler's libraries must be those of the user's system: other
# versions beside the program conflict with its graphics driver and its font settings.
_ON_EVERY_DESKTOP = re.compile(
    r"""lib(X11|X11-xcb|Xau|Xdmcp|xcb|xcb-(glx|randr|render|shape|shm|sync|xfixes|xkb)|bsd|md
      |dbus-1|systemd|gcrypt|gpg-error|lz4|zstd|cap|glib-2\.0|gthread-2\.0|pcre2-8
      |fontconfig|freetype|expat|png16|brotli(common|dec)|z|stdc\+\+|gcc_s)\.so(\.|$)""",
    re.VERBOSE,
)
_ICU = re.compile(r"libicudata\.so\.\d+$")
# Qt asks ICU for case, collation and time zones, in the root locale and our languages. Converters
# of other encodings are left out, since Python converts text here.
_CATALOGUES = Path(__file__).resolve().parents[2] / "resources" / "locale"
_LANGUAGES = "|".join(("en", *sorted(path.stem for path in _CATALOGUES.glob("*.json"))))
_ICU_KEPT = re.compile(
    rf"""^(coll/(root|res_index|{_LANGUAGES})(_\w+)?\.res | coll/ucadata\.icu
      | (root|res_index|pool|({_LANGUAGES})(_(CA|US|FR))?)\.res
      | (zone|curr)/(root|res_index|pool|{_LANGUAGES})\.res
      | (supplementalData|likelySubtags|numberingSystems|timezoneTypes|zoneinfo64|metaZones
        |windowsZones|keyTypeData|icuver|genderList|plurals|dayPeriods|tzdbNames)\.res
      | (cnvalias|icustd|icudata)\.icu | \w+\.nrm | ucadata\.icu)$""",
    re.VERBOSE,
)
_PAGE = 0x1000


def without_the_desktop_s_own(bundle: Iterable[Entry]) -> list[Entry]:
    """Return the entries without the libraries that every desktop provides."""
    return [entry for entry in bundle if not _ON_EVERY_DESKTOP.match(entry[0])]


def entries(bundle: Iterable[Entry], into: Path) -> list[Entry]:
    """Return the entries with each ELF file replaced by a smaller copy in `into`.

    A library that two wheels bring is included once.
    """
    shutil.rmtree(into, ignore_errors=True)
    return _once(
        [(name, _smaller(name, Path(source), kind, into), kind) for name, source, kind in bundle]
    )


def _once(bundle: list[Entry]) -> list[Entry]:
    """Return the entries with later copies of a library as links to its first."""
    first: dict[tuple[str, bytes], str] = {}
    unique: list[Entry] = []
    for name, source, kind in bundle:
        if kind != "BINARY" or "/" not in name:
            unique.append((name, source, kind))
            continue
        file = (Path(name).name, hashlib.sha256(Path(source).read_bytes()).digest())
        if file in first:
            up = "../" * name.count("/")
            unique.append((name, up + first[file], "SYMLINK"))
        else:
            first[file] = name
            unique.append((name, source, kind))
    return unique


def _smaller(name: str, source: Path, kind: str, into: Path) -> str:
    if kind not in ("BINARY", "EXTENSION") or _LEFT_AS_THEY_ARE.match(name):
        return str(source)
    copy = into / name
    copy.parent.mkdir(parents=True, exist_ok=True)
    if _ICU.search(name):
        copy.write_bytes(with_less_data(source.read_bytes()))
        return str(copy)
    stripped = subprocess.run(
        ("strip", "--strip-unneeded", "--enable-deterministic-archives", "-o", copy, source),
        capture_output=True,
    )
    return str(copy if stripped.returncode == 0 else source)


def with_less_data(library: bytes) -> bytes:
    """Return ICU's data library with the items of `_ICU_KEPT` alone.

    The library is a header, the data from the second page on, and the dynamic section behind it:
    the data becomes shorter by whole pages and the section moves up by as many.

    Raises
    ------
    ValueError
        If the library is laid out in another way.
    """
    data = _package(library[_PAGE:])
    moved = [header for header in _headers(library) if header[2] > _PAGE]
    old_end = min(header[2] for header in moved) // _PAGE * _PAGE
    new_end = _PAGE + -(-len(data) // _PAGE) * _PAGE
    if new_end > old_end:
        raise ValueError("nothing to leave out")
    smaller = bytearray(library[:_PAGE] + data.ljust(new_end - _PAGE, b"\0") + library[old_end:])
    _move(smaller, old_end - new_end)
    struct.pack_into("<Q", smaller, 0x28, 0)  # no section headers: the loader reads none
    struct.pack_into("<HHH", smaller, 0x3A, 0, 0, 0)
    return bytes(smaller)


def _headers(library: bytes) -> list[tuple[int, int, int]]:
    """Return (position, type, offset in the file) of each program header."""
    if library[:5] != b"\x7fELF\x02":
        raise ValueError("no 64-bit ELF library")
    (first,) = struct.unpack_from("<Q", library, 0x20)
    size, number = struct.unpack_from("<HH", library, 0x36)
    places = [first + size * index for index in range(number)]
    return [
        (at, struct.unpack_from("<I", library, at)[0], struct.unpack_from("<Q", library, at + 8)[0])
        for at in places
    ]


def _move(library: bytearray, by: int) -> None:
    """Take `by` bytes off the data's segment and off the place of everything behind it."""
    for at, _kind, offset in _headers(bytes(library)):
        virtual, physical, in_file, in_memory = struct.unpack_from("<QQQQ", library, at + 16)
        if offset > _PAGE:
            struct.pack_into("<QQQ", library, at + 8, offset - by, virtual - by, physical - by)
        elif offset + in_file > _PAGE + by:
            struct.pack_into("<QQ", library, at + 32, in_file - by, in_memory - by)


def _package(data: bytes) -> bytes:
    """Return an ICU common data package with fewer items; see ICU's ``ucmndata.h``."""
    (header,) = struct.unpack_from("<H", data)
    if data[2:4] != b"\xda\x27" or data[12:16] != b"CmnD":
        raise ValueError("no ICU data")
    (count,) = struct.unpack_from("<I", data, header)
    toc = [struct.unpack_from("<II", data, header + 4 + 8 * index) for index in range(count)]
    names = [_name(data, header + at) for at, _offset in toc]
    ends = [offset for _at, offset in toc[1:]] + [_end(data, header)]
    items = [
        (name, data[header + start : header + end])
        for name, (_at, start), end in zip(names, toc, ends, strict=True)
        if _ICU_KEPT.match(name.split(b"/", 1)[1].decode())
    ]
    return data[:header] + _contents(items)


def _contents(items: list[tuple[bytes, bytes]]) -> bytes:
    text = b"".join(name + b"\0" for name, _item in items)
    name_at = 4 + 8 * len(items)
    item_at = -(-(name_at + len(text)) // 16) * 16
    toc, body = struct.pack("<I", len(items)), b""
    for name, item in items:
        toc += struct.pack("<II", name_at, item_at + len(body))
        name_at += len(name) + 1
        body += item.ljust(-(-len(item) // 16) * 16, b"\0")
    return (toc + text).ljust(item_at, b"\0") + body


def _name(data: bytes, at: int) -> bytes:
    return data[at : data.index(b"\0", at)]


def _end(data: bytes, header: int) -> int:
    """Return the latest possible end of the last item; the bytes after it are not read."""
    return len(data) - header
