"""The curve of a person's own numbers over time: a small picture, and the same in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from support.vocabulary.errors import mark
from support.web.pages import sentence

_WIDTH, _HEIGHT, _LEFT, _TOP = 300, 110, 22, 14
_HIGHEST = 10


@dataclass(frozen=True)
class PointView:
    """One number: where it stands in the picture, and when it was said."""

    x: int
    y: int
    value: int
    when: str


@dataclass(frozen=True)
class CurveView:
    """The picture: its line goes through the points; `words` say what it shows."""

    width: int
    height: int
    points: list[PointView]
    line: str
    low: int
    high: int
    words: str


def curve(said: Sequence[tuple[str, int]]) -> CurveView | None:
    """The curve of what was said, oldest first, each with its day; None before anything was."""
    if not said:
        return None
    across = (_WIDTH - 2 * _LEFT) / max(len(said) - 1, 1)
    points = [
        PointView(round(_LEFT + number * across), _height_of(value), value, when)
        for number, (when, value) in enumerate(said)
    ]
    return CurveView(
        width=_WIDTH,
        height=_HEIGHT,
        points=points,
        line=" ".join(f"{point.x},{point.y}" for point in points),
        low=_height_of(0),
        high=_height_of(_HIGHEST),
        words=_in_words([value for _when, value in said]),
    )


def _height_of(value: int) -> int:
    return round(_HEIGHT - _TOP - value * (_HEIGHT - 2 * _TOP) / _HIGHEST)


def _in_words(values: Sequence[int]) -> str:
    first, last = values[0], values[-1]
    if len(values) == 1:
        return sentence(mark("One answer so far: %(last)s.")) % {"last": last}
    way = mark("Up from %(first)s to %(last)s.") if last > first else mark("Down from %(first)s to %(last)s.")
    if last == first:
        way = mark("From %(first)s to %(last)s, as at the start.")
    return sentence(way) % {"first": first, "last": last}
