"""What people, nurses and operators write is shown as they wrote it, and never becomes markup (ASVS 1.2.1).

Hostile text lies in every field that anybody can fill in; everybody's every page is read as a browser would.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from html.parser import HTMLParser

import pytest
from markupsafe import escape
from sqlalchemy import String, update

from config import Settings
from support.app import create_app
from support.booking.meeting_models import Meeting
from support.booking.rules.three_party import State
from support.messaging.inbound_actions import receive
from support.messaging.inbound_facts import IncomingMessage
from support.pathways.cohort_actions import (
    choose_analysis_set,
    hold_start_meeting,
    move_cohort,
    review_cohort,
)
from support.pathways.pilot_actions import move_pilot, plan_cohort, plan_pilot
from support.pathways.rules.cohort import InterimReview, Move, PilotMove, StartMeeting
from support.pathways.rules.drafting import with_change, with_step
from support.pathways.rules.enrolment import AnalysisSet
from support.pathways.rules.pathway import Change, Pathway
from support.pathways.version_actions import change_draft, give_back, make_draft, send_to_review
from support.pathways.version_queries import version_facts
from support.people.models import Employer, EmployerGroup, Practitioner, ServiceTeam, Unit
from support.platform.columns import Sealed
from support.platform.database import Base, db
from support.vocabulary.actor import Actor
from support.vocabulary.language import LANGUAGES
from support.web.access import public
from tests.browser_of_the_tests import Browser
from tests.builders import (
    LOOKER,
    World,
    a_sent_case,
    at_page,
    begun,
    contact_fields,
    open_values,
    signed_in_again,
)
from tests.check_ins import NUMBER, asked
from tests.cohorts import MET, a_plan
from tests.crawl import crawled
from tests.fakes import FixedClock, RecordingSender
from tests.guards.test_stranger import NOBODYS, OTHER_PHONE
from tests.hands import press
from tests.meetings import DRAFT
from tests.pathways import CODE, a_manager, manager
from tests.people_of_the_tests import a_house
from tests.supervisors import lets_her_supervisor_know, signed_in_by

pytestmark = pytest.mark.once

# Each breaks out of another place; where a browser takes any of it for markup, something is called zxq.
HOSTILE = {
    "out of an attribute": "\"'><zxq onzxq=1>{{7*7}}%(zxq)s",
    "out of a text field": "</textarea></title><zxq>&lt;zxq&gt;",
    "out of a comment": "--><script>zxq()</script><!--",
    "a further attribute": "' onzxq='1' y='\" onzxq=\"1\" z=\"",
    "an address": "javascript:zxq()//",
}
SHORT, SHORTEST = "\"'><zxq>", "<zx>"
# Every field that somebody can fill in, by the beginning of what stands in it.
FIELDS = {
    "f01": "the name of the provider",
    "f02": "the name of a team",
    "f03": "the name of a group of employers",
    "f04": "the name of an employer",
    "f05": "the name of a unit",
    "f06": "the name of a professional",
    "f07": "her first name",
    "f08": "her own words",
    "f09": "a note",
    "f10": "the note of a call",
    "f11": "the reason of a decision",
    "f12": "her own words, not sent yet",
    "f13": "her first name, not sent yet",
    "f14": "what has gone better",
    "f15": "a text message from her number",
    "f16": "the name of a step, and why it is otherwise",
    "f17": "what should be otherwise in a version",
    "f18": "a goal",
    "f19": "something agreed",
    "f20": "why it was not done",
    "f21": "why a step is left out",
    "f22": "why the path of support ends",
    "f23": "the name of her supervisor",
    "f24": "the agenda of a meeting",
    "f25": "the name of a support person",
    "f26": "what a pilot is called and aims at",
    "f27": "what a start meeting has agreed on",
    "f28": "what a review has found and decided",
    "f29": "why somebody is left out of a comparison",
    "f30": "why the path of support is on a break",
    "f31": "the timetable of a meeting",
    "f32": "what she says is wrong",
    "f33": "what was answered to it",
}
ON_NO_PAGE = {"f02", "f03"}
TYPED = """
agreed_action: reason text
case_step: text
check_in: answers draft
correction: answer words
cohort: goals name schedule target_group
employee: name
employer: code name_en name_fi name_sv
employer_group: name
enrolment: analysis_reason end_reason
enrolment_step: reason
goal: text
inbound_message: text
interim_review: change findings
pathway_version: body remark
meeting_line: text
meeting_participant: name
meeting_wording: text
pilot: aims evaluation name
practitioner: name
service_team: name phone
supervisor_link: name
triage_answer_set: content
unit: name
"""
# Words that nobody types: codes, names of rules, hashes, what is made canonical, and what is only sent.
OF_THE_PROGRAM = """
account: invitation_hash password_hash phone totp_secret
alert: about acknowledged_by kind resolved_by
appointment: channel kind rebooked_from
audit_entry: detail role subject_type verb
audit_seal: key_mark
booking_cell: held_by
calendar_feed: token_hash
case_step: after before kind role
check_in: result
consent: asked_by written_by
correction: answered_by
demo_login: email password totp_secret
employee: phone reference_word
employer: join_code kind
disclosure: about
enrolment: pathway
enrolment_step: step_key
follow_up_plan: our_phone path
former_number: phone
goal_point: value
inbound_message: provider_reference sender
interim_review: written_by
meeting_wording: about
message_attempt: reference
one_time_code: code_hash last_two
outbound_message: business_key fields recipient template
pathway_version: code
pilot: pathway
practitioner: profession
proposal: channel
resume_code: code_hash
session_rating: numbers shown_in
supervisor_link: named_by
support_case: close_reason path short_code suggested_path
supervisor_coaching: channel
three_party_meeting: channel
triage_answer_set: protocol token_hash
waiting: channel offer_url
"""
URLS = {"href", "src", "action", "formaction", "hx-get", "hx-post", "data"}


@pytest.fixture(params=HOSTILE)
def hostile(request: pytest.FixtureRequest) -> str:
    """One kind of hostile text."""
    return HOSTILE[request.param]


@pytest.fixture
def world(hostile: str, settings: Settings, clock: FixedClock, sender: RecordingSender) -> Iterator[World]:
    """An installation whose every name is hostile."""
    named = replace(settings, provider_name=f"f01{hostile}", provider_phone=f"09 0000{SHORT}")
    app = create_app(named, clock=clock, sender=sender)
    begin_work = app.extensions["begin_work"]
    house = a_house(begin_work)
    with begin_work(Actor.operator()) as work:
        for change in (
            update(ServiceTeam).values(name=f"f02{hostile}", phone=SHORT),
            update(EmployerGroup).values(name=f"f03{hostile}"),
            update(Employer).values(dict.fromkeys(("name_fi", "name_sv", "name_en"), f"f04{hostile}")),
            update(Employer).where(Employer.id == house.hiljasalo).values(code=SHORTEST),
            update(Unit).values(name=f"f05{hostile}"),
            update(Practitioner).values(name=f"f06{hostile}"),
        ):
            work.session.execute(change)
    yield World(app, begin_work, clock, sender, house)
    with app.app_context():
        db.engine.dispose()


def test_hostile_text_in_every_field_is_shown_to_every_reader_as_text(hostile: str, world: World) -> None:
    values, readers = _everybody(world, hostile)
    shown: set[str] = set()
    for who, browser in readers.items():
        pages = 0
        for page in crawled(world.app, browser, values):
            assert page.answer.status_code < 500, f"GET {page.address} as {who}"
            read = _read(page.body)
            assert read.faults == [], f"GET {page.address} as {who}"
            shown |= {name for name in FIELDS if f"{name}{hostile}" in read.said}
            pages += 1
        assert pages > 10, who
    assert shown == FIELDS.keys() - ON_NO_PAGE


def test_every_column_of_words_is_hostile_here_or_written_by_the_program() -> None:
    found = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, String | Sealed)
        and not (column.primary_key or column.foreign_keys or column.name.endswith("_id"))
    }
    assert _columns(TYPED) & _columns(OF_THE_PROGRAM) == set()
    assert found == _columns(TYPED) | _columns(OF_THE_PROGRAM)


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("<p>%s</p>", "out of an attribute"),
        ('<p title="%s">', "out of an attribute"),
        ("<p title='%s'>", "out of an attribute"),
        ("<textarea>%s</textarea>", "out of a text field"),
        ("<title>%s</title>", "out of a text field"),
        ("<!-- %s -->", "out of a comment"),
        ("<p>%s</p>", "out of a comment"),
        ('<p title="%s">', "a further attribute"),
        ("<p title='%s'>", "a further attribute"),
        ('<a href="%s">x</a>', "an address"),
        ('<form action=" %s">', "an address"),
    ],
)
def test_text_that_is_not_escaped_is_found(place: str, kind: str) -> None:
    assert _read(place % HOSTILE[kind]).faults
    if kind != "an address":
        assert _read(place % escape(HOSTILE[kind])).faults == []


def test_a_template_made_of_what_somebody_wrote_is_found() -> None:
    hostile = HOSTILE["out of an attribute"]
    assert _read(f"<p>{escape(hostile)}</p>").faults == []
    assert _read(f"<p>{escape(hostile.replace('{{7*7}}', '49'))}</p>").faults


def test_a_page_that_does_not_escape_is_found(hostile: str, world: World) -> None:
    @public
    def planted() -> str:
        return f"<title>{hostile}</title><p title='{hostile}'></p><a href=\"{hostile}\">{hostile}</a>"

    world.app.view_functions["public.about"] = planted
    pages = crawled(world.app, world.browser(), open_values(world.app) | NOBODYS)
    assert next(_read(page.body).faults for page in pages if page.address == "/about")


def _everybody(world: World, hostile: str) -> tuple[dict[str, str], dict[str, Browser]]:
    """Every confidential field filled in by the one who may, and everybody who reads."""
    wish = {"wish": ["few_talks"], "own_words": [f"f08{hostile}"]}
    sent = a_sent_case(world, contact={"first_name": f"f07{hostile}"}, p13=wish)
    nina, case = world.nurse(world.house.nina), f"/cases/{sent.case_id}"
    nina.get(case)
    nina.post(f"{case}/claim")
    nina.post(f"{case}/call", outcome="no_answer", note=f"f10{hostile}")
    nina.post(f"{case}/note", text=f"f09{hostile}")
    sent.values.update(_in_a_group(world, nina, f"{case}/talks", hostile))
    nina.post(f"{case}/decision", urgency="routine", path="self_care", reason=f"f11{hostile}")
    told = world.browser()
    told.get(asked(world))
    press(told, "Send", better=f"f14{hostile}", scale="6", direction="better", call="not_now")
    with world.begin_work(LOOKER) as work:
        incoming = IncomingMessage("SM" + "1" * 32, NUMBER, f"f15{hostile}", is_stopped=False)
        receive(work, incoming, our_phone="090000001")
    a_hostile_draft(world, f"f16{hostile}", f"f17{hostile}")
    again = signed_in_again(world)
    link = lets_her_supervisor_know(world, again, f"f23{hostile}")
    # Days have passed until then, so nobody is signed in any more.
    nina = world.nurse(world.house.nina)
    sent.values["meeting_id"] = _drafted(world, nina, again, case, hostile)
    draft, left = at_page(world, "13"), begun(world, "/questions/start-direct")
    draft.post(wish="few_talks", own_words=f"f12{hostile}")
    left.post(**contact_fields(world, first_name=f"f13{hostile}", phone=OTHER_PHONE))
    readers = {
        "anonymous": world.browser(),
        "a visitor with unsent answers": draft,
        "a visitor with an unsent name": left,
        "the employee": again,
        "her supervisor": signed_in_by(world, link),
        "who was asked how she is": told,
        "the nurse who holds the case": nina,
        "a nurse of the employer": world.nurse(world.house.nils),
        "a nurse of another employer": world.nurse(world.house.outi),
        "a service manager": a_manager(world),
    }
    return open_values(world.app) | sent.values | {"pathway_name": "TRIPARTITE-3"}, readers


def a_hostile_draft(world: World, word: str, remark: str) -> None:
    """A draft with hostile words in it, given back with more."""
    change = Change(word, word, word, ())

    def hostile(pathway: Pathway) -> Pathway:
        words = {one.value: word for one in LANGUAGES}
        step = replace(pathway.steps[0], titles=words)
        renamed = replace(pathway, names=words, confidentiality=words)
        return with_change(with_step(renamed, step, instead_of=step.key, counts="held"), change)

    with world.begin_work(manager(world)) as work:
        make_draft(work, CODE)
        change_draft(work, CODE, 3, 1, hostile)
        send_to_review(work, CODE, 3)
        give_back(work, CODE, 3, version_facts(work, CODE, 3).as_read, remark)


def a_hostile_pilot(world: World, hostile: str) -> tuple[str, str]:
    """A pilot with a group that has met, was reviewed, and invites people again; the ids of both."""
    word, name = f"f26{hostile}", f"f28{hostile}"
    plan = replace(a_plan(world), name=word, aims=word, evaluation=word)
    with world.begin_work(manager(world)) as work:
        pilot_id = plan_pilot(work, plan)
        for move in (PilotMove.MAKE_READY, PilotMove.START):
            move_pilot(work, pilot_id, move)
        reviewed = plan_cohort(work, pilot_id, word, 4)
        met = StartMeeting(*(f"f27{hostile}",) * 3, met_on=MET.met_on)
        hold_start_meeting(work, reviewed, met)
        for step in (Move.RECRUIT, Move.START, Move.REVIEW):
            move_cohort(work, reviewed, step)
        review_cohort(work, reviewed, InterimReview(name, name))
        joined = plan_cohort(work, pilot_id, f"{word} 2", 4)
        hold_start_meeting(work, joined, met)
        move_cohort(work, joined, Move.RECRUIT)
    return pilot_id, joined


def _in_a_group(world: World, nurse: Browser, talks: str, hostile: str) -> dict[str, str]:
    """Her way belongs to a group and she is left out of the comparison; the ids of pilot and group."""
    pilot_id, cohort_id = a_hostile_pilot(world, hostile)
    _on_her_way(nurse, talks, hostile, cohort_id)
    number = str(world.rows("support_case")[0]["short_code"])
    with world.begin_work(manager(world)) as work:
        choose_analysis_set(work, cohort_id, number, AnalysisSet.SEPARATE, f"f29{hostile}")
    return {"pilot_id": pilot_id, "cohort_id": cohort_id}


def _on_her_way(nurse: Browser, talks: str, hostile: str, cohort_id: str) -> None:
    """A goal, something agreed that was not done, a step left out, and an end, each with its words."""
    due = {"owner": "employee", "due_on": "2026-12-31", "size": "ongoing"}
    nurse.post(talks, answer="accepted", cohort=cohort_id)
    nurse.post(f"{talks}/step", step="1", do="hold")
    nurse.post(f"{talks}/break", do="pause", pause_reason=f"f30{hostile}")
    nurse.post(f"{talks}/break", do="resume")
    nurse.post(f"{talks}/goal", goal_text=f"f18{hostile}", value="3", good_enough="7")
    nurse.post(f"{talks}/action", action_text=f"f19{hostile}", **due)
    nurse.post(f"{talks}/step", step="4", do="skip", reason=f"f21{hostile}")
    press(nurse, "Not done", why=f"f20{hostile}")
    nurse.post(f"{talks}/end", end="early", end_reason=f"f22{hostile}")


def _drafted(world: World, nurse: Browser, own: Browser, case: str, hostile: str) -> str:
    """A meeting with an agenda and somebody who comes along; its id."""
    nurse.post(f"{case}/meeting", **{**DRAFT, "agenda": f"f24{hostile}"}, go="send")
    (meeting,) = world.rows("three_party_meeting")
    own.post(f"/my/meetings/{meeting['id']}/support-person", support_person=f"f25{hostile}")
    with world.begin_work(LOOKER) as work:
        kept = work.session.get_one(Meeting, meeting["id"])
        kept.state, kept.starts_at = State.CONFIRMED, work.now
    nurse.post(f"{case}/meeting/timetable", timetable=f"f31{hostile}")
    _corrected(world, nurse, own, case, hostile)
    return str(meeting["id"])


def _corrected(world: World, nurse: Browser, own: Browser, case: str, hostile: str) -> None:
    """Something that she says is wrong, and the answer."""
    own.get("/my/corrections")
    own.post(about="other", wrong=f"f32{hostile}")
    (row,) = world.rows("correction")
    nurse.get(f"{case}/corrections")
    nurse.post(correction=row["id"], state="noted", answer=f"f33{hostile}")


@dataclass
class Read:
    """What a browser makes of a page: the words it shows, and whatever was not meant as words."""

    said: str
    faults: list[str]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag.startswith("zx") or (tag == "script" and "src" not in dict(attrs)):
            self.faults.append(f"<{tag}>")
        for name, value in attrs:
            said = value or ""
            self.words.append(said)
            if "zxq" in name or name.startswith("on"):
                self.faults.append(f"{name}=")
            if name in URLS and "".join(said.split()).casefold().startswith("javascript:"):
                self.faults.append(f"{name}: {said}")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def _read(page: str) -> Read:
    reader = _Reader()
    reader.feed(page)
    reader.close()
    said = "\0".join(reader.words)
    computed = ["a template ran"] if "onzxq=1>49" in said else []
    return Read(said, reader.faults + computed)


def _columns(lists: str) -> set[str]:
    lines = [line.partition(":") for line in lists.strip().splitlines()]
    return {f"{table}.{name}" for table, _, names in lines for name in names.split()}
