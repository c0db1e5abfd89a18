"""Reading another number and whether messages may go there; on her own page and on that of a nurse."""

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from support.people.number_actions import NewNumber
from support.vocabulary.errors import mark
from support.vocabulary.phone import MobileNumber, mobile_number
from support.vocabulary.plain_text import one_line

PHONE, SAFE = "phone", "safe_to_text"
_LONGEST = 40


@dataclass(frozen=True)
class TypedNumber:
    """A number as typed; `phone` is canonical, or empty where it is none."""

    typed: str
    phone: str
    safe: str

    @property
    def faults(self) -> dict[str, str]:
        """What is wrong, by field."""
        found = {}
        if not self.phone:
            found[PHONE] = mark("Write a mobile number, for example 040 123 4567.")
        if self.safe not in ("yes", "no"):
            found[SAFE] = mark("Choose whether text messages may go to this number.")
        return found

    @property
    def new(self) -> NewNumber:
        """The number as it is to be kept."""
        return NewNumber(self.phone, is_safe=self.safe == "yes")


def read_number(form: MultiDict[str, str], *, allow_demo: bool) -> TypedNumber:
    """What was typed and chosen."""
    typed = one_line(form.get(PHONE, ""), _LONGEST)
    number = mobile_number(typed, allow_demo=allow_demo)
    phone = number.e164 if isinstance(number, MobileNumber) else ""
    return TypedNumber(typed, phone, form.get(SAFE, ""))
