"""Every page in every state: axe, sideways scrolling, complaints of the browser, other hosts."""

import os
from collections.abc import Callable, Iterator

import pytest
from flask_migrate import upgrade
from playwright.sync_api import Browser
from playwright.sync_api import Error as PlaywrightError
from sqlalchemy import select

from support.app import create_app
from support.people.models import Practitioner, ServiceTeam
from support.people.staff_actions import invite
from support.platform.database import db
from support.vocabulary.actor import Actor, Role
from tests.browser import person_walks, walks
from tests.browser.inspection import Findings
from tests.browser.site import MORNING, Site, served
from tests.browser.visitor import Visitor
from tests.databases import sqlite_url
from tests.fakes import FixedClock, RecordingSender
from tests.people_of_the_tests import a_house
from tests.settings import settings_for

pytestmark = pytest.mark.browser

# These answer a GET with something else than a page of their own: a file, a fragment, a way to another page.
NO_PAGES = {
    "static",
    "health.show",
    "public.leave",
    "triage.employer_door",
    "triage.resume",
    "desk.queue_news",
    "people.time_left",
}

PLANTED = """() => {
  const main = document.querySelector('main');
  main.insertAdjacentHTML('beforeend', '<img src="/nowhere.png"><p style="color: red">red</p>');
  const wide = document.createElement('div');
  wide.textContent = 'wide';
  wide.style.width = '500px';
  main.append(wide);
}"""


@pytest.fixture(scope="module")
def site(language: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One site for the whole walk in one language."""
    clock, sender = FixedClock(MORNING), RecordingSender()
    app = create_app(settings_for(sqlite_url(tmp_path_factory.mktemp("walk"))), clock=clock, sender=sender)
    with app.app_context():
        upgrade()
    house = a_house(app.extensions["begin_work"])
    with served(app) as address:
        yield Site(address, app, house, clock, sender)
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="module", params=("fi", "sv", "en") if os.environ.get("LONG") == "1" else ("fi",))
def language(request: pytest.FixtureRequest) -> str:
    """The language of the walk; all three with the large counts."""
    return str(request.param)


@pytest.fixture(scope="module")
def findings(browser: Browser, site: Site, language: str) -> Findings:
    """Every page of the service, walked through once."""
    found = Findings()
    people: list[Visitor] = []

    def comes() -> Visitor:
        people.append(found.watch(Visitor(browser, site, language=language)))
        return people[-1]

    _employees(comes, found)
    _staff(comes, found)
    for visitor in people:
        found.keep_complaints(visitor)
    return found


def _employees(comes: Callable[[], Visitor], found: Findings) -> None:
    walks.anybody(comes(), found.look)
    walks.in_danger(comes(), found.look)
    walks.for_the_team(comes(), found.look)
    walks.locked_out(comes(), found.look)
    person_walks.just_trying(comes(), found.look)
    person_walks.rests(comes(), found.look)
    person_walks.goes_on(comes(), found.look)
    rival = walks.at_the_times(comes(), "+358 00 000 006")
    aino = comes()
    walks.through_the_questions(aino, found.look)
    walks.confirms_and_books(aino, found.look, "+358 00 000 007", lambda slot: walks.takes(rival, slot))
    walks.gives_up(aino, found.look)


def _staff(comes: Callable[[], Visitor], found: Findings) -> None:
    walks.new_nurse(comes(), found.look, _invitation(comes().site))
    nils, nina = comes(), comes()
    walks.signs_in(nina, nina.site.house.nina)
    walks.nurse(nils, found.look)
    nina.press("Take", -1)
    assert nina.status == 409
    found.look(nina, "queue-taken")


def _invitation(site: Site) -> str:
    with site.begin_work(Actor.operator()) as work:
        team = work.session.execute(select(ServiceTeam)).scalars().one()
        nurse = Practitioner(
            id=work.new_id(), team_id=team.id, name="Saara Salo", profession="nurse", languages=("fi",)
        )
        return invite(work, practitioner=nurse, email="saara@ulappa.example", role=Role.NURSE, employers=[])


def test_every_route_that_shows_a_page_was_visited(site: Site, findings: Findings) -> None:
    with_pages = {
        rule.endpoint for rule in site.app.url_map.iter_rules() if "GET" in (rule.methods or ())
    } - NO_PAGES
    assert with_pages - findings.endpoints == set()


def test_axe_finds_nothing_on_any_page(findings: Findings) -> None:
    assert findings.axe == []


def test_no_page_has_to_be_scrolled_sideways_on_the_narrowest_phone(findings: Findings) -> None:
    assert findings.too_wide == []


def test_no_browser_complains_of_a_script_or_of_the_content_policy(findings: Findings) -> None:
    assert findings.console == []


def test_nothing_is_asked_of_another_host(findings: Findings) -> None:
    assert findings.foreign == []


def test_a_planted_fault_of_each_kind_is_seen(browser: Browser, site: Site) -> None:
    found = Findings()
    visitor = found.watch(Visitor(browser, site)).open("/about")
    visitor.page.evaluate(PLANTED)
    found.look(visitor, "planted")
    with pytest.raises(PlaywrightError):
        visitor.open("http://elsewhere.invalid/")
    found.keep_complaints(visitor)
    assert found.endpoints == {"public.about"}
    assert any("image-alt" in one for one in found.axe)
    assert len(found.too_wide) == 1
    assert any("Content Security Policy" in one for one in found.console)
    assert any("/nowhere.png" in one for one in found.console)
    assert found.foreign == ["http://elsewhere.invalid/"]
