"""The supervisors of the demo's stories as values: whom an employee names, and at which number."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from support.vocabulary.phone import MobileNumber, mobile_number
from support.vocabulary.strict_yaml import Entry, FileFaults, read_yaml

ORGANISATION = Path(__file__).with_name("organisation.yaml")


@dataclass(frozen=True)
class ToldSupervisor:
    """A supervisor as an employee names her; nobody of that name is written down before."""

    name: str
    phone: str
    to_try: bool
    """How she signs in is told, so that her page can be looked at."""


@cache
def told_supervisors() -> Mapping[str, ToldSupervisor]:
    """Whom employees name in the stories, by code. Raises FileFaults."""
    faults: list[str] = []
    entry = Entry(read_yaml(ORGANISATION), ORGANISATION.name, faults)
    found = {one.text("code"): _read(one) for one in entry.entries("supervisors")}
    if faults:
        raise FileFaults(faults)
    return found


def read_placeholder(entry: Entry, key: str) -> str:
    """A number that no network can dial, in its canonical form."""
    number = mobile_number(entry.text(key), allow_demo=True)
    if isinstance(number, MobileNumber):
        return number.e164
    entry.fault("is not one of the placeholders", key)
    return ""


def _read(entry: Entry) -> ToldSupervisor:
    told = ToldSupervisor(entry.text("name"), read_placeholder(entry, "phone"), entry.flag("to_try"))
    entry.finish()
    return told
