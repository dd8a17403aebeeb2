"""A study as one ZIP file: the same members make the same bytes, and a damaged file says so.

Members are stored in a fixed order with a fixed time. Each member has a checksum, and a ZIP file
ends with its directory, so a file that was cut off is recognised. Its whole members can still be
read, because each also has a header of its own.
"""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

# The earliest day and time that a ZIP file can hold, 1 January 1980 at midnight: a study does not
# tell when it was saved.
_TIME, _DAY = 0, (1 << 5) | 1
_LEVEL = 6
# What the headers name: the method, the version of ZIP needed to read it, and names in UTF-8.
_DEFLATED, _VERSION, _UTF8_NAMES = 8, 20, 0x800
# A ZIP file also names the system that made it: always the same one here, so that a study is the
# same bytes on every computer. Unpacked elsewhere, a member is readable by its owner alone.
_UNIX, _ATTRIBUTES = 3, 0o600 << 16
# No study comes near these; they bound what a crafted file can make the program unpack.
MOST_MEMBERS = 1_000
MOST_BYTES = 1 << 30
MOST_NAME = 200
# The three records of a ZIP file, each after its mark: the header before a member, a member's entry
# in the directory, and the end of the directory.
_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_LOCAL_MARK = b"PK\x03\x04"
_ENTRY = struct.Struct("<4s6H3I5H2I")
_ENTRY_MARK = b"PK\x01\x02"
_END = struct.Struct("<4s4H2IH")
_END_MARK = b"PK\x05\x06"


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


@dataclass(frozen=True)
class Packed:
    """A member's content as it goes into an archive: a large one is compressed once.

    Attributes
    ----------
    data : bytes
        Deflated.
    size, checksum : int
        Of the content: its bytes, and its CRC-32.
    sha256 : str
        The content's hash, in hexadecimal.
    """

    data: bytes
    size: int
    checksum: int
    sha256: str


def compress(chunks: Iterable[bytes]) -> Packed:
    """Return content, given in chunks, as a member of an archive.

    Examples
    --------
    >>> compress([b"one"]) == compress([b"o", b"ne"])
    True
    """
    # Negative bits leave out zlib's own header and checksum, which ZIP has no place for.
    deflate = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed: list[bytes] = []
    size, checksum, digest = 0, 0, hashlib.sha256()
    for chunk in chunks:
        packed.append(deflate.compress(chunk))
        size += len(chunk)
        checksum = zlib.crc32(chunk, checksum)
        digest.update(chunk)
    return Packed(b"".join((*packed, deflate.flush())), size, checksum, digest.hexdigest())


def pack(members: Mapping[str, Packed]) -> bytes:
    """Return an archive of named members, in the order given.

    Parameters
    ----------
    members : mapping of str to Packed
        Each member by its name, with ``/`` between folders.

    Returns
    -------
    bytes
        A ZIP file; equal members in equal order give equal bytes.

    Examples
    --------
    >>> unpack(pack({"a.txt": compress([b"one"])})).files
    {'a.txt': b'one'}
    """
    parts: list[bytes] = []
    directory: list[bytes] = []
    position = 0
    for name, member in members.items():
        encoded = name.encode()
        # The fields that a member's header and its entry in the directory have in common.
        shared = (
            _VERSION, _UTF8_NAMES, _DEFLATED, _TIME, _DAY,
            member.checksum, len(member.data), member.size, len(encoded), 0,
        )  # fmt: skip
        parts += (_LOCAL_HEADER.pack(_LOCAL_MARK, *shared), encoded, member.data)
        created = (_UNIX << 8) | _VERSION
        entry = _ENTRY.pack(_ENTRY_MARK, created, *shared, 0, 0, 0, _ATTRIBUTES, position)
        directory.append(entry + encoded)
        position += _LOCAL_HEADER.size + len(encoded) + len(member.data)
    entries = b"".join(directory)
    count = len(members)
    end = _END.pack(_END_MARK, 0, 0, count, count, len(entries), position, 0)
    return b"".join((*parts, entries, end))


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
    # Declared sizes suffice: zipfile reads no more of a member than it declares.
    if len(listed) > MOST_MEMBERS or sum(member.file_size for member in listed) > MOST_BYTES:
        raise ArchiveError("too_large")
    files: dict[str, bytes] = {}
    damaged: list[str] = []
    for member in listed:
        try:
            # Of two members with one name, the second would replace the first unnoticed.
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
    # The fields before the checksum are the same for every member.
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
        # One byte more than declared shows that there is more without unpacking it all: a megabyte
        # can unpack to a gigabyte.
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
        # Signs that Windows refuses in a name; two of them are its separator and a drive's colon.
        and not any(sign in name for sign in '\\:*?"<>|')
    )
