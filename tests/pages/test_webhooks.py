"""Only what the provider has signed, for just this address and just these fields, leaves anything behind."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as with_settings
from hypothesis import strategies as st

from config import Settings
from support.app import create_app
from support.messaging.rules import State
from support.messaging.webhook_address import report_address, report_path
from support.platform.database import db
from tests.builders import LOOKER, dump
from tests.provider_callbacks import Told, signed
from tests.provider_stand_in import ACCOUNT, OUR_NUMBER, TOKEN, Fate
from tests.row_changes import changed
from tests.texting import Texting

PHONE = "+358401234567"
SECOND = "s" * 32
FIELDS = {
    "AccountSid": ACCOUNT,
    "Body": "en jaksa",
    "From": PHONE,
    "MessageSid": "SM" + "a" * 32,
    "To": OUR_NUMBER,
}
REPORT = {"AccountSid": ACCOUNT, "MessageSid": "SM" + "b" * 32, "MessageStatus": "delivered"}
MANY = with_settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def _reply(texting: Texting, token: str = TOKEN, **other: str) -> Told:
    return signed(f"{texting.base}/messages/reply", {**FIELDS, **other}, token)


def _report(texting: Texting, address: str = "", token: str = TOKEN, **other: str) -> Told:
    """A report about the only message, told where its sender has asked for it."""
    (message,) = texting.provider.messages.values()
    return signed(address or message.fields["StatusCallback"], {**REPORT, **other}, token)


def _told(texting: Texting, told: Told, **headers: str) -> int:
    parts = urlsplit(told.address)
    return (
        texting.app.test_client()
        .post(
            f"{parts.path}?{parts.query}" if parts.query else parts.path,
            data=told.body(),
            headers={**told.headers(), **headers},
        )
        .status_code
    )


def _kept(texting: Texting) -> tuple[int, Any]:
    """How many replies there are, and what is known of the message."""
    states = [row["state"] for row in texting.rows("outbound_message")]
    return len(texting.rows("inbound_message")), states


@pytest.fixture
def sent(texting: Texting) -> Texting:
    """With a message under way of which nobody has heard yet: the answer to it was lost."""
    texting.provider.will(Fate("dropped"))
    texting.plan("code:1")
    texting.send_due()
    return texting


def test_what_the_provider_has_signed_is_taken(sent: Texting) -> None:
    assert _kept(sent) == (0, [State.UNKNOWN])
    assert _told(sent, _report(sent)) == 204
    assert _kept(sent) == (0, [State.DELIVERED])
    assert _told(sent, _reply(sent)) == 204
    assert _kept(sent)[0] == 1


@pytest.mark.parametrize("token", ["", "x" * 32, TOKEN[:-1], TOKEN.upper()])
def test_what_somebody_else_has_signed_leaves_nothing(token: str, sent: Texting) -> None:
    before = dump(sent.begin_work)
    assert _told(sent, _reply(sent, token)) == _told(sent, _report(sent, token=token)) == 403
    assert not changed(before, dump(sent.begin_work))


@pytest.mark.parametrize("header", ["", "x", "ä" * 28, "A" * 9000])
def test_what_is_not_signed_at_all_leaves_nothing(header: str, sent: Texting) -> None:
    before = dump(sent.begin_work)
    for told in (_reply(sent), _report(sent)):
        assert _told(sent, replace(told, signature=header)) == 403
    client = sent.app.test_client()
    for path in ("/messages/reply", "/messages/report", "/messages/report?attempt=x&mark=y"):
        assert client.post(path).status_code == 403
        assert client.post(path, json=FIELDS).status_code == 403
    assert not changed(before, dump(sent.begin_work))


def test_while_one_token_is_exchanged_for_another_both_count(sent: Texting, settings: Settings) -> None:
    both = replace(sent.app.extensions["settings"], twilio_token=SECOND, twilio_token_secondary=TOKEN)
    app = create_app(both, clock=sent.clock)
    during = replace(sent, app=app)
    assert _told(during, _reply(during)) == 204
    assert _told(during, _reply(during, SECOND, MessageSid="SM" + "c" * 32)) == 204
    assert _told(sent, _reply(sent, SECOND)) == 403
    app.extensions["sms_sender"].close()
    with app.app_context():
        db.engine.dispose()


def test_without_a_provider_nothing_is_genuine(app: Any) -> None:
    client = app.test_client()
    for path in ("/messages/reply", "/messages/report"):
        told = signed(f"http://127.0.0.1:5000{path}", FIELDS, "")
        assert client.post(path, data=told.body(), headers=told.headers()).status_code == 403


def test_the_address_is_the_configured_one_whatever_a_header_says(sent: Texting) -> None:
    elsewhere = signed("http://localhost:5000/messages/reply", FIELDS, TOKEN)
    for headers in (
        {"Host": "localhost:5000"},
        {"X-Forwarded-Host": "localhost:5000"},
        {"X-Forwarded-Proto": "https"},
    ):
        assert _told(sent, elsewhere, **headers) == 403
    assert _kept(sent)[0] == 0
    assert _told(sent, _reply(sent), Host="localhost:5000") == 204


def test_the_account_of_somebody_else_is_not_ours(sent: Texting) -> None:
    assert _told(sent, _reply(sent, AccountSid="AC" + "9" * 32)) == 403
    without = {name: value for name, value in FIELDS.items() if name != "AccountSid"}
    assert _told(sent, signed(f"{sent.base}/messages/reply", without, TOKEN)) == 403


def test_a_field_that_comes_twice_is_not_what_was_signed(sent: Texting) -> None:
    told = _reply(sent)
    assert _told(sent, replace(told, fields=(*told.fields, ("From", PHONE)))) == 403
    assert _told(sent, replace(told, fields=(*told.fields, ("Body", "7")))) == 403


def test_names_and_values_cannot_be_cut_apart_in_another_way(sent: Texting) -> None:
    """Whoever writes "7From+358…" would else speak for another number, if she could see the signature."""
    told = _reply(sent, Body="7From+358409999999")
    recut = {**FIELDS, "Body": "7", "From": "+358409999999", f"From{PHONE}": ""}
    same = signed(told.address, recut, TOKEN)
    assert same.signature == told.signature
    assert _told(sent, same) == 403
    assert _kept(sent)[0] == 0


def test_a_report_about_one_attempt_says_nothing_of_another(sent: Texting) -> None:
    told, other = _report(sent), report_path(sent.begin_work.keys.lookup, "other-1")
    mark = other.rpartition("=")[2]
    swapped = told.address.rpartition("=")[0] + "=" + mark
    assert _told(sent, signed(swapped, dict(told.fields), TOKEN)) == 403


def test_a_report_about_no_attempt_of_ours_leaves_nothing(sent: Texting) -> None:
    before = dump(sent.begin_work)
    address = report_address(sent.base, sent.begin_work.keys.lookup, "A" * 22 + "-1")
    assert _told(sent, _report(sent, address)) == 204
    assert not changed(before, dump(sent.begin_work))


def test_what_is_told_again_changes_nothing(sent: Texting) -> None:
    told = (_report(sent), _reply(sent))
    assert {_told(sent, one) for one in told} == {204}
    before = dump(sent.begin_work)
    assert {_told(sent, one) for one in told for _ in range(3)} == {204}
    assert not changed(before, dump(sent.begin_work))


def test_a_page_in_a_browser_cannot_tell_us_anything(sent: Texting) -> None:
    assert _told(sent, _reply(sent), **{"Sec-Fetch-Site": "cross-site"}) == 403
    assert _kept(sent)[0] == 0


@MANY
@given(data=st.data())
def test_any_change_to_a_signed_request_is_refused_and_leaves_nothing(
    data: st.DataObject, sent: Texting
) -> None:
    _refused_when_changed(data, sent)


@pytest.mark.long
@with_settings(MANY, max_examples=4_000)
@given(data=st.data())
def test_any_of_very_many_changes_is_refused_and_leaves_nothing(data: st.DataObject, sent: Texting) -> None:
    _refused_when_changed(data, sent)


def _refused_when_changed(data: st.DataObject, sent: Texting) -> None:
    told = data.draw(st.sampled_from([_reply(sent), _report(sent)]))
    changed_one = data.draw(_altered(told))
    before = _kept(sent)
    assert _told(sent, changed_one) in (400, 403, 404, 405)
    assert _kept(sent) == before


@MANY
@given(
    fields=st.dictionaries(
        st.sampled_from([*FIELDS, *REPORT, "ErrorCode", "OptOutType", "x", "ä"]) | st.text(max_size=8),
        st.text(max_size=40) | st.sampled_from([*FIELDS.values(), *REPORT.values(), "30003", "9" * 30]),
    )
)
def test_whatever_the_provider_signs_is_answered(fields: dict[str, str], sent: Texting) -> None:
    whole = {"AccountSid": ACCOUNT, **fields}
    with_report = report_address(sent.base, sent.begin_work.keys.lookup, "x")
    for address in (f"{sent.base}/messages/reply", with_report):
        assert _told(sent, signed(address, whole, TOKEN)) in (204, 403)


def _altered(told: Told) -> st.SearchStrategy[Told]:
    """The same request with one sign of its address, its fields or its signature another one."""
    parts = urlsplit(told.address)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    base = told.address.removesuffix(path)
    signs = st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="#")

    def elsewhere(text: str, alphabet: st.SearchStrategy[str], start: int = 0) -> st.SearchStrategy[str]:
        places = st.integers(start, max(start, len(text) - 1))
        return (
            st.tuples(places, alphabet, st.sampled_from(["put", "instead", "away"]))
            .map(lambda drawn: _with_another(text, *drawn))
            .filter(lambda other: other != text)
        )

    addresses = elsewhere(path, signs, 1).map(lambda other: replace(told, address=base + other))
    signatures = elsewhere(told.signature, signs).map(lambda other: replace(told, signature=other))

    def fields(which: tuple[int, int]) -> st.SearchStrategy[Told]:
        place, part = which
        text = told.fields[place][part]
        others = elsewhere(text, st.characters(exclude_categories=["Cs"]))

        def put(other: str) -> Told:
            pair = list(told.fields[place])
            pair[part] = other
            return replace(told, fields=(*told.fields[:place], (pair[0], pair[1]), *told.fields[place + 1 :]))

        return others.map(put)

    places = st.tuples(st.integers(0, len(told.fields) - 1), st.integers(0, 1))
    return addresses | signatures | places.flatmap(fields)


def _with_another(text: str, place: int, sign: str, how: str) -> str:
    if how == "put":
        return text[:place] + sign + text[place:]
    return text[:place] + (sign if how == "instead" else "") + text[place + 1 :]


def test_the_address_of_a_report_tells_nothing_of_the_person(sent: Texting) -> None:
    with sent.begin_work.to_read(LOOKER) as look:
        path = report_path(look.keys.lookup, "attempt-1")
    assert path == report_path(sent.begin_work.keys.lookup, "attempt-1")
    assert path.startswith("/messages/report?attempt=attempt-1&mark=")
    assert path != report_path(b"another key" * 3, "attempt-1")
