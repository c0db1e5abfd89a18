"""Two minutes before the end of a session the page says so, and one tap keeps what is being written."""

from datetime import timedelta

import pytest

from tests.browser.conftest import Comes
from tests.browser.visitor import DESK
from tests.browser.walks import signs_in

pytestmark = pytest.mark.browser


def test_a_nurse_who_is_still_there_stays_with_one_tap_and_loses_no_word(comes: Comes) -> None:
    nils = comes(DESK)
    page = nils.page
    signs_in(nils, nils.site.house.nils)
    page.clock.install()
    nils.open("/staff/signed-in")
    page.evaluate("""() => {
        const field = document.createElement('textarea');
        field.id = 'written';
        field.value = 'a long note';
        document.querySelector('main').append(field);
        field.focus();
    }""")
    tap = page.get_by_role("button", name=nils.words("Stay signed in"))
    page.clock.fast_forward("12:00")
    assert not tap.is_visible()
    nils.site.clock.pass_time(timedelta(minutes=13, seconds=30))
    page.clock.fast_forward("01:30")
    tap.wait_for()
    tap.click()
    tap.wait_for(state="hidden")
    assert page.input_value("#written") == "a long note"
    assert page.evaluate("document.activeElement.id") == "written"
    nils.site.clock.pass_time(timedelta(minutes=16))
    page.clock.fast_forward("16:00")
    page.get_by_role("link", name=nils.words("Sign in")).wait_for()
    assert page.input_value("#written") == "a long note"
