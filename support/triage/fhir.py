"""A protocol and answers to it as HL7 FHIR R4 resources: Questionnaire and QuestionnaireResponse.

Source: FHIR R4 (4.0.1). Pages are groups, items are questions, and every value is a coding with its words in
three languages. A condition for showing is exported where FHIR can say exactly the same; where it cannot, the
question is always open there, and the rules of the protocol remain the ones that decide.
"""

from collections.abc import Mapping
from typing import Any

from support.triage.rules.answers import WITHHELD, Answer, Answers
from support.triage.rules.conditions import About, AllOf, Atom, Condition, Op
from support.triage.rules.items import Decline, Item, Kind, Page
from support.triage.rules.protocol import Protocol
from support.vocabulary.language import DEFAULT, LANGUAGES

Resource = dict[str, Any]

_HL7 = "http://hl7.org/fhir/StructureDefinition"
_TYPES = {Kind.ONE: "choice", Kind.MANY: "choice", Kind.SCALE: "integer", Kind.TEXT: "text"}


def questionnaire(protocol: Protocol) -> Resource:
    """The questions of every door as a Questionnaire; a version that nobody signed is a draft."""
    signed = protocol.signed_off
    return {
        "resourceType": "Questionnaire",
        "id": _id(protocol),
        "url": _url(protocol),
        "version": protocol.version,
        "name": protocol.code.capitalize(),
        "status": "draft" if signed is None else "active",
        **({} if signed is None else {"approvalDate": signed.on.isoformat()}),
        "subjectType": ["Patient"],
        "language": DEFAULT.value,
        "item": [_page(protocol, page) for page in _pages(protocol)],
    }


def response(protocol: Protocol, answers: Answers) -> Resource:
    """The answers as a QuestionnaireResponse: what was declined is a value, what was skipped is absent."""
    groups = ((page, _answered(protocol, page, answers)) for page in _pages(protocol))
    return {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": f"{_url(protocol)}|{protocol.version}",
        "status": "completed",
        "item": [{"linkId": _group(page), "item": items} for page, items in groups if items],
    }


def _id(protocol: Protocol) -> str:
    return f"{protocol.code}-{protocol.version}"


def _url(protocol: Protocol) -> str:
    return f"urn:kynnys:questionnaire:{protocol.code}"


def _system(protocol: Protocol, item: str) -> str:
    return f"urn:kynnys:{protocol.code}:{item}"


def _group(page: Page) -> str:
    return f"page-{page.key}"


def _pages(protocol: Protocol) -> tuple[Page, ...]:
    # Through which door somebody came is asked by the start page, which is no page of the protocol.
    return (Page("door", (protocol.doors.item,)), *protocol.pages)


def _page(protocol: Protocol, page: Page) -> Resource:
    # The same question may be asked through two doors; in a Questionnaire every linkId stands once.
    first = _first_pages(protocol)
    asked = [item for item in page.items if first[item] == page.key]
    return {
        "linkId": _group(page),
        "type": "group",
        **_enabled(page.shown_when, protocol),
        "item": [_question(protocol, page, protocol.items[item]) for item in asked],
    }


def _first_pages(protocol: Protocol) -> dict[str, str]:
    return {item: page.key for page in reversed(_pages(protocol)) for item in page.items}


def _question(protocol: Protocol, page: Page, item: Item) -> Resource:
    found: Resource = {
        "linkId": item.id,
        **_words(protocol, f"items.{item.id}.ask", "text"),
        "type": _TYPES[item.kind],
        **_enabled(item.shown_when, protocol),
        "required": False,
    }
    if item.kind is Kind.SCALE:
        ends = (("minValue", item.values[0]), ("maxValue", item.values[-1]))
        found["extension"] = [{"url": f"{_HL7}/{name}", "valueInteger": end} for name, end in ends]
    if item.kind is Kind.TEXT:
        found["maxLength"] = item.limit
    if item.kind is Kind.MANY:
        found["repeats"] = True
    if _TYPES[item.kind] == "choice":
        withheld = [WITHHELD] if page.decline is Decline.WITHHOLD else []
        found["answerOption"] = [
            {"valueCoding": _coding(protocol, item, value)} for value in (*item.values, *withheld)
        ]
    return found


def _coding(protocol: Protocol, item: Item, value: int | str) -> Resource:
    key = _value_key(item, value)
    code = {"system": _system(protocol, item.id), "code": str(value)}
    return {**code, **(_words(protocol, key, "display") if key in protocol.texts else {})}


def _value_key(item: Item, value: int | str) -> str:
    return "answers.withheld" if value == WITHHELD else f"items.{item.id}.values.{value}"


def _words(protocol: Protocol, key: str, name: str) -> Resource:
    others = [language for language in LANGUAGES if language is not DEFAULT]
    translations = [
        {
            "url": f"{_HL7}/translation",
            "extension": [
                {"url": "lang", "valueCode": language.value},
                {"url": "content", "valueString": protocol.text(key, language)},
            ],
        }
        for language in others
    ]
    return {name: protocol.text(key, DEFAULT), f"_{name}": {"extension": translations}}


def _enabled(condition: Condition | None, protocol: Protocol) -> Resource:
    tests = None if condition is None else _tests(condition, protocol)
    if not tests:
        return {}
    # With one test there is nothing to join, and FHIR wants no word for it.
    return {"enableWhen": tests, **({"enableBehavior": "any"} if len(tests) > 1 else {})}


def _tests(condition: Condition, protocol: Protocol) -> list[Resource] | None:
    """Tests of which one has to hold; None where that says something else than the condition does."""
    if isinstance(condition, Atom):
        return _equals(condition, protocol)
    parts = [_tests(part, protocol) for part in condition.parts]
    if isinstance(condition, AllOf) and len(parts) > 1:
        return None
    return None if None in parts else [test for part in parts for test in part or ()]


def _equals(atom: Atom, protocol: Protocol) -> list[Resource] | None:
    item = protocol.items.get(atom.name)
    if atom.about is not About.ITEM or item is None or _TYPES[item.kind] != "choice":
        return None
    every = (*item.values, WITHHELD)
    match atom.op:
        case Op.IS:
            values = [value for value in every if value in atom.values]
        case Op.AT_LEAST:
            values = [value for value in every if isinstance(value, int) and value >= atom.limit]
        case _:
            return None
    return [
        {"question": item.id, "operator": "=", "answerCoding": _plain(protocol, item, value)}
        for value in values
    ]


def _answered(protocol: Protocol, page: Page, answers: Answers) -> list[Resource]:
    first = _first_pages(protocol)
    given = ((item, answers.get(item)) for item in page.items if first[item] == page.key)
    return [
        {"linkId": item, "answer": _values(protocol, protocol.items[item], answer)}
        for item, answer in given
        if answer is not None
    ]


def _values(protocol: Protocol, item: Item, answer: Answer) -> list[Resource]:
    if isinstance(answer, tuple):
        return [{"valueCoding": _plain(protocol, item, value)} for value in answer]
    if _TYPES[item.kind] == "choice" or answer == WITHHELD:
        return [{"valueCoding": _plain(protocol, item, answer)}]
    return [{"valueString" if item.kind is Kind.TEXT else "valueInteger": answer}]


def _plain(protocol: Protocol, item: Item, value: int | str) -> Mapping[str, str]:
    coding = {"system": _system(protocol, item.id), "code": str(value)}
    words = protocol.optional_text(_value_key(item, value), DEFAULT)
    return {**coding, **({} if words is None else {"display": words})}
