"""A study sealed with a password: Argon2id derives the key, XChaCha20-Poly1305 seals the bytes.

The header is in clear and holds nothing of the study: the parameters of the key, a salt, a nonce,
the length of what follows, and a check of the password. The length tells a truncated file from an
altered one, the check a wrong password from either. Neither makes guessing a password cheaper,
since each guess still costs one run of Argon2id.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import Literal

from nacl import bindings, utils
from nacl.encoding import RawEncoder
from nacl.exceptions import CryptoError
from nacl.hash import blake2b
from nacl.pwhash import argon2id

MARK = b"KetGUI sealed study 1\n"
# Passes over the memory, and bytes of memory: libsodium's choice for files, under a second.
OPERATIONS = argon2id.OPSLIMIT_MODERATE
MEMORY = argon2id.MEMLIMIT_MODERATE
# Limits for a file from elsewhere: opening it must not exhaust the machine's memory.
MOST_OPERATIONS = 10
MOST_MEMORY = 1 << 30
# Passes, memory, salt, check, nonce and length, in little-endian order without padding.
_HEADER = struct.Struct("<II16s32s24sQ")
_KEY_BYTES = bindings.crypto_aead_xchacha20poly1305_ietf_KEYBYTES
_TAG_BYTES = bindings.crypto_aead_xchacha20poly1305_ietf_ABYTES

Reason = Literal["foreign", "cut", "password", "altered"]


class SealError(ValueError):
    """A sealed study that cannot be opened.

    Attributes
    ----------
    reason : {"foreign", "cut", "password", "altered"}
        It is not a sealed study, or one of a kind that this version does not know; its end is
        missing; the password is wrong; or bytes of it were changed.
    """

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


@dataclass(frozen=True)
class StudyKey:
    """A key derived from a password, kept while the study is open so that saving is quick.

    Attributes
    ----------
    operations, memory : int
        Argon2id's passes and bytes of memory.
    salt : bytes, 16
        Drawn when the password was set.
    secret : bytes, 32
        Seals and opens; never written anywhere.
    check : bytes, 32
        Tells whether a password is the right one.
    """

    operations: int
    memory: int
    salt: bytes
    secret: bytes = field(repr=False)
    check: bytes = field(repr=False)


def make_key(
    password: str, *, operations: int = OPERATIONS, memory: int = MEMORY, salt: bytes = b""
) -> StudyKey:
    """Return the key of a password; without a salt a new one is drawn.

    Parameters
    ----------
    password : str
        At least one character.
    operations, memory : int
        Argon2id's passes, and its memory in bytes.
    salt : bytes
        16 bytes, from a file that was sealed with them.

    Raises
    ------
    ValueError
        If the password is empty.
    """
    if not password:
        raise ValueError("a password has at least one sign")
    salt = salt or utils.random(argon2id.SALTBYTES)
    # Twice the key's length: one half seals, a hash of the other is the check. The check reveals
    # nothing of the first half.
    derived = argon2id.kdf(2 * _KEY_BYTES, password.encode(), salt, operations, memory)
    check = blake2b(
        derived[_KEY_BYTES:], digest_size=32, person=b"ketgui-check", encoder=RawEncoder
    )
    return StudyKey(operations, memory, salt, derived[:_KEY_BYTES], check)


def is_sealed(data: bytes) -> bool:
    """Tell whether bytes begin like a sealed study."""
    return data.startswith(MARK)


def seal(data: bytes, key: StudyKey) -> bytes:
    """Return bytes sealed with a key, each time under a new nonce.

    Examples
    --------
    >>> key = make_key("a password", operations=1, memory=8192)
    >>> unseal(seal(b"study", key), "a password")[0]
    b'study'
    """
    nonce = utils.random(bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES)
    length = len(data) + _TAG_BYTES
    header = MARK + _HEADER.pack(key.operations, key.memory, key.salt, key.check, nonce, length)
    # The header is authenticated as well: a change to it is noticed.
    return header + bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(
        data, header, nonce, key.secret
    )


def unseal(data: bytes, password: str) -> tuple[bytes, StudyKey]:
    """Return what was sealed, and the key to seal it again.

    Raises
    ------
    SealError
        If it cannot be opened; the reason says why.
    """
    operations, memory, salt, check, nonce, length = _read_header(data)
    body = data[len(MARK) + _HEADER.size :]
    # A file cut short is reported as such before a password costs a second.
    if len(body) < length:
        raise SealError("cut")
    if not password:
        raise SealError("password")
    key = make_key(password, operations=operations, memory=memory, salt=salt)
    # In constant time, so that the time does not tell how many bytes agree.
    if not bindings.sodium_memcmp(key.check, check):
        raise SealError("password")
    try:
        opened = bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(
            body, data[: len(MARK) + _HEADER.size], nonce, key.secret
        )
    except CryptoError:
        raise SealError("altered") from None
    return opened, key


def _read_header(data: bytes) -> tuple[int, int, bytes, bytes, bytes, int]:
    if not is_sealed(data):
        raise SealError("foreign")
    if len(data) < len(MARK) + _HEADER.size:
        raise SealError("cut")
    operations, memory, salt, check, nonce, length = _HEADER.unpack_from(data, len(MARK))
    usable = (
        argon2id.OPSLIMIT_MIN <= operations <= MOST_OPERATIONS
        and argon2id.MEMLIMIT_MIN <= memory <= MOST_MEMORY
    )
    if not usable:
        raise SealError("foreign")
    return operations, memory, salt, check, nonce, length
