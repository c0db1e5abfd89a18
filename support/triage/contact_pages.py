"""Page data of the contact page, and of what is said to somebody whom we do not serve."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from support.booking.hold_pages import kept_for
from support.people.facts import EmployerChoice
from support.people.queries import employers_to_choose
from support.platform.work import Work
from support.triage.contact_form import NOT_LISTED, UNKNOWN, Typed
from support.triage.help_pages import LineView
from support.triage.rules.protocol import Protocol
from support.triage.visit_actions import VisitOver, open_visit
from support.vocabulary.errors import mark
from support.vocabulary.language import Language
from support.web.pages import sentence
from support.web.views import FieldError, Option


@dataclass(frozen=True)
class OptionGroup:
    """Choices under one heading."""

    label: str
    choices: list[Option]


@dataclass(frozen=True)
class ContactPage:
    """How we may reach the person."""

    number: int
    of: int
    back_url: str
    first_name: str
    phone: str
    safe_to_text: str
    under_18: bool
    workplaces: list[Option | OptionGroup]
    errors: list[FieldError]
    our_phone: str
    young_lines: list[LineView]
    error: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ElsewherePage:
    """A workplace that we do not serve: whom to contact instead."""

    lines: list[LineView]
    back_url: str
    our_phone: str


def employers_of_page(work: Work, language: Language) -> list[EmployerChoice]:
    """The workplaces that can be chosen."""
    return employers_to_choose(work, language)


def kept_for_visit(work: Work, token: str, language: Language) -> str:
    """What is held for the visit of this browser and until when, in words; nothing when nothing is."""
    try:
        return kept_for(work, open_visit(work, token).id, language)
    except VisitOver:
        return ""


def contact_key(protocol: Protocol) -> str:
    """The key of the page that asks how a person may be reached."""
    return next(page.key for page in protocol.pages if page.contact)


def contact_page(
    typed: Typed,
    employers: list[EmployerChoice],
    *,
    number: int,
    of: int,
    back_url: str,
    our_phone: str,
    young_lines: list[LineView],
) -> ContactPage:
    """The page with what was typed before, and the errors in words."""
    errors = {name: sentence(message) for name, message in typed.errors.items()}
    return ContactPage(
        number=number,
        of=of,
        back_url=back_url,
        first_name=typed.first_name,
        phone=typed.phone,
        safe_to_text=typed.safe_to_text,
        under_18=typed.under_18,
        workplaces=_workplaces(employers, typed.workplace),
        errors=[FieldError(name, message, "") for name, message in errors.items()],
        our_phone=our_phone,
        young_lines=young_lines,
        error=errors,
    )


def _workplaces(employers: list[EmployerChoice], chosen: str) -> list[Option | OptionGroup]:
    options: list[Option | OptionGroup] = [Option("", sentence(mark("Choose")), chosen == "")]
    for employer in employers:
        # With the name of the employer: a closed field shows no heading.
        another = sentence(mark("%(workplace)s, another unit")) % {"workplace": employer.name}
        units = [*employer.units, (employer.id, another if employer.units else employer.name)]
        options.append(OptionGroup(employer.name, [Option(key, name, key == chosen) for key, name in units]))
    last = ((NOT_LISTED, mark("My workplace is not listed")), (UNKNOWN, mark("I do not know")))
    return [*options, *(Option(value, sentence(label), value == chosen) for value, label in last)]
