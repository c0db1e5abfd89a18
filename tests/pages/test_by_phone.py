"""A nurse asks the questions on the phone: in the person's language, and danger is answered at once."""

import pytest

from tests.browser_of_the_tests import ANSWERS
from tests.builders import World, a_sent_case, contact_fields
from tests.nurse_on_the_phone import on_phone, way_on

DANGER: dict[str, list[str]] = {"death_thoughts": ["2"], "self_harm": ["no"]}
PLAN: dict[str, list[str]] = {"plan": ["yes"], "keep_safe": ["yes"]}


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_questions_are_in_the_language_of_the_person(language: str, world: World) -> None:
    words = {"fi": "Turvallisuus", "sv": "Trygghet", "en": "Safety"}
    nils = on_phone(world, language)
    nils.get("/by-phone/questions/4a")
    assert f'<div lang="{language}">' in nils.html()
    assert words[language] in nils.text()
    assert "Continue" in nils.text()
    nils.get("/by-phone/contact")
    nils.post(**contact_fields(world))
    assert world.rows("employee")[0]["language"] == language
    assert world.rows("triage_answer_set")[0]["language"] == language


@pytest.mark.parametrize(
    ("key", "answers", "said"),
    [
        ("4b", PLAN, "what the person is thinking of doing"),
        ("4c", {**ANSWERS["4c"], "violence": ["now"]}, "Ask whether it is safe to talk."),
        ("4c", {**ANSWERS["4c"], "harm_others": ["yes"]}, "Ask whether anybody is in danger at this moment"),
    ],
)
@pytest.mark.requirement("SR-2")
def test_danger_is_answered_with_what_to_do_now(
    key: str, answers: dict[str, list[str]], said: str, world: World
) -> None:
    nils = on_phone(world)
    nils.get("/by-phone/questions/4a")
    nils.post(None, **DANGER)
    nils.get(f"/by-phone/questions/{key}")
    nils.post(None, **answers)
    for words in ("Stay on the line", said, "112"):
        assert words in nils.text()
    assert "Nobody has seen your answers yet" not in nils.text()
    nils.get(way_on(nils))
    assert nils.url.startswith("/by-phone/questions/")


def test_the_nurse_reads_the_numbers_in_her_own_language(world: World) -> None:
    nils = on_phone(world, "fi")
    nils.get("/by-phone/questions/4a")
    nils.post(None, **DANGER)
    nils.get("/by-phone/questions/4b")
    nils.post(None, **PLAN)
    assert "Emergency number, always open." in nils.text()
    assert "MIELI Crisis Helpline in Finnish" in nils.text()
    assert "ympäri vuorokauden" not in nils.text()


def test_what_is_missing_is_told_to_the_nurse_and_the_choices_read_in_one_language(world: World) -> None:
    nils = on_phone(world, "fi")
    nils.get("/by-phone/questions/4c")
    nils.post(None, violence="no")
    assert "Fear of hurting others: Choose an answer" in nils.text()
    assert '<p class="options__or">tai</p>' in nils.html()
    assert '<p class="options__or">or</p>' not in nils.html()


def test_she_sees_the_private_answers_while_she_writes_them_down(world: World) -> None:
    nils = on_phone(world)
    nils.get("/by-phone/questions/4a")
    nils.post(None, **DANGER)
    nils.get("/by-phone/questions/4a")
    ticked = [f'name="death_thoughts" value="{n}" checked' in nils.html() for n in range(4)]
    assert ticked == [False, False, True, False]


def test_an_open_question_is_asked_once_more(world: World) -> None:
    nils = on_phone(world)
    nils.get("/by-phone/questions/4a")
    assert nils.post(None, death_thoughts="0").status_code == 422
    assert nils.post(None, death_thoughts="0").status_code == 200


def test_without_a_language_nothing_begins(world: World) -> None:
    nils = world.nurse(world.house.nils)
    nils.get("/by-phone")
    for language in ("", "xx"):
        assert nils.post("/by-phone", language=language).status_code == 422
        assert "Choose the language you will speak." in nils.text()
    assert world.rows("triage_answer_set") == []


def test_nobody_but_a_nurse_comes_here(world: World) -> None:
    sent = a_sent_case(world)
    for address in ("/by-phone", "/by-phone/questions/2", "/by-phone/contact", "/by-phone/stop"):
        assert sent.browser.client.get(address, headers=sent.browser.headers).status_code == 404
        answer = world.browser().client.get(address)
        assert answer.status_code == 302
        assert answer.location.startswith("/staff/sign-in")
