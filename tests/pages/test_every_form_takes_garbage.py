"""Whatever arrives in whatever form, the answer is a page for a person and never a fault."""

import pytest

from tests.builders import World
from tests.pages.forms import ANSWERED, send, variants
from tests.pages.made_ready import made_ready
from tests.pages.ready_forms import FORMS, NO_FORMS

OTHER_KINDS = {
    "application/json": b'{"phone": [1, {"a": null}]}',
    "multipart/form-data; boundary=x": b"--x\r\nContent-Disposition: form-data; name=p\r\n\r\n\x00\xff",
    "multipart/form-data": b"no boundary",
    "text/plain": b"\xff" * 2_000,
    "application/x-www-form-urlencoded": b"&&&===%%%&%ff=%00",
}
ALL = [(name, number) for name, prepares in FORMS.items() for number in range(len(prepares))]


def test_every_form_is_among_these(world: World) -> None:
    posts = {rule.endpoint for rule in world.app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    assert posts == FORMS.keys() | NO_FORMS


@pytest.mark.parametrize(("endpoint", "number"), ALL)
def test_garbage_in_any_field_is_answered_with_a_page(endpoint: str, number: int, world: World) -> None:
    form = made_ready(world, endpoint, number)
    assert _endpoint(world, form.url) == endpoint
    for what, pairs in variants(form.fields):
        answer = send(form.browser, form.url, pairs)
        assert answer.status_code in ANSWERED, f"{what}: {answer.status_code}"
        assert "<script>alert" not in answer.get_data(as_text=True), what
        assert "a=b" not in answer.headers.getlist("Set-Cookie"), what
        if endpoint in ("triage.leave_contact", "triage.choose_time") and answer.status_code == 302:
            # What was accepted has been sent; the next garbage needs a form of its own.
            form = FORMS[endpoint][number](world) if endpoint == "triage.leave_contact" else form


@pytest.mark.once  # it is refused before the database is asked for anything
@pytest.mark.parametrize("endpoint", FORMS)
def test_a_form_without_its_token_or_of_another_kind_is_refused_with_a_way_on(
    endpoint: str, world: World
) -> None:
    form = made_ready(world, endpoint)
    pairs = [(name, value.encode()) for name, values in form.fields.items() for value in values]
    for token in ("", "x", "IjEi.aaaa.bbbb", "a" * 5_000, "\x00"):
        answer = send(form.browser, form.url, pairs, token)
        assert answer.status_code == 400
        assert "This page had been open for too long" in answer.get_data(as_text=True)
        assert 'href="/' in answer.get_data(as_text=True)
    client, headers = form.browser.client, form.browser.headers
    for kind, body in OTHER_KINDS.items():
        answer = client.post(form.url, data=body, content_type=kind, headers=headers)
        assert answer.status_code == 400, kind


def _endpoint(world: World, url: str) -> str:
    return str(world.app.url_map.bind("").match(url.partition("?")[0], "POST")[0])
