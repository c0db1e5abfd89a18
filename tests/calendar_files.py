"""Reading calendar files as somebody's own program does: with a library that is not the one writing them."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import vobject
from werkzeug.test import TestResponse

from tests.browser_of_the_tests import Browser

HELSINKI = ZoneInfo("Europe/Helsinki")
# All that an entry may say.
ALL_SAID = {
    *("uid", "sequence", "status", "class", "summary", "location"),
    *("dtstart", "dtend", "dtstamp", "last-modified"),
}
# Of the service, of its people, of what it is about, and any address.
_TELLING = re.compile(
    r"kynnys|ulappa|maarit|oksa|aino|veera|nils|nurse|hoitaja|psykolog|psycholog|terve|hälso|health|support|tuki"
    r"|stöd|http|www|@|mailto|organizer|attendee|description|url:",
    re.I,
)


class ReadEntry:
    """One entry as it is shown: what it is called, when by the wall clock in Helsinki, and how it stands."""

    def __init__(self, event: vobject.base.Component) -> None:
        said = {name: str(lines[0].value) for name, lines in event.contents.items()}
        self.names = set(said)
        self.uid, self.title, self.place = said["uid"], said["summary"], said["location"]
        self.privacy, self.status = said["class"], said["status"]
        self.sequence = int(said["sequence"])
        self.begins: datetime = event.dtstart.value
        self.ends: datetime = event.dtend.value
        self.written: datetime = event.dtstamp.value
        self.changed: datetime = event.last_modified.value

    @property
    def wall(self) -> str:
        """Day and time on a wall in Helsinki; a moment without a zone no program would know how to show."""
        assert self.begins.tzinfo is not None
        return f"{self.begins.astimezone(HELSINKI):%d.%m.%Y %H:%M}"


def read_entries(file: bytes | TestResponse) -> list[ReadEntry]:
    """The entries of a file, in its order."""
    content = file if isinstance(file, bytes) else file.get_data()
    return [ReadEntry(event) for event in vobject.readOne(content.decode()).contents.get("vevent", [])]


def told_in(answer: TestResponse) -> list[str]:
    """What a file tells beyond when and how somebody meets somebody."""
    return _TELLING.findall(answer.get_data(as_text=True))


def feed_of(nils: Browser) -> str:
    """The address, without its host, that a nurse makes for her calendar program."""
    nils.get("/own-calendar")
    nils.post("/own-calendar")
    found = re.search(r'value="https?://[^/"]+(/calendar/[^"]+)"', nils.html())
    assert found, nils.text()
    return found.group(1)
