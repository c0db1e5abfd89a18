"""A group meets before it invites, its review begins a version, and nobody is counted unasked."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from support.cases.nurse_actions import claim_case
from support.cases.queries import case_to_read
from support.pathways.cohort_actions import (
    choose_analysis_set,
    draft_from_review,
    hold_start_meeting,
    join_cohort,
    move_cohort,
    review_cohort,
)
from support.pathways.cohort_models import Cohort
from support.pathways.cohort_queries import (
    cohort_facts,
    cohorts_open_to,
    employers_of,
    pilot_facts,
    reviews_of,
)
from support.pathways.enrolment_actions import answer_invitation, end_enrolment, enrol
from support.pathways.evaluation_queries import counts_of, own_answer, people_in_analysis
from support.pathways.pilot_actions import move_pilot, plan_cohort, plan_pilot
from support.pathways.rules.cohort import InterimReview, Move, PilotMove, PilotState, State
from support.pathways.rules.completion import End
from support.pathways.rules.enrolment import AnalysisSet
from support.pathways.rules.evaluation import Move as Say
from support.pathways.rules.evaluation import State as Said
from support.pathways.version_actions import activate, approve, make_draft, send_to_review
from support.pathways.version_queries import version_of
from support.vocabulary.errors import Conflict, Invalid, NotAllowed, NotFound
from tests.builders import LOOKER, World, a_sent_case
from tests.cohorts import MET, a_cohort, a_pilot, a_plan, number_of, says, takes_part
from tests.pathways import as_read, manager, psychologist
from tests.ways import enrolled, herself, hold_next, way_of

REVIEW = InterimReview("Esihenkilö tarvitsee tiedon.", "Lupa kysytään joka toimesta.")


def test_a_pilot_is_planned_with_employers_and_goes_its_way(world: World) -> None:
    pilot_id = a_pilot(world)
    with world.begin_work.to_read(LOOKER) as look:
        assert pilot_facts(look, pilot_id).state is PilotState.RUNNING
        assert employers_of(look, pilot_id) == [world.house.hiljasalo]


@pytest.mark.parametrize(
    "left_out",
    [
        {"name": " "},
        {"aims": ""},
        {"evaluation": ""},
        {"pathway": "NOTHING"},
        {"employers": []},
        {"employers": ["x" * 22]},
        {"starts_on": None},
        {"ends_on": date(2026, 12, 1)},
    ],
)
def test_a_pilot_says_what_with_whom_and_how_long(world: World, left_out: dict[str, object]) -> None:
    plan = replace(a_plan(world), **left_out)  # type: ignore[arg-type]  # one field of a plan
    with pytest.raises(Invalid), world.begin_work(manager(world)) as work:
        plan_pilot(work, plan)
    assert world.rows("pilot") == []


def test_nobody_joins_before_the_start_meeting_was_held(world: World) -> None:
    cohort_id = a_cohort(world, meets=False)
    with pytest.raises(Conflict), world.begin_work(manager(world)) as work:
        move_cohort(work, cohort_id, Move.RECRUIT)
    with pytest.raises(Conflict):
        takes_part(world, cohort_id)
    assert world.rows("cohort_member") == []


def test_the_database_too_knows_no_invitation_without_a_start_meeting(world: World) -> None:
    cohort_id = a_cohort(world, meets=False)
    told = update(Cohort).where(Cohort.id == cohort_id).values(state=State.RECRUITING)
    with pytest.raises(IntegrityError), world.begin_work(manager(world)) as work:
        work.session.execute(told)


def test_a_start_meeting_lies_in_the_past_and_says_everything(world: World) -> None:
    cohort_id = a_cohort(world, meets=False)
    tomorrow = world.clock.now().date() + timedelta(days=1)
    for meeting in (replace(MET, met_on=tomorrow), replace(MET, met_on=None), replace(MET, schedule=" ")):
        with pytest.raises(Invalid), world.begin_work(manager(world)) as work:
            hold_start_meeting(work, cohort_id, meeting)


def test_nobody_is_invited_before_the_pilot_was_begun(world: World) -> None:
    with world.begin_work(manager(world)) as work:
        pilot_id = plan_pilot(work, a_plan(world))
    cohort_id = a_cohort(world, pilot_id=pilot_id)
    with pytest.raises(Conflict), world.begin_work(manager(world)) as work:
        move_cohort(work, cohort_id, Move.RECRUIT)


def test_a_nurse_finds_the_group_that_is_open_for_this_employer_and_version(world: World) -> None:
    cohort_id = a_cohort(world, Move.RECRUIT)
    a_cohort(world, name="Ei vielä kutsuta")
    sent = a_sent_case(world)
    with world.begin_work(world.house.nils.actor) as work:
        claim_case(work, sent.case_id)
        case = enrol(work, sent.case_id, has_accepted=True)
        brief, other = version_of(work, "BRIEF", 1), version_of(work, "TRIPARTITE", 2)
        assert [one.id for one in cohorts_open_to(work, case, brief)] == [cohort_id]
        assert cohorts_open_to(work, case, other) == []
        assert cohorts_open_to(work, replace(case, employer_id=world.house.ministry), brief) == []
        assert cohorts_open_to(work, replace(case, employer_id=None), brief) == []


def test_a_full_group_takes_nobody_and_a_no_gives_the_place_back(world: World) -> None:
    cohort_id = a_cohort(world, Move.RECRUIT, capacity=1)
    first = takes_part(world, cohort_id, has_accepted=False)
    second = {"phone": "+358 00 000 002"}
    with pytest.raises(Conflict):
        takes_part(world, cohort_id, contact=second)
    with world.begin_work(herself(first)) as work:
        answer_invitation(work, accepts=False)
    third = takes_part(world, cohort_id, contact={"phone": "+358 00 000 003"})
    assert way_of(world, third).enrolment.goes_on


def test_a_pilot_that_ends_takes_nobody_and_leaves_nobody_behind(world: World) -> None:
    pilot_id = a_pilot(world)
    cohort_id = a_cohort(world, Move.RECRUIT, pilot_id=pilot_id)
    sent = takes_part(world, cohort_id)
    with world.begin_work(manager(world)) as work:
        move_pilot(work, pilot_id, PilotMove.END)
    with pytest.raises(Conflict):
        takes_part(world, cohort_id, contact={"phone": "+358 00 000 002"})
    with pytest.raises(Conflict), world.begin_work(manager(world)) as work:
        plan_cohort(work, pilot_id, "Syksyn ryhmä", 4)
    hold_next(world, sent)
    assert way_of(world, sent).enrolment.state.value == "active"


def test_the_decision_of_a_review_begins_the_next_version_and_is_named_there(world: World) -> None:
    cohort_id = a_cohort(world, Move.RECRUIT, Move.START, Move.REVIEW)
    with world.begin_work(manager(world)) as work:
        review_cohort(work, cohort_id, REVIEW)
        (review,) = reviews_of(work, cohort_id)
        assert draft_from_review(work, cohort_id, review.id) == ("BRIEF", 2)
        (change,) = version_of(work, "BRIEF", 2).changes
        assert (change.what, change.why) == (REVIEW.change, REVIEW.findings)
        assert change.decision == "25.11.2026, Työn suunta, Kevään ryhmä"
        assert cohort_facts(work, cohort_id).state is State.RUNNING
        assert reviews_of(work, cohort_id)[0].draft_version == 2
        with pytest.raises(Conflict):
            draft_from_review(work, cohort_id, review.id)


def test_a_draft_that_is_there_takes_the_decision_in_and_one_in_review_does_not(world: World) -> None:
    cohort_id = a_cohort(world, Move.RECRUIT, Move.START, Move.REVIEW)
    with world.begin_work(manager(world)) as work:
        review_cohort(work, cohort_id, REVIEW)
        move_cohort(work, cohort_id, Move.REVIEW)
        review_cohort(work, cohort_id, replace(REVIEW, change="Tunti riittää."))
        first, second = reviews_of(work, cohort_id)
        make_draft(work, "BRIEF")
        assert draft_from_review(work, cohort_id, first.id) == ("BRIEF", 2)
        send_to_review(work, "BRIEF", 2)
        with pytest.raises(Conflict):
            draft_from_review(work, cohort_id, second.id)


def test_whoever_wrote_the_review_does_not_approve_the_version_with_her_words(world: World) -> None:
    cohort_id = a_cohort(world, Move.RECRUIT, Move.START, Move.REVIEW)
    writer = psychologist(world)
    with world.begin_work(writer) as work:
        review_cohort(work, cohort_id, REVIEW)
    with world.begin_work(manager(world)) as work:
        draft_from_review(work, cohort_id, reviews_of(work, cohort_id)[0].id)
        send_to_review(work, "BRIEF", 2)
    (row,) = world.rows("pathway_version", code="BRIEF", version=2)
    assert set(row["writers"]) == {writer.id, manager(world).id}
    with pytest.raises(NotAllowed), world.begin_work(writer) as work:
        approve(work, "BRIEF", 2, as_read(world, 2, "BRIEF"))


def test_a_review_without_a_change_is_none(world: World) -> None:
    cohort_id = a_cohort(world, Move.RECRUIT, Move.START, Move.REVIEW)
    with pytest.raises(Invalid), world.begin_work(manager(world)) as work:
        review_cohort(work, cohort_id, replace(REVIEW, change=" "))
    with pytest.raises(Conflict), world.begin_work(manager(world)) as work:
        move_cohort(work, cohort_id, Move.GO_ON)
    assert world.rows("interim_review") == []


def test_a_group_on_an_earlier_version_takes_nobody_once_another_is_in_use(world: World) -> None:
    cohort_id = a_cohort(world, Move.RECRUIT, Move.START, Move.REVIEW)
    with world.begin_work(manager(world)) as work:
        review_cohort(work, cohort_id, REVIEW)
        draft_from_review(work, cohort_id, reviews_of(work, cohort_id)[0].id)
        send_to_review(work, "BRIEF", 2)
    read = as_read(world, 2, "BRIEF")
    with world.begin_work(psychologist(world)) as work:
        approve(work, "BRIEF", 2, read)
    before = a_cohort(world, Move.RECRUIT, name="Syksyn ryhmä")
    with world.begin_work(manager(world)) as work:
        activate(work, "BRIEF", 2, read)
    with pytest.raises(Conflict):
        takes_part(world, before)
    after = a_cohort(world, Move.RECRUIT, name="Talven ryhmä")
    sent = takes_part(world, after, contact={"phone": "+358 00 000 002"})
    assert way_of(world, sent).enrolment.pathway_version == 2


def test_who_has_not_said_yes_is_in_no_analysis(world: World) -> None:
    cohort_id = a_cohort(world, Move.RECRUIT)
    people = [takes_part(world, cohort_id, contact={"phone": f"+358 00 000 00{n}"}) for n in (2, 3, 4, 5)]
    says(world, people[0], Say.GIVE)
    says(world, people[1], Say.DECLINE)
    says(world, people[2], Say.GIVE)
    says(world, people[2], Say.TAKE_BACK)
    with world.begin_work.to_read(LOOKER) as look:
        found = people_in_analysis(look, cohort_id, AnalysisSet.MAIN)
    assert [one.case_id for one in found] == [people[0].case_id]
    says(world, people[2], Say.GIVE)
    with world.begin_work.to_read(LOOKER) as look:
        found = people_in_analysis(look, cohort_id, AnalysisSet.MAIN)
        assert counts_of(look, cohort_id).in_analysis == 2
    assert {one.case_id for one in found} == {people[0].case_id, people[2].case_id}


def test_each_answer_keeps_the_words_in_which_it_was_given(world: World) -> None:
    sent = takes_part(world, a_cohort(world, Move.RECRUIT))
    for move in (Say.DECLINE, Say.DECLINE, Say.GIVE, Say.GIVE, Say.TAKE_BACK):
        says(world, sent, move)
    rows = world.rows("evaluation_consent")
    assert sorted(
        (row["number"], row["state"], row["wording_version"], row["ended_at"] is None) for row in rows
    ) == [
        (1, "declined", 1, False),
        (2, "withdrawn", 1, False),
    ]
    with world.begin_work.to_read(herself(sent)) as look:
        assert own_answer(look).state is Said.WITHDRAWN


def test_nothing_is_taken_back_that_was_not_given(world: World) -> None:
    sent = takes_part(world, a_cohort(world, Move.RECRUIT))
    with pytest.raises(Conflict):
        says(world, sent, Say.TAKE_BACK)


def test_who_is_in_no_group_is_not_asked(world: World) -> None:
    with pytest.raises(NotFound):
        says(world, enrolled(world), Say.GIVE)


def test_what_was_given_can_be_taken_back_when_the_path_has_ended(world: World) -> None:
    sent = takes_part(world, a_cohort(world, Move.RECRUIT))
    says(world, sent, Say.GIVE)
    hold_next(world, sent)
    with world.begin_work(world.house.nils.actor) as work:
        end_enrolment(work, sent.case_id, End.EARLY, "Riitti.")
    says(world, sent, Say.TAKE_BACK)
    with world.begin_work.to_read(LOOKER) as look:
        assert people_in_analysis(look, sent.values["cohort_id"], AnalysisSet.MAIN) == []


def test_one_whose_work_is_different_stands_apart_for_a_sealed_reason(world: World) -> None:
    cohort_id = a_cohort(world, Move.RECRUIT)
    sent = takes_part(world, cohort_id)
    says(world, sent, Say.GIVE)
    code = number_of(world, sent)
    with world.begin_work(manager(world)) as work:
        choose_analysis_set(work, cohort_id, code.lower(), AnalysisSet.SEPARATE, "Kanariatyö.")
    with world.begin_work.to_read(LOOKER) as look:
        assert people_in_analysis(look, cohort_id, AnalysisSet.MAIN) == []
        assert len(people_in_analysis(look, cohort_id, AnalysisSet.SEPARATE)) == 1
    (row,) = world.rows("enrolment")
    assert b"Kanaria" not in row["analysis_reason"]
    assert world.rows("audit_entry", verb="enrolment:separate", subject_id=sent.case_id)


def test_a_decision_needs_a_reason_somebody_of_the_group_and_a_group_not_evaluated(world: World) -> None:
    cohort_id = a_cohort(world, Move.RECRUIT)
    code = number_of(world, takes_part(world, cohort_id))
    stranger = number_of(world, enrolled(world, contact={"phone": "+358 00 000 002"}))
    for wrong, reason in ((code, " "), (stranger, "Eri työ."), ("XXXXXX", "Eri työ."), ("", "Eri työ.")):
        with pytest.raises(Invalid), world.begin_work(manager(world)) as work:
            choose_analysis_set(work, cohort_id, wrong, AnalysisSet.SEPARATE, reason)
    with world.begin_work(manager(world)) as work:
        for move in (Move.START, Move.FOLLOW, Move.EVALUATE):
            move_cohort(work, cohort_id, move)
    with pytest.raises(Conflict), world.begin_work(manager(world)) as work:
        choose_analysis_set(work, cohort_id, code, AnalysisSet.SEPARATE, "Eri työ.")


@pytest.mark.parametrize("has_declined", [False, True])
def test_who_has_not_said_yes_is_found_by_no_number(world: World, has_declined: bool) -> None:
    cohort_id = a_cohort(world, Move.RECRUIT)
    sent = takes_part(world, cohort_id, has_accepted=False)
    if has_declined:
        with world.begin_work(herself(sent)) as work:
            answer_invitation(work, accepts=False)
    code = number_of(world, sent)
    with pytest.raises(Invalid), world.begin_work(manager(world)) as work:
        choose_analysis_set(work, cohort_id, code, AnalysisSet.SEPARATE, "Eri työ.")


def test_the_same_decision_once_more_changes_and_records_nothing(world: World) -> None:
    cohort_id = a_cohort(world, Move.RECRUIT)
    code = number_of(world, takes_part(world, cohort_id))
    for wanted, reason in (
        (AnalysisSet.MAIN, "Ei syytä."),
        (AnalysisSet.SEPARATE, "Eri työ."),
        (AnalysisSet.SEPARATE, "Muu syy."),
    ):
        with world.begin_work(manager(world)) as work:
            choose_analysis_set(work, cohort_id, code, wanted, reason)
        (row,) = world.rows("enrolment")
        assert (row["analysis_reason"] is None) is (wanted is AnalysisSet.MAIN)
    assert len(world.rows("audit_entry", verb="enrolment:separate")) == 1
    assert not world.rows("audit_entry", verb="enrolment:main")


def test_a_way_joins_no_second_group(world: World) -> None:
    cohort_id = a_cohort(world, Move.RECRUIT)
    other = a_cohort(world, Move.RECRUIT, name="Toinen ryhmä")
    sent = takes_part(world, cohort_id)
    with pytest.raises(IntegrityError), world.begin_work(world.house.nils.actor) as work:
        join_cohort(work, case_to_read(work, sent.case_id), other)
