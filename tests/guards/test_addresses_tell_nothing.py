"""No address says who somebody is, what she told, or what would let anybody in (ASVS 14.2.1).

On the pages of the employee and her supervisor no address and no title says what was decided either.
"""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from werkzeug.test import TestResponse

from support.my_support import check_in_end_pages, consent_pages, meeting_pages, pages
from support.supervisor import coaching_pages as supervisor_coaching_pages
from support.supervisor import home_pages
from support.supervisor import meeting_pages as supervisor_meeting_pages
from tests.browser_of_the_tests import PHONE
from tests.builders import World, a_sent_case, addresses, at_page, open_values
from tests.pages.forms import send
from tests.pages.made_ready import made_ready
from tests.pages.ready_forms import FORMS
from tests.people_of_the_tests import PASSWORD

pytestmark = pytest.mark.once
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"

# What may stand behind the question mark, and how it may look. Whoever adds one adds it here, on purpose.
PARAMETERS = {
    "alert": r"[\w-]{22}",
    "before": r"[\w-]{22}",
    "channel": r"phone|video|on_site",
    "day": r"20\d\d-\d\d-\d\d",
    "done": r"[a-z_]{0,20}",
    "lang": r"fi|sv|en",
    "mark": r"[\w-]{0,64}",
    "month": r"20\d\d-\d\d",
    "more": r"\d{0,3}",
    "next": r"/[\w/-]*(/calendar\.ics)?",
    "page": r"\d{1,3}",
    "path": r"[a-z_]{0,24}",
    "peek": r"[\w-]{22}",
    "review": r"\d?",
    "sent": r"all|part",
    "show": r"[a-z_]{0,12}",
    "since": r"[\dT:.+Z-]{0,40}",
    "slot": r"(\d{8}T\d{4}Z~[\w-]{22}~[a-z_]+)?",
    "talk": r"[01]?",
    "theme": r"auto|light|dark",
}
# The pages of the questions and the steps of a pathway are numbered, for everybody alike.
NUMBERED_ALIKE = ("/questions/", "/by-phone/questions/", "/pathways/")
# What their addresses say of what has been done, alike for a yes and a no. Whoever adds one adds it here.
NEUTRAL = frozenset(
    {"answered", "changed", "marked", "noted", "saved", "sent", "thanks", "updated", "welcome"}
    # Of times, as everybody has them.
    | {"cancelled", "kept", "listed", "unlisted"}
)
THEIRS = ("/my", "/supervisor", "/s/", "/c/")
NOTICES = (
    pages._DONE,
    consent_pages._DONE,
    meeting_pages._DONE,
    home_pages._DONE,
    supervisor_meeting_pages._DONE,
    supervisor_coaching_pages._DONE,
    dict.fromkeys((check_in_end_pages.CALLED, check_in_end_pages.SENT)),
)
TITLES = frozenset(
    {"My support", "My information", "Where you are signed in", "For the supervisor", "Sign in"}
    | {"Your answers", "Your answers have been sent", "Help now", "This link is no longer in use"}
    | {"My number", "Confirm your number"}
)
DECISIONS = r"withdr|declin|refus|revok|consent|permission|coach|negotiat|turn_down|crisis"
SECRETS = {
    "name": "Kanarianimi",
    "own words": "kanariasanat",
    "number": re.escape(PHONE.replace(" ", "")),
    "end of the number": "00000001",
    "address of staff": "ulappa.example",
    "password": PASSWORD,
    "a word of health": r"mental|health|burnout|depress|crisis_level|suicid|masennus|uupumus|terveys|diagno",
    "a secret by its name": r"csrf|token=|password|secret|session=|code=",
}


def test_no_address_of_any_page_tells_anything(world: World) -> None:
    sent = a_sent_case(
        world,
        contact={"first_name": SECRETS["name"]},
        p13={"wish": ["few_talks"], "own_words": [SECRETS["own words"]]},
    )
    values = open_values(world.app) | sent.values
    nurse = world.nurse(world.house.nils)
    nurse.get(f"/cases/{sent.case_id}")
    nurse.post(f"/cases/{sent.case_id}/claim")
    for browser in (world.browser(), at_page(world, "13"), sent.browser, nurse):
        found = 0
        for rule, address in addresses(world.app, values):
            answer = browser.client.get(address, headers=browser.headers)
            links = _links(answer)
            assert _told(links) == [], f"{rule}"
            found += len(links)
        assert found > 100


