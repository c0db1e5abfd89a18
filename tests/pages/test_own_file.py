"""What stands in her file and on her paper, and what stands in neither."""

import json
from typing import get_args

import pytest

from support.cases.models import Case
from support.cases.step_actions import RecordKind, record_step
from support.my_support.own_rows_queries import TOLD_STEPS
from support.pathways import enrolment_actions
from support.pathways.rules.completion import End
from tests.builders import World, a_sent_case, signed_in_again
from tests.check_ins import asked, was_met
from tests.ways import enrolled, hold_next

BOTH = ("/my/information/file", "/my/information/paper")


def test_the_words_of_a_step_are_hers_only_where_the_page_says_that_she_reads_them(world: World) -> None:
    sent = a_sent_case(world)
    with world.begin_work(world.house.nils.actor) as work:
        case = work.session.get_one(Case, sent.case_id)
        for kind in get_args(RecordKind):
            record_step(work, case, kind, text=f"syy:{kind};")
    own = signed_in_again(world)
    for address in BOTH:
        own.get(address)
        told = {kind for kind in get_args(RecordKind) if f"syy:{kind};" in own.html()}
        assert told == TOLD_STEPS, address
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{sent.case_id}")
    nils.post(f"/cases/{sent.case_id}/claim")
    nils.get(f"/cases/{sent.case_id}")
    assert "always give a reason. The person can read it" in nils.text()


def test_why_a_path_of_support_was_ended_is_the_words_of_whoever_ended_it(world: World) -> None:
    sent = enrolled(world)
    hold_next(world, sent)
    with world.begin_work(world.house.nils.actor) as work:
        enrolment_actions.end_enrolment(work, sent.case_id, End.WITHDRAWN, "PUOLISO soitti")
    own = signed_in_again(world)
    for address in BOTH:
        own.get(address)
        assert "PUOLISO" not in own.html(), address


@pytest.mark.parametrize("address", BOTH)
def test_no_link_of_a_message_can_be_followed_from_file_or_paper(address: str, world: World) -> None:
    was_met(world)
    asked(world)
    assert world.rows("check_in_link")
    own = signed_in_again(world)
    own.get("/my/information/file")
    texts = [row["text"] for row in json.loads(own.html())["sections"]["outbound_message"]]
    assert all(texts) and any("/..." in text for text in texts)
    own.get(address)
    assert "/c/" not in own.html().replace("/static/", "") and "/..." in own.html()
