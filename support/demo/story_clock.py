"""A clock set back to the moment of a story."""

from copy import copy
from datetime import datetime

from support.platform.begin_work import BeginWork


class StoryClock:
    """Stands still at one moment."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def now(self) -> datetime:
        """The moment of the story, in UTC."""
        return self._moment


def at_moment(begin_work: BeginWork, moment: datetime) -> BeginWork:
    """The same database, keys and ids, with the clock set to the moment."""
    then = copy(begin_work)
    then.clock = StoryClock(moment)
    return then
