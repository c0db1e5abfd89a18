"""Any answers, whole or in part, decide: without an exception, and always the same way."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.triage.rules.answers import WITHHELD, Answer
from support.triage.rules.decision import decide
from support.triage.rules.items import Item, Kind
from support.triage.rules.pages import pages_for, place_of
from support.triage.rules.picture import picture
from support.triage.rules.review import review
from support.vocabulary.pathway import Urgency
from tests.rules.triage.examples import in_use


def _answer(item: Item) -> st.SearchStrategy[Answer]:
    if item.kind is Kind.TEXT:
        return st.text(max_size=20)
    if item.kind is Kind.MANY:
        texts = [str(value) for value in item.values]
        return st.lists(st.sampled_from(texts), unique=True).map(tuple) | st.just(WITHHELD)
    return st.sampled_from([*item.values, WITHHELD])


ITEMS = in_use().items
ANSWERS = st.fixed_dictionaries({}, optional={key: _answer(item) for key, item in ITEMS.items()})
GIVEN = st.fixed_dictionaries(
    {}, optional={key: st.lists(_answer(item), max_size=3).map(tuple) for key, item in ITEMS.items()}
)

every_time = settings(derandomize=True, max_examples=300, deadline=None)


@every_time
@given(answers=ANSWERS, before=GIVEN)
@pytest.mark.requirement("SR-10")
def test_any_answers_decide_and_always_the_same_way(
    answers: dict[str, Answer], before: dict[str, tuple[Answer, ...]]
) -> None:
    protocol = in_use()
    decision = decide(protocol, answers, before)
    assert decision == decide(protocol, dict(reversed(answers.items())), before)
    assert decision.path in {row.path for row in protocol.paths}
    assert decision.path not in decision.alternatives
    assert [decision.path, *decision.alternatives][-1] == protocol.paths[-1].path


@every_time
@given(answers=ANSWERS, before=GIVEN)
@pytest.mark.requirement("SR-8")
def test_what_was_given_before_never_makes_it_less_urgent(
    answers: dict[str, Answer], before: dict[str, tuple[Answer, ...]]
) -> None:
    alone = decide(in_use(), answers)
    # Opening the first door is an answer to its questions; without it the door itself would differ.
    hidden = {item: values for item, values in before.items() if item in answers}
    together = decide(in_use(), answers, hidden)
    assert not alone.urgency.is_more_urgent_than(together.urgency)
    assert set(alone.matched) <= set(together.matched)


@every_time
@given(answers=ANSWERS)
def test_only_somebody_routine_is_left_to_self_care(answers: dict[str, Answer]) -> None:
    decision = decide(in_use(), answers)
    offered = (decision.path, *decision.alternatives)
    assert "self_care" not in offered or decision.urgency is Urgency.ROUTINE


@every_time
@given(answers=ANSWERS)
def test_any_answers_have_pages_a_picture_and_a_review(answers: dict[str, Answer]) -> None:
    protocol = in_use()
    for page in pages_for(protocol, answers):
        place = place_of(protocol, answers, page.key)
        assert 1 <= place.number <= place.of
        assert (place.after is None) == (place.number == place.of)
        assert (place.before is None) == (place.number == 1)
    drawn = picture(protocol, answers)
    assert max(len(drawn.carries), len(drawn.weighs)) <= 6
    assert not [row for row in review(protocol, answers) if row.item.private]
