"""What a person answered, as plain values; an item that is absent was skipped or never reached."""

from collections.abc import Iterable, Mapping

Answer = int | str | tuple[str, ...]
Answers = Mapping[str, Answer]
Given = Mapping[str, tuple[Answer, ...]]
"""Every value an item was given during one visit, oldest first, the present one included."""

Changes = Mapping[str, Answer | None]
"""What one page changed; None takes an answer back."""

WITHHELD = "withheld"
"""Asked and declined: "I would rather not say"."""


def with_changes(answers: Answers, changes: Changes) -> dict[str, Answer]:
    """The answers after a page was sent."""
    merged = {**answers, **changes}
    return {item: answer for item, answer in merged.items() if answer is not None}


def with_given(given: Given, changes: Changes) -> dict[str, tuple[Answer, ...]]:
    """Everything given in the visit after a page was sent; nothing ever leaves it."""
    kept = dict(given)
    for item, answer in changes.items():
        earlier = kept.get(item, ())
        if answer is not None and answer not in earlier:
            kept[item] = (*earlier, answer)
    return kept


def answered(answers: Answers, items: Iterable[str]) -> bool:
    """Whether any of the items has an answer, a declined one included."""
    return any(answers.get(item) not in (None, ()) for item in items)
