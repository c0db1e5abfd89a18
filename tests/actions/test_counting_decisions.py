"""The monthly numbers follow the decisions: what is sent, lowered and taken back, in the same work."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from support.cases.rules.override import Standing
from support.desk import override_actions
from support.desk.override_actions import decide_otherwise
from support.my_support import actions as own_actions
from support.triage import send_actions
from support.vocabulary.errors import Invalid
from support.vocabulary.pathway import Path, Urgency
from tests.browser_of_the_tests import Browser
from tests.builders import SentCase, World, a_sent_case, at_result, contact_fields, dump, first_slot

D1: dict[str, Any] = {"p4a": {"death_thoughts": ["2"], "self_harm": ["no"]}}
D1_AND_N1: dict[str, Any] = {**D1, "p4b": {"plan": ["yes"], "keep_safe": ["yes"]}}
Numbers = dict[str, tuple[int, int, int, int]]


def numbers(world: World) -> Numbers:
    return {
        row["row_id"]: (row["matched"], row["sole"], row["lowered"], row["lowered_sole"])
        for row in world.rows("decision_row_count")
    }


def decided(world: World) -> list[int]:
    return [row["decided"] for row in world.rows("decision_count")]


def someone(world: World, number: int, **answers: dict[str, list[str]]) -> SentCase:
    contact = {"phone": f"+358 00 000 {number:03d}"}
    return a_sent_case(world, book=False, contact=contact, **answers)


def claimed(world: World, sent: SentCase) -> Browser:
    world.clock.pass_time(timedelta(minutes=1))
    nils = world.nurse(world.house.nils)
    nils.get(f"/cases/{sent.case_id}")
    nils.post(f"/cases/{sent.case_id}/claim")
    return nils


def lower(world: World, sent: SentCase, urgency: Urgency, path: str = "brief_support") -> None:
    with world.begin_work(world.house.nils.actor) as work:
        decide_otherwise(work, sent.case_id, Standing(urgency, Path(path)), "Sovittu puhelussa.")


def test_a_decision_is_counted_when_it_is_sent(world: World) -> None:
    someone(world, 1)
    assert (decided(world), numbers(world)) == ([1], {})
    someone(world, 2, **D1)
    someone(world, 3, **D1_AND_N1)
    assert decided(world) == [3]
    assert numbers(world) == {"D1": (2, 1, 0, 0), "N1": (1, 1, 0, 0)}


def test_nothing_is_counted_when_the_sending_does_not_go_through(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = at_result(world, **D1)
    browser.get("/contact")

    def breaks(*_parts: object) -> None:
        raise RuntimeError("broken by a test")

    monkeypatch.setattr(send_actions, "note_offer", breaks)
    browser.post(**contact_fields(world, safe_to_text="no"))
    assert (decided(world), numbers(world)) == ([], {})


def test_a_call_without_answers_is_no_decision(world: World) -> None:
    browser = world.browser()
    browser.get("/call-me")
    browser.post(phone="+358 00 000 009", first_name="Ilona")
    assert len(world.rows("support_case")) == 1
    assert decided(world) == []


def test_no_number_leads_to_a_person_or_a_case(world: World) -> None:
    sent = someone(world, 1, **D1)
    columns = {name for table in _counts(world) for row in table for name in row}
    assert columns == {
        *("month", "protocol", "decided"),
        *("row_id", "matched", "sole", "lowered", "lowered_sole"),
    }
    assert sent.case_id not in repr(_counts(world))


@pytest.mark.requirement("SR-20")
def test_a_lowering_is_counted_once_in_the_same_work(world: World) -> None:
    sent = someone(world, 1, **D1_AND_N1)
    claimed(world, sent)
    lower(world, sent, Urgency.SAME_DAY)
    assert numbers(world) == {"D1": (1, 0, 0, 0), "N1": (1, 1, 1, 1)}
    lower(world, sent, Urgency.ROUTINE)
    assert numbers(world) == {"D1": (1, 0, 1, 0), "N1": (1, 1, 1, 1)}
    lower(world, sent, Urgency.NOW, "crisis")
    lower(world, sent, Urgency.ROUTINE)
    assert numbers(world) == {"D1": (1, 0, 1, 0), "N1": (1, 1, 1, 1)}


def test_raising_and_another_path_count_nothing_and_open_nothing(world: World) -> None:
    sent = someone(world, 1, **D1)
    claimed(world, sent)
    before = len(_looks(world))
    lower(world, sent, Urgency.NOW, "crisis")
    assert numbers(world) == {"D1": (1, 1, 0, 0)}
    assert len(_looks(world)) == before
    lower(world, sent, Urgency.NEXT_DAY)
    assert len(_looks(world)) == before + 1


def test_a_lowering_without_a_reason_counts_nothing(world: World) -> None:
    sent = someone(world, 1, **D1)
    claimed(world, sent)
    with pytest.raises(Invalid), world.begin_work(world.house.nils.actor) as work:
        decide_otherwise(work, sent.case_id, Standing(Urgency.ROUTINE, Path("brief_support")), " ")
    assert numbers(world) == {"D1": (1, 1, 0, 0)}


def test_a_lowering_that_cannot_be_counted_is_not_made(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = someone(world, 1, **D1)
    claimed(world, sent)

    def breaks(*_parts: object) -> None:
        raise RuntimeError("broken by a test")

    monkeypatch.setattr(override_actions, "count_lowering", breaks)
    before = world.rows("support_case")
    with pytest.raises(RuntimeError):
        lower(world, sent, Urgency.ROUTINE)
    assert world.rows("support_case") == before


def test_the_answers_of_a_second_sending_are_not_lowered_by_what_was_decided_before(world: World) -> None:
    first = someone(world, 1, **D1)
    claimed(world, first)
    lower(world, first, Urgency.ROUTINE)
    world.clock.pass_time(timedelta(minutes=1))
    again = at_result(world, **D1)
    again.get("/contact")
    again.post(**contact_fields(world))
    again.post(code=world.code())
    assert numbers(world) == {"D1": (2, 2, 1, 1)}
    lower(world, first, Urgency.ROUTINE)
    assert numbers(world) == {"D1": (2, 2, 2, 2)}


@pytest.mark.requirement("SR-20")
def test_what_a_person_takes_back_counts_as_never_sent(world: World) -> None:
    stays = someone(world, 1, **D1)
    goes = someone(world, 2, **D1_AND_N1)
    goes.browser.get("/my/delete")
    goes.browser.post()
    assert goes.browser.url.startswith("/questions/deleted")
    assert decided(world) == [1]
    assert numbers(world) == {"D1": (1, 1, 0, 0)}
    stays.browser.get("/my/delete")
    stays.browser.post()
    assert (decided(world), numbers(world)) == ([], {})


def test_everything_of_a_case_is_taken_out_however_often_she_sent(world: World) -> None:
    first = someone(world, 1, **D1)
    again = at_result(world, **D1_AND_N1)
    again.get("/contact")
    again.post(**contact_fields(world))
    again.post(code=world.code())
    assert decided(world) == [2]
    again.get("/my/delete")
    again.post()
    assert world.rows("support_case", id=first.case_id) == []
    assert (decided(world), numbers(world)) == ([], {})


def test_what_could_not_be_deleted_stays_counted(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = someone(world, 1, **D1)

    def breaks(*_parts: object) -> None:
        raise RuntimeError("broken by a test")

    monkeypatch.setattr(own_actions, "forget_answers", breaks)
    sent.browser.get("/my/delete")
    sent.browser.post()
    assert numbers(world) == {"D1": (1, 1, 0, 0)}


def test_of_those_who_send_at_once_each_is_counted(world: World) -> None:
    readied = []
    for number in range(3):
        browser = at_result(world, **D1)
        browser.get("/contact")
        browser.post(**contact_fields(world, phone=f"+358 00 000 02{number}"))
        readied.append((browser, world.code()))
    with ThreadPoolExecutor(3) as together:
        list(together.map(lambda one: one[0].post(code=one[1]), readied))
    assert all(first_slot(browser) for browser, _ in readied)
    assert decided(world) == [3]
    assert numbers(world) == {"D1": (3, 3, 0, 0)}


def _counts(world: World) -> list[list[dict[str, Any]]]:
    return [rows for table, rows in dump(world.begin_work).items() if table.startswith("decision_")]


def _looks(world: World) -> list[dict[str, Any]]:
    return [row for row in world.rows("audit_entry", verb="read") if str(row["detail"]).endswith(": count")]
