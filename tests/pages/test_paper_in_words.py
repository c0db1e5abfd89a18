"""The paper of what is kept of her: words as she was asked them, and no sign of the program."""

import re
from datetime import timedelta

from support.followup.rules.answers import CallWish, Direction, Given, Safe
from support.my_support.own_line_pages import check_in_in_words
from tests.builders import World, signed_in_again
from tests.hands import press
from tests.ways import with_everything

_SIGNS = re.compile(r"\d{4}-\d\d-\d\d|[{}\[\]]|\b[a-z]+_[a-z_]+\b|\bNone\b|\bnull\b")


def test_the_paper_shows_no_sign_of_the_program(world: World) -> None:
    with_everything(world)
    own = signed_in_again(world)
    own.get("/my/corrections")
    press(own, "Send", about="answers", wrong="Päivä on toinen.")
    world.clock.pass_time(timedelta(minutes=1))
    own.get("/my/information/paper")
    paper = own.text()
    assert _SIGNS.findall(paper) == []
    assert "I was heard: 9/10 · We talked about what matters to me: 8/10" in paper
    assert "Kokoukset pois aamupäivistä. · You · by " in paper
    assert "5/10" in paper and "Päivä on toinen. · We answer by " in paper


def test_a_check_in_stands_in_the_words_in_which_it_was_asked(world: World) -> None:
    given = Given(
        scale=2,
        direction=Direction.WORSE,
        call=CallWish.TODAY,
        better="Nukuin.",
        safe=Safe.UNSURE,
        wellbeing=(0, 1, 2, 3, 5),
        work_ability=6,
    )
    with world.app.test_request_context("/?lang=en"):
        said = check_in_in_words({"answers": [given.as_json()], "draft": None}, world.clock.now())
        assert check_in_in_words({"answers": None, "draft": [given.as_json()]}, world.clock.now()) == said
    assert "What has gone a little better? Nukuin. · Where are you today on the scale 0-10? 2" in said
    assert "Is it better, the same or worse? Worse" in said and "Are you safe? I am not sure" in said
    assert said.count(" · ") == 10 and _SIGNS.findall(said) == []


def test_a_check_in_that_was_not_answered_says_nothing(world: World) -> None:
    with world.app.test_request_context("/?lang=en"):
        assert check_in_in_words({"answers": None, "draft": None}, world.clock.now()) == ""
