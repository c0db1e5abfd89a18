"""What a step is about: a theme with the questions of its worksheet, and what a step brings."""

from collections.abc import Mapping
from dataclasses import dataclass

from support.vocabulary.language import in_language


@dataclass(frozen=True)
class Theme:
    """One content of a talk; `questions` are its worksheet, in the order in which they are asked."""

    code: str
    names: Mapping[str, str]
    questions: tuple[Mapping[str, str], ...]

    def name(self, language: str) -> str:
        """What the theme is called."""
        return in_language(self.names, language)

    def worksheet(self, language: str) -> tuple[str, ...]:
        """The questions in one language."""
        return tuple(in_language(question, language) for question in self.questions)
