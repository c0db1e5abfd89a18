"""What holds, what can be given and what was, as the employee and the nurses of her case read it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from support.consent.facts import ConsentFacts
from support.consent.loading import present_wording, wording_of
from support.consent.rules.fact_code import OFF_BY_DEFAULT, FactCode
from support.consent.rules.release import MONTHS, USUAL_MONTHS
from support.consent.rules.states import GivenHow, State
from support.vocabulary.calendar import local_date
from support.vocabulary.dates_in_words import date_with_year
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import sentence

_HOW = {
    GivenHow.ON_THE_PAGE: mark("Given on this page %(day)s, holds until %(until)s."),
    GivenHow.ON_THE_PHONE: mark("Told to a nurse on the phone %(day)s, holds until %(until)s."),
    GivenHow.ON_PAPER: mark("Given on paper %(day)s, holds until %(until)s."),
}
_ENDED = {
    State.REVOKED: mark("Taken back %(day)s"),
    State.SUPERSEDED: mark("Partly taken back %(day)s"),
    State.EXPIRED: mark("Ended %(day)s"),
    State.DECLINED: mark("Not given %(day)s"),
}


@dataclass(frozen=True)
class TickView:
    """One choice of a form, as the macro of the choices takes it."""

    value: str
    label: str
    hint: str = ""
    checked: bool = False
    apart: bool = False


@dataclass(frozen=True)
class GivenView:
    """One thing that holds: in the words and the language in which it was given."""

    code: str
    text: str
    language: str
    how: str


@dataclass(frozen=True)
class EndedView:
    """What was given, or asked for, before."""

    consent_id: str
    texts: list[str]
    language: str
    ended: str


def facts_of(consents: Sequence[ConsentFacts]) -> frozenset[FactCode]:
    """All facts of these together."""
    return frozenset[FactCode]().union(*(one.facts for one in consents))


def each_once(holds: Sequence[ConsentFacts], language: Language) -> list[GivenView]:
    """Each fact that holds, as long as any permission lets it be known: taking it back ends them all."""
    longest = sorted(holds, key=lambda one: one.valid_until)
    return list({view.code: view for one in longest for view in _given_views(one, language)}.values())


def _given_views(consent: ConsentFacts, language: Language) -> list[GivenView]:
    """Each fact of a consent that holds."""
    texts = wording_of(consent.wording_version).asked
    days = {"day": "", "until": date_with_year(_last_day(consent), language)}
    if consent.given_at is not None:
        days["day"] = date_with_year(local_date(consent.given_at), language)
    how = sentence(_HOW[consent.given_how or GivenHow.ON_THE_PAGE]) % days
    return [
        GivenView(fact.value, texts[fact][consent.language], consent.language.value, how)
        for fact in sorted(consent.facts)
    ]


def _last_day(consent: ConsentFacts) -> date:
    return local_date(consent.valid_until - timedelta(seconds=1))


def ticks_to_give(
    given: Collection[FactCode], asked: Collection[FactCode], ticked: Collection[str], language: Language
) -> list[TickView]:
    """What does not hold yet: first what a nurse asks, then what is usual, last what few people want."""
    texts = present_wording().asked
    free = [fact for fact in FactCode if fact not in given]
    ordered = sorted(free, key=lambda fact: (fact not in asked, fact in OFF_BY_DEFAULT))
    hint = sentence(mark("A nurse asks this of you."))
    return [
        TickView(fact.value, texts[fact][language], hint if fact in asked else "", fact in ticked, False)
        for fact in ordered
    ]


def months_to_choose() -> list[TickView]:
    """How long it may hold; the usual is chosen."""
    return [_months(number) for number in MONTHS]


def _months(number: int) -> TickView:
    label = sentence(mark("1 month")) if number == 1 else sentence(mark("%(n)s months")) % {"n": number}
    return TickView(str(number), label, "", number == USUAL_MONTHS, False)


def ended_views(consents: Sequence[ConsentFacts], language: Language) -> list[EndedView]:
    """Those that have ended."""
    return [_ended(one, language) for one in consents if one.state in _ENDED]


def _ended(consent: ConsentFacts, language: Language) -> EndedView:
    texts = wording_of(consent.wording_version).asked
    at = consent.ended_at or consent.valid_until
    return EndedView(
        consent_id=consent.id,
        texts=[texts[fact][consent.language] for fact in sorted(consent.facts)],
        language=consent.language.value,
        ended=sentence(_ENDED[consent.state]) % {"day": date_with_year(local_date(at), language)},
    )
