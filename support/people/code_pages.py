"""Page data of the code that came in a text message, the same wherever a code is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass

from support.people.code_texts import CODE_FAULTS
from support.people.rules import CODE_AGAIN_AFTER, CODE_LIVES, CodeState
from support.web.pages import provider_phone, sentence


@dataclass(frozen=True)
class CodePage:
    """The code that came: it lives `minutes`, and a new one may be asked for after `wait_seconds`."""

    last_two: str
    number_url: str
    error: str
    notice: str
    """Why no new code was sent: nothing is wrong in the field."""
    minutes: int
    wait_seconds: int
    locked: bool
    our_phone: str
    confirm_url: str
    """Where the code is sent, whichever address answered with the page."""
    resend_url: str
    answers_saved: bool
    kept: str


def code_page(
    last_two: str,
    state: CodeState | None = None,
    refusal: str = "",
    *,
    number_url: str,
    confirm_url: str,
    resend_url: str,
    answers_saved: bool,
    kept: str = "",
) -> CodePage:
    """The page; with a state after a try, or with the message of why no new code was sent.

    `kept` says what is kept for her meanwhile.
    """
    return CodePage(
        last_two=last_two,
        number_url=number_url,
        error=sentence(CODE_FAULTS[state]) if state else "",
        notice=sentence(refusal) if refusal else "",
        minutes=int(CODE_LIVES.total_seconds() // 60),
        wait_seconds=int(CODE_AGAIN_AFTER.total_seconds()),
        locked=state is CodeState.TOO_MANY_TRIES,
        our_phone=provider_phone(),
        confirm_url=confirm_url,
        resend_url=resend_url,
        answers_saved=answers_saved,
        kept=kept,
    )


def typed_code(form: Mapping[str, str]) -> str:
    """The code as it was typed, without blanks."""
    return "".join(form.get("code", "")[:20].split())
