"""A page of questions is filled in once for all and ticked for each: nobody reads what is another's."""

import pytest
from flask import Flask

from tests.browser_of_the_tests import ANSWERS, Browser

PAGE = "/questions/3"


@pytest.fixture(autouse=True)
def with_tokens(app: Flask) -> None:
    """Form tokens are on, as in the real service."""
    assert app.config.get("WTF_CSRF_ENABLED", True)


def _reader(app: Flask, language: str = "fi") -> Browser:
    reader = Browser(app, language)
    reader.get("/")
    reader.post("/questions/start")
    reader.get(PAGE)
    return reader


def test_each_reader_has_a_form_token_of_her_own_that_works(app: Flask) -> None:
    aino, bertta = _reader(app), _reader(app)
    assert aino.token() and bertta.token() and aino.token() != bertta.token()
    assert aino.token() not in bertta.html()
    for reader in (aino, bertta):
        reader.post(PAGE, **ANSWERS["3"])
        assert reader.page and reader.page.status_code == 200
        assert reader.url != PAGE


def test_the_token_of_one_reader_does_not_work_for_another(app: Flask) -> None:
    aino, bertta = _reader(app), _reader(app)
    answer = bertta.client.post(PAGE, data={"csrf_token": aino.token(), **ANSWERS["3"]})
    assert answer.status_code == 400


def test_an_answer_is_shown_to_her_who_gave_it_and_to_nobody_else(app: Flask) -> None:
    aino, bertta = _reader(app), _reader(app)
    blank = bertta.html().replace(bertta.token(), "")
    aino.post(PAGE, **ANSWERS["3"])
    aino.get(PAGE)
    assert " checked" in aino.html()
    for reader in (bertta, _reader(app)):
        reader.get(PAGE)
        assert reader.html().replace(reader.token(), "") == blank


def test_every_language_and_every_appearance_has_its_own_page(app: Flask) -> None:
    pages = {language: _reader(app, language).html() for language in ("fi", "sv", "en")}
    assert all(f'<html lang="{language}"' in html for language, html in pages.items())
    dark = _reader(app)
    dark.get("/")
    dark.post("/theme", theme="dark")
    # Chosen once, and nothing stands in the address: such a page is kept for all who chose the same.
    dark.get(PAGE)
    assert 'data-theme="dark"' in dark.html()
    assert 'data-theme="dark"' not in _reader(app).html()


def test_a_page_come_to_from_the_review_says_so_only_then(app: Flask) -> None:
    plain = _reader(app)
    from_review = _reader(app)
    from_review.get(f"{PAGE}?review")
    words = from_review.text()
    from_review.get(PAGE)
    assert words != from_review.text() == plain.text()


def test_own_words_are_shown_to_her_alone(app: Flask) -> None:
    words = 'Äiti sairastui ␚ <input type="radio" name="hope" value="3"'
    aino = _reader(app)
    aino.get("/questions/13")
    aino.post("/questions/13", wish="few_talks", own_words=words)
    aino.get("/questions/13")
    shown = aino.html()
    assert "Äiti sairastui ␚ &lt;input" in shown
    assert shown.count(" checked") == 1
    bertta = _reader(app)
    bertta.get("/questions/13")
    assert "Äiti" not in bertta.html() and " checked" not in bertta.html()


def test_what_stands_in_the_address_of_one_reader_is_in_the_page_of_nobody_else(app: Flask) -> None:
    aino = _reader(app)
    aino.get(f"{PAGE}?slot=somebodys-time&next=her/way")
    assert "somebodys-time" in aino.html()
    bertta = _reader(app)
    assert "somebodys-time" not in bertta.html()
    assert "her%2Fway" not in bertta.html()
