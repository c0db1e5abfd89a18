"""Page data of the form for what a draft says as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask import url_for

from support.desk.pathway_error_pages import IN_THE_MEANTIME, LANGUAGE_NAMES, Meantime, errors_of
from support.desk.pathway_step_pages import TextView
from support.desk.pathway_words_form import as_typed
from support.desk.staff_pages import StaffView, staff_view, waiting_for
from support.pathways.reading import pathway_in
from support.pathways.rules.version_states import check_may_change
from support.pathways.version_queries import version_facts
from support.platform.work import Work
from support.vocabulary.errors import mark
from support.vocabulary.language import LANGUAGES
from support.web.pages import sentence
from support.web.views import FieldError, Labelled

_SESSIONS = {"least": mark("At least"), "usual": mark("As a rule"), "most": mark("At most")}

_NAME = mark("Name of the pathway")
_TOLD = mark("What everybody is told about confidentiality")
_NUMBER = mark("Number of conversations")


@dataclass(frozen=True)
class WholePage:
    """The form of a draft as a whole."""

    staff: StaffView
    back_url: str
    action: str
    revision: int
    names: list[TextView]
    told: list[TextView]
    sessions: list[TextView]
    errors: list[FieldError]
    error_at: Mapping[str, str]
    meantime: Meantime | None = None


def whole_page(
    work: Work,
    code: str,
    version: int,
    typed: Mapping[str, str] | None = None,
    at: Mapping[str, str] | None = None,
) -> WholePage:
    """The form; raises Conflict for a version that is no draft."""
    facts = version_facts(work, code, version)
    check_may_change(facts.state)
    shown = typed or as_typed(pathway_in(facts.body))
    faults = {name: sentence(message) for name, message in (at or {}).items()}

    def fields(prefix: str, labels: Mapping[str, str]) -> list[TextView]:
        return [
            TextView(f"{prefix}_{one}", sentence(label), shown[f"{prefix}_{one}"])
            for one, label in labels.items()
        ]

    names = {language.value: LANGUAGE_NAMES[language] for language in LANGUAGES}
    address = f"{code}-{version}"
    return WholePage(
        staff=staff_view(work, waiting_for(work), "pathways"),
        back_url=url_for("desk.pathway", pathway_name=address),
        action=url_for("desk.pathway_words", pathway_name=address),
        revision=facts.revision,
        names=fields("name", names),
        told=fields("told", names),
        sessions=fields("sessions", _SESSIONS),
        errors=errors_of(faults),
        error_at=faults,
    )


def whole_page_in_the_meantime(work: Work, code: str, version: int, typed: Mapping[str, str]) -> WholePage:
    """The form with what was typed, beside what somebody else has written there since."""
    page = whole_page(work, code, version, typed)
    now = as_typed(pathway_in(version_facts(work, code, version).body))
    rows = [
        Labelled(f"{sentence(part)}, {one.label}", now[one.name])
        for part, fields in ((_NAME, page.names), (_TOLD, page.told), (_NUMBER, page.sessions))
        for one in fields
        if now[one.name] != one.value
    ]
    return replace(page, meantime=Meantime(sentence(IN_THE_MEANTIME), rows))