@pytest.mark.parametrize(
    ("endpoint", "number"), [(name, one) for name, forms in FORMS.items() for one in range(len(forms))]
)
def test_no_form_leads_to_an_address_that_tells_anything(endpoint: str, number: int, world: World) -> None:
    form = made_ready(world, endpoint, number)
    pairs = [(name, value.encode()) for name, values in form.fields.items() for value in values]
    answer = send(form.browser, form.url, pairs)
    assert _told(_links(answer)) == []


@pytest.mark.parametrize(
    ("planted", "found"),
    [
        ("/my?name=x", "a parameter that is not listed: name"),
        ("/times?talk=soon", "talk is not as it should be"),
        ("/times?lang=sv&lang=Aino", "lang is not as it should be"),
        ("/call-promised/Kanarianimi", "name"),
        ("/call-promised?done=kanariasanat", "own words"),
        ("/sign-in/%2B35800000001", "number"),
        ("/cases/12", "a number that can be counted up"),
        ("/burnout", "a word of health"),
        ("/my;session=abc", "a secret by its name"),
        ("/my/supervisor?done=taken_back", "done is not neutral"),
        ("/my/meetings/x/withdraw", "what was decided"),
    ],
)
def test_an_address_that_tells_something_is_found(planted: str, found: str) -> None:
    assert found in _told([planted])


def test_the_words_of_what_has_been_done_are_neutral() -> None:
    assert {word for words in NOTICES for word in words} <= NEUTRAL


@pytest.mark.parametrize("folder", ["my_support", "supervisor"])
def test_no_title_of_the_employee_or_her_supervisor_tells_anything(folder: str) -> None:
    found = {path.name: list(_titles(path)) for path in (TEMPLATES / folder).glob("*.html")}
    assert len(found) > 4
    assert {name: titles for name, titles in found.items() if not titles or set(titles) - TITLES} == {}


def _titles(template: Path) -> Iterator[str]:
    """What a template names its page, in its own words; one from the page object stands as written."""
    text = template.read_text(encoding="utf-8")
    for said in re.findall(r'set (?:page_title|title, answer) = (.*?)(?:, _\("[^"]*"\))? -?%}', text):
        rest = said.replace('(_("Error:") ~ " " if page.errors else "") ~ ', "")
        own = re.fullmatch(r'_\("([^"]*)"\)', rest)
        yield own[1] if own else rest


def _links(answer: TestResponse) -> list[str]:
    """Every address on a page; those of other hosts are numbers to call and pages of others."""
    page = answer.get_data(as_text=True) if (answer.mimetype or "").startswith("text/html") else ""
    found = re.findall(r'(?:href|action|formaction|hx-get|hx-post)="([^"#]+)', page)
    links = [unescape(one) for one in [*found, answer.location or "/"]]
    return [one for one in links if not urlsplit(one).scheme]


def _told(links: list[str]) -> list[str]:
    found = []
    for link in links:
        parts = urlsplit(link)
        for name, value in parse_qsl(parts.query, keep_blank_values=True):
            if name not in PARAMETERS:
                found.append(f"a parameter that is not listed: {name}")
            elif not re.fullmatch(PARAMETERS[name], value):
                found.append(f"{name} is not as it should be")
            elif name == "done" and parts.path.startswith(THEIRS) and value not in NEUTRAL:
                found.append("done is not neutral")
        if parts.path.startswith(THEIRS) and re.search(DECISIONS, unquote(link)):
            found.append("what was decided")
        found += [what for what, word in SECRETS.items() if re.search(word, unquote(link), re.I)]
        if re.search(r"/\d+(/|$)", parts.path) and not parts.path.startswith(NUMBERED_ALIKE):
            found.append("a number that can be counted up")
    return found
