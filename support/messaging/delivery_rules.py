"""How far a message has come, as the provider tells it."""

from enum import StrEnum


class Delivery(StrEnum):
    """How far the provider says a message has come, in rising order."""

    ACCEPTED = "accepted"
    SENT = "sent"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    FAILED = "failed"
