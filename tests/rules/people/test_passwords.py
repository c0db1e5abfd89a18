"""A new password is long, and none that guessing begins with."""

import random
import string

import pytest

from support.people.password_rules import points
from support.people.rules import PASSWORD_LENGTH, PASSWORD_LIMIT, password_fault

NAME, PROVIDER = "Veera Vuori", "Työterveys Meri"
EASY = "This is too easy to guess. Choose something that others cannot know."


@pytest.mark.parametrize(
    "password",
    [
        "kaksi hiljaista soutajaa",
        "viisi laiskaa pilveä taivaalla",
        "tre trötta björnar dansar",
        "a heron borrowed my umbrella",
        "lumi-orava-kello-saari-puro",
        "v8#kQz!m2Lw9@tRx",
        "hq2vtlxwm9ekz7d",
        # A common word does no harm where the rest is her own.
        "talvella ostin kolme vihreää hattua",
        "Kynnysmaton alla asuu muurahainen",
    ],
)
def test_a_sentence_of_ones_own_is_accepted(password: str) -> None:
    assert password_fault(password, NAME, PROVIDER, stolen=False) is None


@pytest.mark.parametrize(
    "password",
    [
        "aaaaaaaaaaaaaaaaa",
        "abababababababab",
        "aaaaabbbbbcccccddddd",
        "123456789012345",
        "1234567890987654321",
        "abcdefghijklmnopq",
        "qwertyuiopasdfgh",
        "qwertyuiopåasdfghjklöä",
        "poiuytrewqlkjhgfdsa",
        "1qaz2wsx3edc4rfv",
        "1q2w3e4r5t6y7u8i",
        "a1b2c3d4e5f6g7h8",
        "qazwsxedcrfvtgb",
        "qwerty12345qwerty12345",
        "passwordpassword",
        "Password12345678",
        "P@ssw0rdP@ssw0rd",
        "Salasana1234567",
        "salasana-salasana-1",
        "s a l a s a n a 1 2 3 4 5",
        "lösenordlösenord",
        "Kesäkuu2026Kesäkuu2026",
        "Summer2026Winter2027",
        "tammikuuhelmikuu",
        "Maanantai-tiistai-1",
        "jagalskardig2026",
        "Tervetuloa2026!!!",
        "TyöterveysMeri2026",
        "tyoterveyshuolto1",
        "KynnysKynnysKynnys",
        "sairaanhoitaja123",
        "correct horse battery staple",
        "The quick brown fox jumps over the lazy dog",
        "kissa käveli tikapuita pitkin",
        "perunajamakkara1",
        "xkcdxkcdxkcdxkcd",
        "- - - - - - - - - - -",
        "                 ",
    ],
)
def test_what_everybody_would_try_is_refused(password: str) -> None:
    assert password_fault(password, NAME, PROVIDER, stolen=False) == EASY


@pytest.mark.parametrize(
    "password", ["minun nimeni on veera", "VUORI on korkea ja kaunis", "v33ra ja kolme pilveä"]
)
def test_the_own_name_is_refused_wherever_it_stands(password: str) -> None:
    assert password_fault(password, NAME, PROVIDER, stolen=False) == EASY


def test_a_name_of_two_letters_stands_in_too_many_words_to_be_refused() -> None:
    assert password_fault("kaksi hiljaista soutajaa", "Li Wu", PROVIDER, stolen=False) is None


@pytest.mark.parametrize(
    ("length", "is_fine"),
    [(PASSWORD_LENGTH - 1, False), (PASSWORD_LENGTH, True), (PASSWORD_LIMIT + 1, False)],
)
def test_length_is_what_counts_first(length: int, is_fine: bool) -> None:
    password = ("hq2vtlxwm9ekz7dc4snb" * 11)[:length]
    assert (password_fault(password, NAME, PROVIDER, stolen=False) is None) is is_fine


def test_what_chance_makes_is_hardly_ever_refused() -> None:
    chance = random.Random(2026)  # noqa: S311  # examples, no secrets
    made = ["".join(chance.choices(string.ascii_lowercase, k=PASSWORD_LENGTH)) for _ in range(500)]
    assert [one for one in made if password_fault(one, NAME, PROVIDER, stolen=False)] == []


@pytest.mark.parametrize(
    ("password", "worth"),
    [("", 0), ("   ", 0), ("salasana", 1), ("salasana salasana", 2), ("salasana2026", 2), ("hq2vt", 5)],
)
def test_a_known_piece_is_worth_one_point_however_long_it_is(password: str, worth: int) -> None:
    assert points(password) == worth
