"""Text messages say nothing, fit one part and stay in the alphabet."""

from pathlib import Path

import pytest

from support.messaging.templates import (
    ONE_PART,
    UnsafeText,
    goes_at_once,
    length,
    load_templates,
    own_templates,
    render,
)
from support.vocabulary.language import LANGUAGES
from support.vocabulary.strict_yaml import FileFaults

TEMPLATES = own_templates()

LONGEST = {
    "fi": {"when": "ke 25.11. klo 14.30", "where": "Pohjoisrannantie 1"},
    "sv": {"when": "tors 26.11 kl. 14.30", "where": "Norra Strandvägen"},
    "en": {"when": "Wed 25 Nov at 14:30", "where": "12 North Shore Rd"},
}
ALWAYS = {"link": "https://tuki.example/a/bcdef", "tel": "+358000000001", "code": "123456"}
ALWAYS |= {"lines": "09 2525 0112, 116 117, 0400 22 11 80", "sos": "112"}

LENGTHS = [
    ("code", 71, 75, 77),
    ("code_call", 84, 79, 87),
    ("number_off", 99, 103, 98),
    ("booked", 117, 121, 116),
    ("rem2d", 102, 106, 112),
    ("rem2h", 130, 129, 127),
    ("moved_you", 119, 123, 121),
    ("moved", 132, 133, 130),
    ("cxl_us", 136, 127, 128),
    ("cxl_you", 120, 120, 125),
    ("missed", 125, 125, 131),
    ("missed_call", 129, 135, 135),
    ("callback", 98, 98, 88),
    ("tried", 106, 98, 98),
    ("offer", 117, 118, 121),
    ("earlier", 109, 113, 111),
    ("checkin", 83, 77, 80),
    ("checkin_n", 140, 134, 140),
    ("checkin2", 126, 134, 131),
    ("sup_ask", 93, 100, 109),
    ("sup_talk", 100, 98, 101),
    ("sup_cxl", 74, 70, 80),
    ("sup_off", 62, 64, 76),
    ("message", 62, 66, 62),
    ("staff", 73, 80, 85),
    ("sup_first", 67, 72, 81),
    ("meet_set", 105, 98, 104),
    ("sup_set", 112, 111, 117),
    ("sup_rem", 113, 109, 121),
    ("sup_meet", 107, 105, 106),
    ("sup_act", 97, 104, 105),
    ("sup_due", 111, 121, 116),
    ("sup_late", 118, 127, 123),
    ("act_due", 110, 109, 101),
    ("act_late", 130, 135, 136),
    ("stop", 105, 89, 105),
    ("again", 75, 71, 72),
    ("auto_reply", 52, 46, 57),
    ("unread", 97, 89, 87),
    ("lines", 145, 142, 148),
    ("trial", 50, 58, 56),
]


def longest_values(name: str, language: str) -> dict[str, str]:
    everything = {**LONGEST[language], **ALWAYS}
    return {field: everything[field] for field in TEMPLATES.by_name[name].fields}


@pytest.mark.parametrize(("name", "fi", "sv", "en"), LENGTHS)
def test_with_the_longest_values_a_message_has_the_length_agreed(
    name: str, fi: int, sv: int, en: int
) -> None:
    lengths = [length(render(name, each, longest_values(name, each))) for each in ("fi", "sv", "en")]
    assert lengths == [fi, sv, en]
    assert max(lengths) <= ONE_PART


def test_every_template_is_in_the_table_of_lengths() -> None:
    assert {name for name, *_ in LENGTHS} == set(TEMPLATES.by_name)
    assert len(TEMPLATES.by_name) == 41


def test_the_longest_values_are_as_long_as_the_file_says() -> None:
    for language in LANGUAGES:
        for field, value in {**LONGEST[language], **ALWAYS}.items():
            assert len(value) == TEMPLATES.longest[field][language]


def test_no_message_shouts() -> None:
    texts = [text for each in TEMPLATES.by_name.values() for text in each.texts.values()]
    assert not [text for text in texts if "!" in text]


