"""She takes back that her supervisor may know of their meeting, on her phone, in Swedish."""

import pytest

from tests.browser.conftest import Comes
from tests.browser.site import Site
from tests.browser.three_party_walks import (
    Three,
    are_arranged,
    is_taken,
    last_link,
    names_her_supervisor,
    sends,
    texts_to_supervisor,
)
from tests.browser.visitor import DESK, PHONE
from tests.meetings import AGENDA, WITH_SUPERVISOR

pytestmark = pytest.mark.browser


CANCELLED = "Kutsu keskusteluun on peruttu. Sinun ei tarvitse tehdä mitään."


def test_what_was_permitted_is_taken_back_and_the_supervisor_hears_only_that_it_is_cancelled(
    comes: Comes, site: Site
) -> None:
    # given: three have agreed on a time, which the supervisor sees
    three = _have_agreed(comes)
    agreed = three.supervisor.open("/supervisor").follow("See the meeting").path
    assert AGENDA.split("\n")[0] in three.supervisor.text
    before = texts_to_supervisor(site)
    # when: the employee takes back that her supervisor may know of it
    own = three.own.open("/my").follow("See and decide").press("Take the permission back")
    # then: she reads that nothing is known any more, and that there is no meeting
    assert own.words("Nothing.") in own.text
    own.keep_picture("journey-taken-back")
    own.open("/my")
    assert own.words("You have no time booked.") in own.text
    assert own.words("The meeting is cancelled. Nothing else changes for you.") in own.text
    # and: the supervisor hears that it is cancelled, and finds nothing where it was
    site.let_worker_run()
    assert texts_to_supervisor(site) == [*before, CANCELLED]
    assert three.supervisor.open(agreed).status == 404
    assert three.supervisor.open(last_link(site)).status == 404
    assert (
        three.supervisor.words("There is nothing for you here now")
        in three.supervisor.open("/supervisor").text
    )
    three.supervisor.keep_picture("journey-taken-back-supervisor")
    _reads_what_comes_next(three)


def _have_agreed(comes: Comes) -> Three:
    own, nurse = sends(comes(PHONE, "sv"), WITH_SUPERVISOR), comes(DESK, "en")
    three = Three(own, nurse, comes(PHONE, "fi"), is_taken(nurse))
    names_her_supervisor(own)
    are_arranged(three, releases=True)
    return three


def _reads_what_comes_next(three: Three) -> None:
    """The nurse sees what has happened, and what the path waits for."""
    nurse = three.nurse.open(three.case)
    for sentence in ("Took back what the supervisor may know", "Cancelled the meeting of three"):
        assert nurse.words(sentence) in nurse.text
    nurse.keep_picture("journey-taken-back-nurse")
    assert nurse.words("Not drafted") in nurse.open(f"{three.case}/meeting").text
