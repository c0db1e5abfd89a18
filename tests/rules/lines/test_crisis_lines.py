"""Which numbers stand on the help page at which hour."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from support.triage import line_loading
from support.triage.line_loading import load_lines, own_lines
from support.triage.rules.lines import Hours, Line, lines_for
from support.vocabulary.calendar import HELSINKI
from support.vocabulary.language import LANGUAGES
from support.vocabulary.strict_yaml import FileFaults
from support.vocabulary.topic import Topic

LINES = own_lines()
BY_ID = {line.id: line for line in LINES}


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HELSINKI).astimezone(UTC)


MONDAY_NOON = wall("2026-11-23T12:00")


def shown(language: str, topic: str, now: datetime = MONDAY_NOON) -> list[str]:
    return [each.line.id for each in lines_for(LINES, language, topic, now)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", list(Topic))
@pytest.mark.requirement("SR-1", "SR-18")
def test_at_every_hour_112_is_first_and_another_open_line_follows(language: str, topic: str) -> None:
    now = wall("2026-12-21T00:30")
    while now < wall("2027-01-08T00:00"):
        found = lines_for(LINES, language, topic, now)
        assert found[0].line.tel == "112"
        assert [each.open_now for each in found[:2]] == [True, True]
        now += timedelta(hours=5)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", list(Topic))
@pytest.mark.requirement("SR-18")
def test_what_is_closed_stands_last_and_within_a_language_what_is_open_stands_first(
    language: str, topic: str
) -> None:
    closing = replace(BY_ID["church"], id="x", hours=Hours(week={}, otherwise=False))
    for now in (MONDAY_NOON, wall("2026-11-23T03:00"), wall("2026-12-25T12:00")):
        found = lines_for([closing, *LINES], language, topic, now)
        for speaks in (True, False):
            alike = [each for each in found if each.speaks is speaks and each.line.topics[0] != "poison"]
            ranks = [{True: 0, None: 1, False: 2}[each.open_now] for each in alike]
            assert ranks == sorted(ranks)
        closed = [each.open_now is False for each in found]
        assert closed == sorted(closed)


@pytest.mark.parametrize(
    ("topic", "ids"),
    [
        ("any", ["emergency", "mieli_fi", "nollalinja", "medical_helpline", "church"]),
        ("violence", ["emergency", "nollalinja", "mieli_fi"]),
        ("poison", ["emergency", "poison", "mieli_fi"]),
        ("young", ["emergency", "mieli_fi", "nollalinja"]),
    ],
)
def test_the_line_for_the_matter_comes_right_after_112(topic: str, ids: list[str]) -> None:
    assert shown("fi", topic)[: len(ids)] == ids


def test_swedish_readers_see_their_own_lines_and_below_them_the_finnish_one_that_is_open() -> None:
    found = lines_for(LINES, "sv", "any", MONDAY_NOON)
    assert [(each.line.id, each.open_now, each.speaks) for each in found[:6]] == [
        ("emergency", True, True),
        ("nollalinja", True, True),
        ("mieli_sv", None, True),
        ("medical_helpline", None, True),
        ("church_sv", None, True),
        ("mieli_fi", True, False),
    ]


def test_lines_of_other_languages_are_left_out() -> None:
    assert not {"mieli_sv", "mieli_en"} & set(shown("fi", "any"))
    assert "mieli_en" in shown("en", "any")
    assert "mieli_sv" not in shown("en", "any")


def test_a_line_of_another_matter_is_left_out() -> None:
    assert "poison" not in shown("fi", "violence")
    assert "victim_support" not in shown("fi", "any")


@pytest.mark.parametrize(
    ("now", "open_now"),
    [
        ("2026-11-23T07:59", True),
        ("2026-11-23T08:00", None),
        ("2026-11-23T15:59", None),
        ("2026-11-23T16:00", True),
        ("2026-11-28T12:00", True),
        ("2026-12-25T12:00", True),
        ("2026-06-19T12:00", True),
        ("2026-03-29T03:30", True),
    ],
)
def test_the_medical_helpline_is_sure_only_when_health_stations_are_closed(
    now: str, open_now: bool | None
) -> None:
    assert BY_ID["medical_helpline"].hours.open_at(wall(now)) is open_now


WEEKDAYS = Hours(week={"mon": ((540, 780),)}, otherwise=False)


@pytest.mark.parametrize(
    ("now", "open_now"),
    [
        ("2026-11-23T08:59", False),
        ("2026-11-23T09:00", True),
        ("2026-11-23T12:59", True),
        ("2026-11-23T13:00", False),
        ("2026-11-24T10:00", False),
        ("2026-04-06T10:00", None),
    ],
)
def test_hours_of_a_week_say_nothing_about_a_public_holiday(now: str, open_now: bool | None) -> None:
    assert WEEKDAYS.open_at(wall(now)) is open_now


def test_unknown_hours_are_never_open_and_never_closed() -> None:
    assert {Hours().open_at(MONDAY_NOON + timedelta(hours=n)) for n in range(168)} == {None}


def test_a_new_version_of_a_line_takes_over_on_its_day() -> None:
    old = BY_ID["poison"]
    new = replace(old, number="0800 000 000", tel="0800000000", valid_from=date(2026, 11, 24))
    lines = [new, *LINES]
    before, after = wall("2026-11-23T23:59"), wall("2026-11-24T00:00")
    numbers = [
        [each.line.number for each in lines_for(lines, "fi", "poison", now) if each.line.id == "poison"]
        for now in (before, after)
    ]
    assert numbers == [["0800 147 111"], ["0800 000 000"]]


@pytest.mark.parametrize("line", LINES, ids=lambda line: str(line.id))
def test_a_line_reads_well_in_every_language(line: Line) -> None:
    for language in LANGUAGES:
        assert line.name(language)
        assert "!" not in line.name(language) + line.about(language)


SOURCE = Path(line_loading.__file__).with_name("crisis_lines.yaml")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('tel: "112"', 'tel: "113"', "112"),
        ("emergency: true", "emergency: false", "exactly one emergency line"),
        ("id: mieli_fi", "id: emergency", "same line twice"),
        ('tel: "+358925250111"', 'tel: "+358925250119"', r"lines\[1\].tel: is not the number shown"),
        ('tel: "116117"', 'tel: "soita"', "what a phone can dial"),
        ('"16:00-24:00"', '"16:00-25:00"', "no stretch of a day"),
        ('"16:00-24:00"', '"22:00-08:00"', "no stretch of a day"),
        ("      otherwise: unknown", "      otherwise: perhaps", "neither closed nor unknown"),
        ("      mon:", "      monday:", "monday: is not known here"),
        ("hours: unknown", "hours: usually", "hours: is not a mapping"),
        ("topics: [poison]", "topics: [poisons]", "unknown word 'poisons'"),
        ("valid_from: 2026-01-01", "valid_from: soon", "valid_from: is not a date"),
        ('      sv: "Nödnumret', '      se: "Nödnumret', "about.sv: is missing"),
        ("source:", "sources:", "source: is missing"),
    ],
)
def test_a_fault_in_the_file_is_named(tmp_path: Path, old: str, new: str, says: str) -> None:
    text = SOURCE.read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "lines.yaml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(FileFaults, match=says):
        load_lines(file)


def test_a_matter_without_an_open_line_is_a_fault(tmp_path: Path) -> None:
    text = SOURCE.read_text(encoding="utf-8")
    head, poison = text.split("  - id: poison")
    file = tmp_path / "lines.yaml"
    file.write_text(head + "  - id: poison" + poison.replace("hours: always", "hours: unknown"), "utf-8")
    with pytest.raises(FileFaults) as found:
        load_lines(file)
    assert len(found.value.faults) == 3
