"""A sealed study opens with its password alone, and says why it does not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketgui.project.encryption import (
    MARK,
    MEMORY,
    OPERATIONS,
    SealError,
    StudyKey,
    is_sealed,
    make_key,
    seal,
    unseal,
)

# Little work for the tests: what is slow is libsodium's, and tested there.
PASSWORD = "naïve café 7"
HEADER = len(MARK) + 88


def quick_key(password: str = PASSWORD) -> StudyKey:
    return make_key(password, operations=1, memory=8192)


def reason_of(data: bytes, password: str = PASSWORD) -> str:
    with pytest.raises(SealError) as raised:
        unseal(data, password)
    return raised.value.reason


@given(st.binary(max_size=2_000), st.text(min_size=1, max_size=30))
@settings(max_examples=30)
def test_what_is_sealed_is_unsealed(data, password):
    assert unseal(seal(data, quick_key(password)), password)[0] == data


def test_nothing_of_the_study_can_be_read():
    sealed = seal(b"patient P01, MADRS 30, tables/1.csv" * 50, quick_key())
    assert is_sealed(sealed)
    for piece in (b"P01", b"MADRS", b"tables", PASSWORD.encode()):
        assert piece not in sealed


def test_the_same_study_is_sealed_otherwise_each_time_with_the_same_key():
    key = quick_key()
    assert seal(b"study", key) != seal(b"study", key)
    assert unseal(seal(b"study", key), PASSWORD)[1] == key


def test_another_password_is_told_from_an_altered_file():
    sealed = bytearray(seal(b"study", quick_key()))
    assert reason_of(bytes(sealed), "other") == "password"
    assert reason_of(bytes(sealed), "") == "password"
    sealed[-1] ^= 1
    assert reason_of(bytes(sealed)) == "altered"


def test_a_cut_file_is_known_as_cut_before_any_password():
    sealed = seal(b"study" * 100, quick_key())
    for length in (len(MARK), HEADER - 1, HEADER, len(sealed) - 1):
        assert reason_of(sealed[:length], "any") == "cut"


def test_no_altered_byte_opens():
    sealed = seal(b"study", quick_key())
    for place in range(len(sealed)):
        altered = bytearray(sealed)
        altered[place] ^= 0x10
        assert reason_of(bytes(altered)) in ("foreign", "cut", "password", "altered")


def test_a_file_that_asks_for_too_much_memory_or_time_is_refused():
    sealed = bytearray(seal(b"study", quick_key()))
    for place, value in ((0, 1_000_000), (4, 0xFFFFFFFF), (0, 0), (4, 0)):
        asking = bytearray(sealed)
        asking[len(MARK) + place : len(MARK) + place + 4] = value.to_bytes(4, "little")
        assert reason_of(bytes(asking)) == "foreign"


def test_other_bytes_are_no_sealed_study():
    assert reason_of(b"PK\x03\x04") == "foreign"
    assert not is_sealed(b"")


def test_an_empty_password_makes_no_key():
    with pytest.raises(ValueError, match="at least one"):
        make_key("")


def test_the_key_is_made_as_libsodium_advises_for_files():
    from nacl.pwhash import argon2id

    assert (OPERATIONS, MEMORY) == (argon2id.OPSLIMIT_MODERATE, argon2id.MEMLIMIT_MODERATE)


def test_the_secret_is_in_no_representation():
    key = quick_key()
    assert key.secret.hex() not in repr(key)
    assert repr(key.secret) not in repr(key)
