"""What a person reads when a code did not go through."""

from support.people.rules import CodeState
from support.vocabulary.errors import mark

CODE_FAULTS = {
    CodeState.WRONG: mark("This is not the code we sent. Check it and try again."),
    CodeState.EXPIRED: mark("This code is no longer valid. Ask for a new one; what you filled in is kept."),
    CodeState.TOO_MANY_TRIES: mark("There have been five tries. Ask for a new code, or call us."),
}
TOO_MANY_CODES = mark(
    "There have been many codes in a short time. Wait a while before you ask for another, or call us."
)
AUTHENTICATOR_REFUSED = mark("The code was not accepted. Wait for the next one and try again.")
CODE_NOT_YET = mark("A new code can be asked for in half a minute.")
