"""The picture of what carries and what weighs."""

import pytest

from support.triage.rules.answers import Answer
from support.triage.rules.picture import Shown, picture
from tests.rules.triage.examples import in_use, small, usual


def titles(lines: tuple[Shown, ...]) -> dict[str, int | None]:
    return {line.title.removeprefix("picture.").removesuffix(".title"): line.level for line in lines}


def test_nothing_answered_gives_an_empty_picture() -> None:
    drawn = picture(in_use(), {})
    assert (drawn.carries, drawn.weighs) == ((), ())


def test_own_picks_come_first_in_their_own_order() -> None:
    drawn = picture(in_use(), usual(strengths=("sleep", "people")))
    assert titles(drawn.carries) == {
        "values.strengths.sleep": None,
        "values.strengths.people": None,
        "support": 3,
        "hope": 2,
        "work_ability": 3,
        "coping": 3,
    }


def test_a_side_has_at_most_six_lines() -> None:
    every = tuple(str(value) for value in in_use().items["strengths"].values)
    assert len(picture(in_use(), usual(strengths=every)).carries) == 6


def test_what_weighs_has_the_weight_that_was_given() -> None:
    drawn = picture(
        in_use(), usual(strain=("conflict", "change"), strain_weight=3, coping_now="hardly", phq4_1=0)
    )
    assert titles(drawn.weighs) == {"values.strain.conflict": 3, "values.strain.change": 3, "everyday": 3}
    assert drawn.weighs[0].level_text == "picture.levels.weighs.3"


def test_nothing_private_is_drawn() -> None:
    answers: dict[str, Answer] = {
        "events": ("violence_or_threat",),
        "strain": ("harassment_or_violence",),
        "death_thoughts": 3,
        "substance": "harm",
    }
    assert picture(in_use(), answers).weighs == ()


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_line_that_can_be_drawn_has_its_words(language: str) -> None:
    protocol = in_use()
    low: dict[str, Answer] = {f"who5_{n}": 1 for n in range(1, 6)}
    low |= {f"phq4_{n}": 3 for n in range(1, 5)}
    drawn = picture(protocol, usual(**low, work_ability=2, coping_now="cannot"))
    assert titles(drawn.weighs) == {
        "wellbeing": 4,
        "tension": 4,
        "low_mood": 4,
        "work_ability": 4,
        "everyday": 4,
    }
    for line in drawn.carries + drawn.weighs:
        for key in (line.title, line.text, line.level_text):
            assert key is None or protocol.text(key, language)


def test_a_second_protocol_draws_its_own_picture() -> None:
    drawn = picture(small(), {"kuulo_1": 2, "kuulo_2": 1, "lahteet": ("laitteet", "puhe")})
    assert titles(drawn.weighs) == {"values.lahteet.laitteet": 4, "values.lahteet.puhe": 4}


def test_scores_that_are_off_leave_the_picture() -> None:
    drawn = picture(in_use().without(["osss3", "who5"]), usual(who5_1=0, who5_2=0, who5_3=0, phq4_1=0))
    assert "support" not in titles(drawn.carries)
    assert drawn.weighs == ()
