"""How far one delivery is against another."""

from support.messaging.sender import Delivery

_RANK = {Delivery.ACCEPTED: 1, Delivery.SENT: 2}
_LAST_RANK = 3


def rank(delivery: Delivery | None) -> int:
    """How far a delivery is; the ends are alike, and nothing follows them."""
    return 0 if delivery is None else _RANK.get(delivery, _LAST_RANK)


def has_ended(delivery: Delivery | None) -> bool:
    """Whether nothing follows this."""
    return rank(delivery) == _LAST_RANK


def contradicts(known: Delivery | None, told: Delivery) -> bool:
    """Whether one end is told after another."""
    return has_ended(known) and has_ended(told) and known is not told
