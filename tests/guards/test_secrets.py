"""What is secret cannot be guessed, and of what is typed only a slow hash is kept (ASVS 6.5, 11.4, 11.5)."""

import re
from collections import Counter
from math import log2
from statistics import NormalDist

import pytest

from support.people.rules import CODE_DIGITS, CODE_LIVES, CODE_TRIES, CODES_PER_NUMBER
from support.people.staff_actions import hash_password
from support.platform.crypto import Place, new_data_key, seal, slow_hash, slow_hash_matches
from support.vocabulary.ids import ID_LENGTH, RandomIds
from tests.builders import World, begun, contact_fields
from tests.people_of_the_tests import PASSWORD

_STORED = re.compile(r"\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)")
# OWASP's smallest argon2id: 19 MiB and two passes.
LEAST_MEMORY, LEAST_PASSES = 19 * 1024, 2
MANY = 100_000


def test_passwords_and_codes_are_hashed_with_argon2id_and_a_salt_of_their_own() -> None:
    for stored in (hash_password(PASSWORD), slow_hash("000000")):
        assert _too_weak(stored) == []
    assert slow_hash("000000") != slow_hash("000000")
    assert slow_hash_matches(slow_hash("000000"), "000000")
    assert not slow_hash_matches(slow_hash("000000"), "000001")


@pytest.mark.parametrize(
    "stored",
    [
        "$argon2id$v=19$m=1024,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g",
        "$argon2id$v=19$m=19456,t=1,p=1$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g",
        "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g",
        "$2b$12$abcdefghijklmnopqrstuv",
        "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8",
    ],
)
def test_a_weak_hash_is_found(stored: str) -> None:
    assert _too_weak(stored)


def test_no_password_and_no_code_stands_in_any_row(world: World) -> None:
    browser = begun(world, "/questions/start-direct")
    browser.post(**contact_fields(world))
    code = world.code()
    (row,) = world.rows("one_time_code")
    assert _too_weak(row["code_hash"]) == [] and slow_hash_matches(row["code_hash"], code)
    assert code not in [str(value) for value in row.values()]
    for account in world.rows("account"):
        assert _too_weak(account["password_hash"]) == []
    (message,) = world.rows("outbound_message")
    assert code.encode() not in message["fields"]


def test_a_code_is_one_of_a_million_and_each_is_as_likely() -> None:
    assert CODE_DIGITS == 6
    ids = RandomIds()
    codes = [ids.digits(CODE_DIGITS) for _ in range(MANY)]
    assert all(re.fullmatch(r"[0-9]{6}", code) for code in codes)
    # All places together show an unevenness that is too small to be seen in one.
    assert _is_even(Counter("".join(codes))), "some digits come more often than others"
    counts = [Counter(code[place] for code in codes) for place in range(CODE_DIGITS)]
    assert all(_is_even(count) for count in counts)


def test_digits_that_are_not_as_likely_are_found() -> None:
    assert not _is_even(
        Counter({str(digit): MANY // 10 + (2_000 if digit == 7 else 0) for digit in range(10)})
    )


def test_whoever_guesses_codes_of_a_number_all_day_finds_none() -> None:
    codes, day = CODES_PER_NUMBER[-1]
    assert day.days == 1
    chance = codes * CODE_TRIES / 10**CODE_DIGITS
    assert chance < 3e-5
    assert CODE_LIVES.total_seconds() <= 600


def test_ids_and_secrets_are_too_long_to_guess() -> None:
    ids = RandomIds()
    assert len(ids.new_id()) == ID_LENGTH and ID_LENGTH * log2(64) >= 128
    assert len(ids.token()) * log2(64) >= 256
    made = {make() for make in (ids.new_id, ids.token) for _ in range(10_000)}
    assert len(made) == 20_000
    assert all(re.fullmatch(r"[\w-]+", one) for one in made)


def test_the_same_words_are_never_sealed_alike() -> None:
    key, place = new_data_key(), Place("employee", "name", "x" * 22)
    sealed = {seal(key, place, "Aino") for _ in range(1_000)}
    assert len(sealed) == 1_000


def _too_weak(stored: str) -> list[str]:
    read = _STORED.fullmatch(stored)
    if read is None:
        return ["not argon2id"]
    memory, passes, salt = int(read[1]), int(read[2]), len(read[4]) * 6 // 8
    faults = {
        "too little memory": memory < LEAST_MEMORY,
        "too few passes": passes < LEAST_PASSES,
        "a short salt": salt < 16,
    }
    return [name for name, is_so in faults.items() if is_so]


def _is_even(counts: Counter[str]) -> bool:
    """Chi-square over ten digits, with the limit that a fair source passes but once in a thousand million."""
    expected = counts.total() / 10
    chi_square = sum((counts[str(digit)] - expected) ** 2 / expected for digit in range(10))
    # Wilson and Hilferty: the cube root of chi-square over its degrees is nearly normal.
    degrees = 9
    spread = 2 / (9 * degrees)
    limit = NormalDist().inv_cdf(1 - 1e-9)
    return bool(((chi_square / degrees) ** (1 / 3) - (1 - spread)) / spread**0.5 < limit)
