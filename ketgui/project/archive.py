"""A study as one ZIP file: the same members make the same bytes, and a damaged file says so.

Members are stored in a fixed order with a fixed time. Each has a checksum, and the directory of a
ZIP file stands at its end, so that a file that was cut is known as cut; what is whole in it can
still be read, since every member also has a header of its own.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

# The earliest time that a ZIP file can hold: a study does not tell when it was saved.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_LEVEL = 6
MOST_MEMBERS = 1_000
MOST_BYTES = 1 << 30
MOST_NAME = 200
_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_LOCAL_MARK = b"PK\x03\x04"


class ArchiveError(ValueError):
    """A file that is no archive, or one larger than a study can be.

    Attributes
    ----------
    reason : {"foreign", "too_large"}
        Which of the two.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Members:
    """What was read from an archive.

    Attributes
    ----------
    files : dict
        The content of each whole member by its name, in the archive's order.
    damaged : tuple of str
        Names of the members whose content is not what was written.
    is_cut : bool
        Whether the end of the file is missing: there may have been further members.
    """

    files: Mapping[str, bytes] = field(default_factory=dict[str, bytes])
    damaged: tuple[str, ...] = ()
    is_cut: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether everything that was written is there as it was written."""
        return not self.damaged and not self.is_cut


def pack(files: Mapping[str, bytes]) -> bytes:
    """Return an archive of named contents, in the order given.

    Parameters
    ----------
    files : mapping of str to bytes
        Each member's content by its name, with ``/`` between folders.

    Returns
    -------
    bytes
        A ZIP file; equal contents in equal order give equal bytes.

    Examples
    --------
    >>> unpack(pack({"a.txt": b"one"})).files
    {'a.txt': b'one'}
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        for name, content in files.items():
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            # The creating system is written too; the same study is the same file everywhere.
            member.create_system = 3
            member.external_attr = 0o600 << 16
            archive.writestr(member, content)
    return stream.getvalue()


def unpack(data: bytes) -> Members:
    """Return what an archive holds; nothing is ever written to a folder.

    Parameters
    ----------
    data : bytes
        A ZIP file, or what is left of one.

    Raises
    ------
    ArchiveError
        If the bytes do not begin as an archive does, or it holds more members or bytes than a
        study can have.
    """
    if not data.startswith(_LOCAL_MARK):
        raise ArchiveError("foreign")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        # Without its directory the file was cut: its members are found one after the other.
        return _unpack_without_directory(data)
    with archive:
        return _unpack_listed(archive)


def _unpack_listed(archive: zipfile.ZipFile) -> Members:
    listed = archive.infolist()
    if len(listed) > MOST_MEMBERS or sum(member.file_size for member in listed) > MOST_BYTES:
        raise ArchiveError("too_large")
    files: dict[str, bytes] = {}
    damaged: list[str] = []
    for member in listed:
        try:
            if not is_safe_name(member.filename) or member.filename in files:
                raise zipfile.BadZipFile
            files[member.filename] = archive.read(member)
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError):
            damaged.append(member.filename)
    return Members(files, tuple(damaged))


def _unpack_without_directory(data: bytes) -> Members:
    files: dict[str, bytes] = {}
    damaged: list[str] = []
    position, total = 0, 0
    while (header := _read_header(data, position)) is not None:
        name, start, packed, size, checksum = header
        total += size
        if len(files) >= MOST_MEMBERS or total > MOST_BYTES:
            raise ArchiveError("too_large")
        content = _inflate(data[start : start + packed], size)
        if content is not None and zlib.crc32(content) == checksum and is_safe_name(name):
            files[name] = content
        else:
            damaged.append(name)
        position = start + packed
    return Members(files, tuple(damaged), is_cut=True)


def _read_header(data: bytes, position: int) -> tuple[str, int, int, int, int] | None:
    """Return a member's name, where it begins, its packed and true size, and its checksum."""
    if len(data) < position + _LOCAL_HEADER.size:
        return None
    parts = _LOCAL_HEADER.unpack_from(data, position)
    mark, checksum, packed, size, name_length, extra_length = parts[0], *parts[6:11]
    if mark != _LOCAL_MARK:
        return None
    begin = position + _LOCAL_HEADER.size
    name = data[begin : begin + name_length].decode("utf-8", "replace")
    return name, begin + name_length + extra_length, packed, size, checksum


def _inflate(packed: bytes, size: int) -> bytes | None:
    """Return the content of a member, None where it cannot be had; never more than it declares."""
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = stream.decompress(packed, size + 1)
    except zlib.error:
        return None
    return content if stream.eof and len(content) == size else None


def is_safe_name(name: str) -> bool:
    """Tell whether a member's name stays within the archive: no folder above, no drive.

    Examples
    --------
    >>> [is_safe_name(name) for name in ("tables/1.csv", "../x", "/x", "C:/x", "")]
    [True, False, False, False, False]
    """
    parts = name.split("/")
    return (
        0 < len(name) <= MOST_NAME
        and name.isprintable()
        and not any(part in ("", ".", "..") for part in parts)
        and not any(sign in name for sign in '\\:*?"<>|')
    )
