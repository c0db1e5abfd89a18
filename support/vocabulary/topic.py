"""What a help line is asked for, as the lines and the protocol name it."""

from enum import StrEnum


class Topic(StrEnum):
    """One kind of need; `any` stands for the general list."""

    ANY = "any"
    VIOLENCE = "violence"
    POISON = "poison"
    YOUNG = "young"
