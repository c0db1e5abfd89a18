"""The verbs of the demo's stories, and a story from its beginning to its end."""

from datetime import datetime

from support.demo.acts import Act
from support.demo.meeting_verb_actions import MEETING_KEYS, meeting_verb
from support.demo.nurse_verb_actions import NURSE_VERBS
from support.demo.own_verb_actions import OWN_VERBS
from support.demo.telling_actions import Steps, Telling, Told, Verb, begin_story
from support.demo.time_verb_actions import TALK_KEYS, talk_verb
from support.demo.way_verb_actions import WAY_VERBS
from support.demo.wording_verb_actions import WORDING_VERBS


def tell(telling: Telling, act: Act, moment: datetime) -> Told:
    """Do what an act says; returns when it was over."""
    verb, _keys = VERBS[act.does]
    return verb(telling, act, moment)


def story_told(telling: Telling) -> Steps:
    """Everything that happens in a story, one after the other."""
    over_at = yield from begin_story(telling)
    for act in telling.story.then:
        over_at = yield from tell(telling, act, telling.moment(act, over_at))


VERBS: dict[str, tuple[Verb, frozenset[str]]] = {
    **NURSE_VERBS,
    **OWN_VERBS,
    **WAY_VERBS,
    **WORDING_VERBS,
    "talk": (talk_verb(tell), TALK_KEYS),
    "meet": (meeting_verb(tell), MEETING_KEYS),
}
"""Each with the words that it knows besides who and when."""
