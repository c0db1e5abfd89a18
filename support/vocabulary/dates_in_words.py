"""How dates and times are written in the three languages (domain model F.1, item 9).

No line breaks in a date or in a time: their words are held together by no-break spaces. The alphabet of text
messages has none, so a message takes `when_in_message`.
"""

import re
from datetime import date, datetime

from support.vocabulary.calendar import local, local_date
from support.vocabulary.language import Language, language_of

_DAY = re.compile(r"20[0-9]{2}-[01][0-9]-[0-3][0-9]")
_SHORT_DAYS = {
    Language.FI: ("ma", "ti", "ke", "to", "pe", "la", "su"),
    Language.SV: ("mån", "tis", "ons", "tors", "fre", "lör", "sön"),
    Language.EN: ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_LONG_DAYS = {
    Language.FI: ("Maanantai", "Tiistai", "Keskiviikko", "Torstai", "Perjantai", "Lauantai", "Sunnuntai"),
    Language.SV: ("Måndag", "Tisdag", "Onsdag", "Torsdag", "Fredag", "Lördag", "Söndag"),
    Language.EN: ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MONTHS = {
    Language.FI: (
        *("Tammikuu", "Helmikuu", "Maaliskuu", "Huhtikuu", "Toukokuu", "Kesäkuu"),
        *("Heinäkuu", "Elokuu", "Syyskuu", "Lokakuu", "Marraskuu", "Joulukuu"),
    ),
    Language.SV: (
        *("Januari", "Februari", "Mars", "April", "Maj", "Juni"),
        *("Juli", "Augusti", "September", "Oktober", "November", "December"),
    ),
    Language.EN: _LONG_MONTHS,
}
_MARK = {Language.FI: ".", Language.SV: ".", Language.EN: ":"}
_AT = {Language.FI: "klo", Language.SV: "kl.", Language.EN: "at"}
_TODAY = {Language.FI: "tänään", Language.SV: "i dag", Language.EN: "today"}
_TOMORROW = {Language.FI: "huomenna", Language.SV: "i morgon", Language.EN: "tomorrow"}

_UNBROKEN = "\N{NO-BREAK SPACE}"


def clock_time(instant: datetime, language: str) -> str:
    """The wall-clock time: "14.30", "14.30", "14:30"."""
    wall = local(instant)
    return wall_time(wall.hour * 60 + wall.minute, language)


def wall_time(minute: int, language: str) -> str:
    """Minutes after midnight as the wall clock shows them: "8.00", "8.00", "8:00"."""
    return f"{minute // 60}{_MARK[language_of(language)]}{minute % 60:02}"


def weekday_name(number: int, language: str) -> str:
    """The whole name of a weekday, 0 is Monday: "Maanantai", "Måndag", "Monday"."""
    return _LONG_DAYS[language_of(language)][number]


def short_date(day: date, language: str) -> str:
    """The date with its weekday, short: "ti 24.11.", "tis 24.11", "Tue 24 Nov"."""
    spoken = language_of(language)
    weekday = _SHORT_DAYS[spoken][day.weekday()]
    if spoken is Language.EN:
        return f"{weekday} {_held(f'{day.day} {_SHORT_MONTHS[day.month - 1]}')}"
    return _held(f"{weekday} {day.day}.{day.month}{'.' if spoken is Language.FI else ''}")


def date_with_year(day: date, language: str) -> str:
    """The date where the year matters: "24.11.2026", "24.11.2026", "24 November 2026"."""
    if language_of(language) is Language.EN:
        return _held(f"{day.day} {_LONG_MONTHS[day.month - 1]} {day.year}")
    return f"{day.day}.{day.month}.{day.year}"


def month_with_year(day: date, language: str) -> str:
    """The month of a day, as a heading: "Marraskuu 2026", "November 2026", "November 2026"."""
    return f"{_MONTHS[language_of(language)][day.month - 1]} {day.year}"


def day_heading(day: date, language: str) -> str:
    """The date as a heading over times: "Tiistai 24.11.", "Tisdag 24.11", "Tuesday 24 November"."""
    spoken = language_of(language)
    weekday = _LONG_DAYS[spoken][day.weekday()]
    if spoken is Language.EN:
        return f"{weekday} {_held(f'{day.day} {_LONG_MONTHS[day.month - 1]}')}"
    return f"{weekday} {day.day}.{day.month}{'.' if spoken is Language.FI else ''}"


def day_heading_from_now(day: date, today: date, language: str) -> str:
    """As `day_heading`, but today and tomorrow are called so: "Tänään ke 25.11.", "Today Wed 25 Nov"."""
    near = _held(_near(day, today, language))
    return f"{near[:1].upper()}{near[1:]} {short_date(day, language)}" if near else day_heading(day, language)


def short_date_from_now(day: date, today: date, language: str) -> tuple[str, str]:
    """Weekday and date apart, as a date box shows them; today and tomorrow are called so."""
    weekday, date_alone = short_date(day, language).split(maxsplit=1)
    return _near(day, today, language) or weekday, date_alone


def when(instant: datetime, language: str) -> str:
    """Date and time: "ti 24.11. klo 14.30", "tis 24.11 kl. 14.30", "Tue 24 Nov at 14:30"."""
    return _joined(short_date(local_date(instant), language), instant, language)


def when_in_message(instant: datetime, language: str) -> str:
    """As `when`, at most 19, 20 and 19 characters, all in the alphabet of text messages."""
    return when(instant, language).replace(_UNBROKEN, " ")


def when_from_now(instant: datetime, now: datetime, language: str) -> str:
    """As `when`, but today and tomorrow are called so: "tänään klo 14.30", "i dag kl. 14.30", "14:30 today".

    English names the time first, because these moments stand after "by".
    """
    near = _near(local_date(instant), local_date(now), language)
    if not near:
        return when(instant, language)
    if language_of(language) is Language.EN:
        return f"{clock_time(instant, language)} {near}"
    return _joined(_held(near), instant, language)


def when_in_full(instant: datetime, now: datetime, language: str) -> str:
    """As `when`, for paper too: today and tomorrow stand before the date, "tänään ke 25.11. klo 14.30"."""
    return f"{_held(_near(local_date(instant), local_date(now), language))} {when(instant, language)}".strip()


def _near(day: date, today: date, language: str) -> str:
    words = {0: _TODAY, 1: _TOMORROW}.get((day - today).days)
    return words[language_of(language)] if words else ""


def _joined(day: str, instant: datetime, language: str) -> str:
    return f"{day} {_held(f'{_AT[language_of(language)]} {clock_time(instant, language)}')}"


def _held(words: str) -> str:
    """Words between which no line breaks."""
    return words.replace(" ", _UNBROKEN)


def read_day(text: str) -> date | None:
    """A day as a form or an address writes it, or None."""
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None