@pytest.mark.parametrize(
    ("name", "at_once"),
    [
        ("code", True),
        ("booked", True),
        ("moved_you", True),
        ("cxl_you", True),
        ("callback", True),
        ("stop", True),
        ("auto_reply", True),
        ("lines", True),
        ("again", True),
        ("unread", True),
        ("trial", True),
        ("staff", True),
    ]
    + [
        (name, False)
        for name in (
            "rem2d",
            "rem2h",
            "moved",
            "cxl_us",
            "missed",
            "missed_call",
            "offer",
            "checkin",
            "checkin_n",
            "sup_set",
        )
    ],
)
def test_only_answers_to_a_click_codes_and_calls_to_staff_ignore_the_quiet_hours(
    name: str, at_once: bool
) -> None:
    assert goes_at_once(name) is at_once


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({}, "do not fit"),
        ({"code": "1", "link": "x"}, "do not fit"),
        ({"code": ""}, "empty value"),
        ({"code": "12\n34"}, "several lines"),
        ({"code": "12\u201334"}, "alphabet"),
        ({"code": "12\u00a034"}, "alphabet"),
        ({"code": "\u201d"}, "alphabet"),
        ({"code": "😀"}, "alphabet"),
        ({"code": "\x00"}, "alphabet"),
        ({"code": "1" * 96}, "longer than one part"),
        ({"code": "€" * 48}, "longer than one part"),
    ],
)
@pytest.mark.requirement("SR-15")
def test_a_text_that_may_not_leave_is_refused(values: dict[str, str], says: str) -> None:
    with pytest.raises(UnsafeText, match=says):
        render("code", "fi", values)


def test_one_character_less_still_fits() -> None:
    assert length(render("code", "fi", {"code": "1" * 95})) == ONE_PART
    assert length(render("code", "fi", {"code": "€" * 47 + "1"})) == ONE_PART


@pytest.mark.parametrize(
    "where",
    [
        "Työterveys Ulappa",
        "psykologi Oksa",
        "PSYKOLOGI",
        "Kriisikeskus",
        "Terveystalo",
        "lähityöterveys",
        "Vårdcentralen",
        "Mental Health Centre",
        "Nurse, room 2",
    ],
)
def test_a_place_that_tells_the_subject_is_refused(where: str) -> None:
    with pytest.raises(UnsafeText, match="revealing word"):
        render("booked", "fi", {"when": "ti 24.11. klo 9.15", "where": where, "link": ALWAYS["link"]})


def test_letters_that_chance_put_into_a_link_are_no_words() -> None:
    values = {"when": "ti 24.11. klo 9.15", "where": "puhelin", "link": "https://tuki.example/psyk"}
    assert render("booked", "fi", values).endswith("/psyk")


def test_an_error_never_repeats_the_text() -> None:
    with pytest.raises(UnsafeText) as refused:
        render("callback", "fi", {"when": "psykologi Aino Virtanen", "tel": "+358401234567"})
    assert "Virtanen" not in str(refused.value)
    assert "1234567" not in str(refused.value)


def test_an_unknown_template_is_refused() -> None:
    with pytest.raises(UnsafeText, match="no such template"):
        render("diagnosis", "fi", {})


def test_an_unknown_language_reads_as_finnish() -> None:
    assert render("code", "de", {"code": "1"}).startswith("Koodisi on 1.")


def test_a_value_is_never_read_as_a_field() -> None:
    assert "{link}" in render("code", "en", {"code": "{link}"})


FILE = """
longest:
  when: {fi: 19, sv: 20, en: 19}
  where: {fi: 18, sv: 17, en: 17}
  link: {fi: 28, sv: 28, en: 28}
  tel: {fi: 13, sv: 13, en: 13}
  code: {fi: 6, sv: 6, en: 6}
  lines: {fi: 36, sv: 36, en: 36}
  sos: {fi: 3, sv: 3, en: 3}
revealing: {fi: [psyk], sv: [kris], en: [nurse]}
templates:
  - {name: one, use: test, fi: "Koodi {code}", sv: "Kod {code}", en: "Code {code}"}
"""


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("Kod {code}", "Kod", "different fields"),
        ("Code {code}", "Code {code} – thanks", "one.en: a sign outside the alphabet"),
        ("Koodi {code}", "Koodi {code}" + "a" * 149, "one.fi: longer than one part"),
        ("Code {code}", "The nurse {code}", "one.en: a revealing word"),
        ("{code}", "{name}", "unknown fields"),
        (', sv: "Kod {code}"', "", "sv: is missing"),
        ("use: test", "uses: test", "uses: is not known here"),
        ("templates:", "templates:\n  - {name: one, use: x, fi: a, sv: b, en: c}", "name twice"),
        ("fi: 19, ", "", "longest.when.fi: is missing"),
        ("fi: [psyk], ", "", "revealing.fi: is missing"),
    ],
)
def test_a_fault_in_the_file_is_named(tmp_path: Path, old: str, new: str, says: str) -> None:
    file = tmp_path / "templates.yaml"
    file.write_text(FILE, encoding="utf-8")
    assert set(load_templates(file).by_name) == {"one"}
    file.write_text(FILE.replace(old, new), encoding="utf-8")
    with pytest.raises(FileFaults, match=says):
        load_templates(file)
