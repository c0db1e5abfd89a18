"""What the numbers and words of the provider mean, in our own words; what stands here nowhere is unclear.

Source: reliability design, sections 1.2 and 4b (policy), after the provider's dictionary of errors.
"""

from support.messaging.delivery_rules import Delivery
from support.messaging.refusal_rules import Refusal

_UNKNOWN_OUTCOME = 20500
_CODES: dict[Refusal, tuple[int, ...]] = {
    # 14107, 21611, 63038: too many at once; none of them was taken on.
    Refusal.BUSY: (14107, 20429, 21611, 63038),
    Refusal.BAD_NUMBER: (21211, 21214, 21217, 21614, 30005, 30006),
    Refusal.OPTED_OUT: (21610,),
    Refusal.UNREACHABLE: (30003, 30008),
    Refusal.FILTERED: (30004, 30007),
    Refusal.TOO_LATE: (30001, 30036),
    # Account, sender or country: the same message fails until somebody has changed the settings there.
    Refusal.NOT_SET_UP: (
        *(20003, 20005, 20404, 21212, 21408, 21603, 21606, 21609, 21612, 21659, 21660, 21701, 21703),
        *(30002, 30010, 30029, 30032),
    ),
}
_MEANING = {code: refusal for refusal, codes in _CODES.items() for code in codes}
_NO_CODE = {401: Refusal.NOT_SET_UP, 403: Refusal.NOT_SET_UP, 404: Refusal.NOT_SET_UP, 429: Refusal.BUSY}
_STATUSES = {
    "queued": Delivery.ACCEPTED,
    "accepted": Delivery.ACCEPTED,
    "scheduled": Delivery.ACCEPTED,
    "sending": Delivery.ACCEPTED,
    "sent": Delivery.SENT,
    "delivered": Delivery.DELIVERED,
    # Only some channels tell it; whoever read it got it.
    "read": Delivery.DELIVERED,
    "undelivered": Delivery.UNDELIVERED,
    "failed": Delivery.FAILED,
    "canceled": Delivery.FAILED,
}
_IN_VAIN = (Delivery.UNDELIVERED, Delivery.FAILED)


def refused_at_once(code: int | None, status: int) -> Refusal | None:
    """Why a message was not taken on; None when nobody knows whether it was.

    `status` is that of HTTP; `code` is the provider's own and may be missing.
    """
    if status >= 500 or status < 400 or code == _UNKNOWN_OUTCOME:
        return None
    if status == 429:
        return Refusal.BUSY
    return _MEANING.get(code or 0) or _NO_CODE.get(status, Refusal.UNCLEAR)


def delivery_of(status: str | None) -> Delivery | None:
    """How far a message has come; None for a word that is not about a message of ours."""
    return _STATUSES.get((status or "").lower())


def refused_later(delivery: Delivery, code: int | None) -> Refusal | None:
    """Why a message that was taken on did not arrive; None while it may still, or when it did."""
    return _MEANING.get(code or 0, Refusal.UNCLEAR) if delivery in _IN_VAIN else None
