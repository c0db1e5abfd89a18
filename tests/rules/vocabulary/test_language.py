"""Which language a person meets."""

import pytest

from support.vocabulary.language import Language, in_language, language_of


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("sv", Language.SV),
        ("sv-FI", Language.SV),
        ("EN_gb", Language.EN),
        ("fi", Language.FI),
        ("fin", Language.FI),
        ("est", Language.FI),
        ("", Language.FI),
        (None, Language.FI),
        ("e" * 100_000, Language.FI),
    ],
)
def test_a_code_names_a_language_and_anything_else_is_finnish(code: str | None, language: Language) -> None:
    assert language_of(code) is language


@pytest.mark.parametrize(
    ("texts", "language", "text"),
    [
        ({"fi": "a", "sv": "b", "en": "c"}, "sv", "b"),
        ({"fi": "a", "en": "c"}, "sv", "a"),
        ({"fi": "a", "sv": "b"}, "en", "a"),
        ({"sv": "b", "en": "c"}, "fi", "b"),
        ({"fi": "", "en": "c"}, "fi", "c"),
        ({"fi": "a"}, "de", "a"),
    ],
)
def test_a_missing_text_is_stood_in_for(texts: dict[str, str], language: str, text: str) -> None:
    assert in_language(texts, language) == text


def test_a_text_in_no_language_is_an_error() -> None:
    with pytest.raises(KeyError):
        in_language({}, "fi")
