"""`flask protocol export-fhir`: the questions, or answers to them, in the words of other systems."""

import json
import sys
from typing import IO

import click

from support.triage.answer_file import UNKNOWN, read_answers
from support.triage.fhir import questionnaire, response
from support.triage.loading import active_protocol
from support.triage.rules.plain_answers import UnknownAnswers


@click.command("export-fhir")
@click.option("--answers", type=click.File("rb"), help="Answer sets as JSON; - reads standard input.")
def export_fhir(answers: IO[bytes] | None) -> None:
    """The protocol in use as a FHIR R4 Questionnaire, or answers to it as QuestionnaireResponses."""
    protocol = active_protocol()
    if answers is None:
        click.echo(json.dumps(questionnaire(protocol), indent=2, ensure_ascii=False))
        return
    try:
        sets, many = read_answers(protocol, answers)
    except UnknownAnswers as error:
        click.echo("\n".join(error.faults), err=True)
        sys.exit(UNKNOWN)
    found = [response(protocol, each) for each in sets]
    click.echo(json.dumps(found if many else found[0], indent=2, ensure_ascii=False))
