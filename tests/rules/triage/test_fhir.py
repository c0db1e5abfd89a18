"""The exports are valid FHIR R4 in the eyes of a library that knows nothing of us."""

import json
from typing import Any

import pytest
from click.testing import CliRunner
from fhirclient.models.fhirabstractbase import FHIRValidationError
from fhirclient.models.questionnaire import Questionnaire
from fhirclient.models.questionnaireresponse import QuestionnaireResponse

from support.triage.commands import protocol
from support.triage.fhir import questionnaire, response
from support.triage.rules.protocol import Protocol, Vector
from tests.rules.triage.examples import in_use, small, usual


def every(item: dict[str, Any]) -> list[dict[str, Any]]:
    """An entry and all that lies inside it."""
    return [item, *(below for inner in item.get("item", []) for below in every(inner))]


def questions(each: Protocol) -> dict[str, dict[str, Any]]:
    return {found["linkId"]: found for found in every(questionnaire(each)) if "linkId" in found}


@pytest.mark.parametrize("each", [in_use(), small()], ids=lambda each: each.code)
def test_the_questions_are_a_valid_questionnaire_with_every_item_once(each: Protocol) -> None:
    exported = questionnaire(each)
    Questionnaire(json.loads(json.dumps(exported)), strict=True)
    ids = [found["linkId"] for found in every(exported) if "linkId" in found]
    assert len(ids) == len(set(ids))
    assert set(each.items) <= set(ids)


@pytest.mark.parametrize("vector", in_use().vectors, ids=lambda vector: vector.id)
def test_every_example_is_a_valid_response_that_answers_only_what_is_asked(vector: Vector) -> None:
    exported = response(in_use(), vector.answers)
    QuestionnaireResponse(json.loads(json.dumps(exported)), strict=True)
    answered = {found["linkId"]: found for found in every(exported) if found.get("answer")}
    assert set(answered) == set(vector.answers)
    asked = questions(in_use())
    for item, found in answered.items():
        options = [option["valueCoding"]["code"] for option in asked[item].get("answerOption", [])]
        given = [answer["valueCoding"]["code"] for answer in found["answer"] if "valueCoding" in answer]
        assert set(given) <= set(options)


def test_the_library_refuses_what_is_not_fhir() -> None:
    broken = questionnaire(in_use()) | {"status": 1, "colour": "blue"}
    with pytest.raises(FHIRValidationError):
        Questionnaire(broken, strict=True)


def test_a_declined_answer_is_a_value_and_a_skipped_one_is_absent() -> None:
    exported = response(in_use(), usual("hope", death_thoughts="withheld"))
    answered = {found["linkId"]: found["answer"] for found in every(exported) if found.get("answer")}
    assert answered["death_thoughts"][0]["valueCoding"]["code"] == "withheld"
    assert "hope" not in answered


def test_words_stand_there_in_three_languages() -> None:
    asked = questions(in_use())["hope"]
    languages = [each["extension"][0]["valueCode"] for each in asked["_text"]["extension"]]
    assert languages == ["sv", "en"]
    assert asked["text"] == in_use().text("items.hope.ask", "fi")


def test_a_page_that_depends_on_an_answer_says_so_where_fhir_can_say_it() -> None:
    shown = questions(in_use())["page-4b"]
    assert {(test["question"], test["answerCoding"]["code"]) for test in shown["enableWhen"]} == {
        *(("death_thoughts", code) for code in ("1", "2", "3", "withheld")),
        *(("self_harm", code) for code in ("months3", "today", "withheld")),
    }
    assert shown["enableBehavior"] == "any"


def test_the_command_prints_the_questions_or_the_answers() -> None:
    asked = CliRunner().invoke(protocol, ["export-fhir"])
    assert json.loads(asked.stdout)["status"] == "draft"
    given = CliRunner().invoke(protocol, ["export-fhir", "--answers", "-"], input='{"hope": 4}')
    assert json.loads(given.stdout)["item"][0]["item"][0]["answer"] == [{"valueInteger": 4}]
    wrong = CliRunner().invoke(protocol, ["export-fhir", "--answers", "-"], input='{"hopes": 4}')
    assert (wrong.exit_code, wrong.stderr) == (2, "unknown item: 'hopes'\n")
