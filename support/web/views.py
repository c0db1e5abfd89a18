"""Small page data that several slices show in the same way."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FieldError:
    """One sentence in the summary at the top, leading to its field; `about` names the question if needed."""

    id: str
    message: str
    about: str = ""


@dataclass(frozen=True)
class Option:
    """One choice of a list."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Notice:
    """What has just happened; `kind` is ok, lamp or late."""

    text: str
    kind: str


@dataclass(frozen=True)
class Labelled:
    """A label with its value."""

    label: str
    value: str


@dataclass(frozen=True)
class ChoiceLink:
    """A way to look at the page, chosen by GET."""

    label: str
    url: str
    current: bool
