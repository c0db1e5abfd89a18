"""The six ways to say no; each carries a sentence that a person can read."""


def mark(message: str) -> str:
    """Mark a sentence for translation where it stands; it is translated where it is shown."""
    return message


class Refusal(Exception):
    """Something that a person asked for was not done; `message` is an English message id."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotFound(Refusal):
    """There is no such thing, or none that this reader may know of."""

    def __init__(self, message: str = mark("We could not find this page")) -> None:
        super().__init__(message)


class NotForReader(NotFound):
    """What this reader asked for is not for her, or is nothing at all; that she asked is recorded."""

    def __init__(self, subject_type: str, subject_id: str) -> None:
        super().__init__()
        self.subject_type = subject_type
        self.subject_id = subject_id


class NotAllowed(Refusal):
    """The reader may know of the thing, but not do this to it."""


class Conflict(Refusal):
    """Somebody or something came first."""


class Invalid(Refusal):
    """What was sent cannot be understood."""


class TooMany(Refusal):
    """It has been tried too often; in a while it may be tried again."""

    def __init__(
        self,
        message: str = mark("There have been many tries in a short time. Try again in a while, or call us."),
    ) -> None:
        super().__init__(message)


class TooLate(Refusal):
    """It could have been done, but the time for it has passed."""
