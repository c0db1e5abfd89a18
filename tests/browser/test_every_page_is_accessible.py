"""Every page in every state: axe, widths, paper, own colours, motion, focus, complaints, other hosts."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

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
from tests.browser import (
    alert_walks,
    attendance_walks,
    check_in_walks,
    hours_walks,
    meeting_walks,
    own_information_walks,
    own_talk_walks,
    pathway_walks,
    person_walks,
    pilot_walks,
    rare_walks,
    supervisor_walks,
    talk_walks,
    time_walks,
    waiting_walks,
    walks,
)
from tests.browser.inspection import Findings
from tests.browser.site import MORNING, Site, served
from tests.browser.states import STATES
from tests.browser.three_party_walks import nurse_comes
from tests.browser.visitor import Visitor
from tests.databases import sqlite_url
from tests.fakes import FixedClock, RecordingSender
from tests.pathways import account_of_the_psychologist
from tests.people_of_the_tests import Staff, a_house
from tests.settings import settings_for

pytestmark = pytest.mark.browser

TEMPLATES = Path(__file__).parents[2] / "templates"

# These answer a GET with something else than a page of their own: a file, a fragment, a way to another page.
NO_PAGES = {
    "static",
    "health.show",
    "public.leave",
    "triage.employer_door",
    "triage.resume",
    "calendars.entry",
    "calendars.feed",
    "supervisor.talk_entry",
    "desk.queue_news",
    "people.time_left",
    "desk.person_code",
    "my_support.download",
    "my_support.number_code",
}

# Parts of pages, drawn with them.
PARTS = ("desk/meeting_words.html", "desk/queue_news.html", "desk/queue_rows.html")

PLANTED = r"""() => {
  const main = document.querySelector('main');
  main.insertAdjacentHTML('beforeend', '<img src="/nowhere.png"><p style="color: red">red</p>');
  const wide = document.createElement('div');
  wide.textContent = 'wide';
  wide.style.width = '500px';
  main.append(wide);
  const words = 'Työterveyspsykologinvastaanottoaika Työterveys\u00adpsykologin\u00advastaanotto\u00adaika';
  main.insertAdjacentHTML('beforeend', `<h2>${words}</h2>`);
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


class Walk:
    """Brings people to the site and remembers what is found."""

    def __init__(self, browser: Browser, site: Site, language: str) -> None:
        self._browser, self._site, self._language = browser, site, language
        self.found = Findings()
        self.found.note_templates(site.app)
        self._people: list[Visitor] = []

    def comes(self) -> Visitor:
        """Somebody new."""
        self._people.append(self.found.watch(Visitor(self._browser, self._site, language=self._language)))
        return self._people[-1]

    def end(self) -> Findings:
        """Everybody leaves."""
        while self._people:
            self.found.keep_complaints(self._people.pop())
        return self.found


# In five steps, each in the time that a test may take before it is thought to hang.
@pytest.fixture(scope="module")
def after_employees(browser: Browser, site: Site, language: str) -> Walk:
    """The pages of everybody and of the person."""
    walk = Walk(browser, site, language)
    rare_walks.sees_nothing(walk.comes(), walk.found.look)
    walk.end()
    _employees(walk.comes, walk.found)
    return walk


@pytest.fixture(scope="module")
def after_staff(after_employees: Walk) -> Walk:
    """The pages of the staff."""
    after_employees.end()
    _staff(after_employees.comes, after_employees.found)
    after_employees.end()
    return after_employees


@pytest.fixture(scope="module")
def after_rare(after_staff: Walk) -> tuple[Walk, Visitor, str]:
    """What happens seldom; with a nurse and a case of hers, for the end."""
    return after_staff, *_what_is_rare(after_staff.comes, after_staff.found)


@pytest.fixture(scope="module")
def psychologist(site: Site) -> Staff:
    """The account of the psychologist of the house: she holds talks and reads versions of pathways."""
    return account_of_the_psychologist(site.begin_work, site.house)


@pytest.fixture(scope="module")
def after_paths(after_rare: tuple[Walk, Visitor, str], psychologist: Staff) -> tuple[Walk, Visitor, str]:
    """The pages of those who go along a path of support."""
    walk, nina, case = after_rare
    _on_a_path(walk.comes, walk.found, psychologist)
    return walk, nina, case


@pytest.fixture(scope="module")
def findings(after_paths: tuple[Walk, Visitor, str], psychologist: Staff) -> Findings:
    """Every page of the service in every state, walked through once."""
    walk, nina, case = after_paths
    _at_the_end(walk.comes, walk.found, nina, case, psychologist)
    return walk.end()


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
    waiting_walks.waits_for_an_earlier_time(comes(), comes(), comes(), found.look)


def _staff(comes: Callable[[], Visitor], found: Findings) -> None:
    walks.new_nurse(comes(), found.look, _invitation(comes().site))
    nils, nina = comes(), comes()
    walks.signs_in(nina, nina.site.house.nina)
    walks.nurse(nils, found.look)
    nina.press("Take", -1)
    assert nina.status == 409
    found.look(nina, "queue-taken")
    hours_walks.changes_hours(nils, found.look, hours_walks.has_a_call_booked(comes()))
    hours_walks.subscribes(nils, found.look)
    alert_walks.sees_to_alerts(nils, found.look)
    alert_walks.plans_duty(nils, found.look)


def _what_is_rare(comes: Callable[[], Visitor], found: Findings) -> tuple[Visitor, str]:
    """A nurse who has booked for somebody, and the address of that case."""
    rare_walks.without_a_number(comes(), found.look)
    rare_walks.code_too_late(comes(), found.look)
    rare_walks.too_many_begin(comes(), found.look)
    rare_walks.at_night(comes(), found.look)
    rare_walks.nothing_can_be_read(comes(), found.look)
    rare_walks.loses_the_session(comes(), found.look)
    rare_walks.cancels_late(comes(), found.look)
    attendance_walks.says_how_it_went(comes(), comes(), comes(), found.look)
    attendance_walks.looks_in_after_a_missed_time(comes(), "+358 00 000 016", found.look)
    nina = comes()
    case = time_walks.books_for_her(nina, comes(), comes(), found.look)
    time_walks.moves_and_cancels_for_her(nina, case, found.look)
    check_in_walks.says_how_she_is(comes(), comes(), found.look)
    return nina, case


def _on_a_path(comes: Callable[[], Visitor], found: Findings, psychologist: Staff) -> None:
    pilot_walks.is_asked_to_be_counted(comes(), "+358 00 000 031", found.look)
    talk_walks.goes_her_way(comes(), comes(), found.look)
    supervisor_walks.shares_with_her_supervisor(comes(), comes(), comes(), found.look)
    own_talk_walks.has_a_talk(comes(), comes(), comes(), psychologist, found.look)
    own_information_walks.decides_over_her_information(comes(), comes(), found.look)
    meeting_walks.three_meet(comes(), comes(), comes(), found.look)


def _at_the_end(
    comes: Callable[[], Visitor], found: Findings, nina: Visitor, case: str, psychologist: Staff
) -> None:
    # Afterwards nobody has hours any more.
    rare_walks.finds_no_time(comes(), comes(), found.look)
    # Weeks have passed on the paths of support.
    nurse_comes(nina, nina.site.house.nina)
    found.look(nina.open(f"{case}/time"), "case-times-none")
    # After the other walks of the same nurse: a code that was refused is told at the next sign-in.
    manager = comes()
    rare_walks.changes_her_role(manager, comes(), found.look)
    pilot_walks.plans_a_pilot(manager, found.look)
    pathway_walks.changes_a_pathway(manager, comes(), psychologist, found.look)
    rare_walks.comes_back_too_late(comes(), found.look)
    visitor = comes()
    rare_walks.invited_too_late(visitor, found.look, _invitation(visitor.site, "tarja@ulappa.example"))


def _invitation(site: Site, email: str = "saara@ulappa.example") -> str:
    with site.begin_work(Actor.operator()) as work:
        team = work.session.execute(select(ServiceTeam)).scalars().one()
        nurse = Practitioner(
            id=work.new_id(), team_id=team.id, name="Saara Salo", profession="nurse", languages=("fi",)
        )
        return invite(work, practitioner=nurse, email=email, role=Role.NURSE, employers=[])


def test_the_pages_of_the_person_can_be_walked(after_employees: Walk) -> None:
    assert len(after_employees.found.shown) > 50


def test_the_pages_of_the_staff_can_be_walked(after_staff: Walk) -> None:
    assert "queue-taken" in after_staff.found.shown


def test_what_happens_seldom_can_be_walked(after_rare: tuple[Walk, Visitor, str]) -> None:
    assert "check-in-help" in after_rare[0].found.shown


def test_the_paths_of_support_can_be_walked(after_paths: tuple[Walk, Visitor, str]) -> None:
    assert "talks-over" in after_paths[0].found.shown


def test_every_route_that_shows_a_page_was_visited(site: Site, findings: Findings) -> None:
    with_pages = {
        rule.endpoint for rule in site.app.url_map.iter_rules() if "GET" in (rule.methods or ())
    } - NO_PAGES
    assert with_pages - findings.endpoints == set()


def test_every_page_says_its_states_and_each_was_looked_at(findings: Findings) -> None:
    parts = ("components/", "layouts/", "demo/sheet/", *PARTS)
    pages = {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html")}
    assert STATES.keys() == {page for page in pages if not page.startswith(parts)}
    unseen = [
        f"{page} {state}: {findings.shown.get(name, 'not looked at')}"
        for page, states in STATES.items()
        for state, name in states.items()
        if findings.shown.get(name) != page
    ]
    assert unseen == []


def test_axe_finds_nothing_on_any_page(findings: Findings) -> None:
    assert findings.axe == []


def test_no_page_has_to_be_scrolled_sideways_on_the_narrowest_phone(findings: Findings) -> None:
    assert findings.too_wide == []


def test_no_word_breaks_without_a_hyphen_on_the_narrowest_phone(findings: Findings) -> None:
    assert findings.broken == []


def test_nothing_on_paper_can_be_pressed_and_every_letter_is_dark(findings: Findings) -> None:
    assert findings.paper == []


def test_nothing_is_told_by_a_tint_alone_in_the_colours_of_the_reader(findings: Findings) -> None:
    assert findings.own_colours == []


def test_nothing_moves_when_less_motion_is_asked_for(findings: Findings) -> None:
    assert findings.moving == []


def test_the_focus_is_never_covered_and_always_has_a_ring(findings: Findings) -> None:
    assert findings.focus == []


def test_no_title_says_who_somebody_is(findings: Findings) -> None:
    assert findings.titles == []


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
    assert [one.partition(":")[0] for one in found.too_wide] == [
        "planted",
        "planted, text twice as large on a phone",
    ]
    assert found.broken == ["planted: Työterveyspsykologinvastaanottoaika"]
    assert any("Content Security Policy" in one for one in found.console)
    assert any("/nowhere.png" in one for one in found.console)
    assert found.foreign == ["http://elsewhere.invalid/"]
