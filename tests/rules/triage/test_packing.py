"""A trial packed into a cookie comes out as it went in, and what matters least goes first."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from support.triage.rules.packing import packings, unpacked
from support.triage.rules.visit import Visit

UNTIL = datetime(2026, 11, 26, 7, 30, tzinfo=UTC)
TEXTS = {"words"}
_answers = st.one_of(
    st.integers(0, 10), st.sampled_from(["yes", "no", "withheld"]), st.just(("people", "nature"))
)
_pages = st.lists(
    st.dictionaries(st.sampled_from(["a", "b", "c"]), st.one_of(st.none(), _answers), max_size=3), max_size=8
)


@given(pages=_pages)
def test_a_visit_comes_out_as_it_went_in(pages: list[dict[str, int | str | tuple[str, ...] | None]]) -> None:
    visit = Visit()
    for page in pages:
        visit = visit.after_page(page, "p")
    whole = next(iter(packings("voimavarat", UNTIL, visit, TEXTS)))
    packed = unpacked(whole)
    assert (packed.protocol, packed.until) == ("voimavarat", UNTIL)
    assert packed.visit.answers == visit.answers
    assert {item: set(values) for item, values in packed.visit.given.items()} == {
        item: set(values) for item, values in visit.given.items()
    }


def test_own_words_go_before_what_a_rule_reads() -> None:
    visit = Visit().after_page({"a": 3, "words": "long"}, "p").after_page({"a": 0, "words": "longer"}, "q")
    whole, smaller, smallest = [unpacked(one).visit for one in packings("voimavarat", UNTIL, visit, TEXTS)]
    assert whole.answers == {"a": 0, "words": "longer"}
    assert smaller.answers == {"a": 0}
    assert set(smaller.given["a"]) == {0, 3}
    assert smallest.answers == {"a": 0}
    assert smallest.given == {"a": (0,)}
