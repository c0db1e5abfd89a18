"""Pages that look alike for all their readers but for the token, the end of the session and the ticks."""

import re
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass

from flask import current_app, request

from support.web.form_tokens import form_token
from support.web.languages import language_now
from support.web.pages import chosen_theme, show
from support.web.session_end import SessionEnd, as_for_anybody, own_session_end, spoken

Tick = tuple[str, str]
"""The name of a field and the value that is ticked in it."""

# Every page of questions in three languages and three themes, some megabytes.
_MOST_KEPT = 400
_OWN_FORM = "form"
_CHOICE = '<input type="(?:radio|checkbox)" name="(?P<name>[^"]*)" value="(?P<value>[^"]*)"'


@dataclass(frozen=True, slots=True)
class _Form:
    """A page cut into pieces: at what is each reader's own, and behind each choice, where its tick goes."""

    pieces: tuple[bytes, ...]
    own: tuple[tuple[int, str], ...]
    """The pieces in whose place something of the reader's own goes, and what: her token, or a stand-in."""
    choices: dict[Tick, int]
    """The empty piece in whose place the tick goes."""

    def filled(self, own: Mapping[str, str], ticked: Collection[Tick]) -> bytes:
        """The page of one reader; a tick for which there is no choice is left out."""
        pieces = list(self.pieces)
        for place, what in self.own:
            pieces[place] = own[what].encode()
        for tick in ticked:
            if tick in self.choices:
                pieces[self.choices[tick]] = b" checked"
        return b"".join(pieces)


def show_alike(template: str, page: Hashable, ticked: Collection[Tick], *, is_kept: bool) -> bytes:
    """The template filled in with a page object in which nothing is ticked, then ticked for this reader.

    With `is_kept` the page object says nothing of its reader: it is filled in once for all of them. Whatever
    else the layouts show is in the key; token, end of the session and ticks are each reader's own and are put
    in anew. In the UTF-8 that goes over the line: the text in between is put into it once.
    """
    token, end = form_token(), own_session_end()
    own = {_OWN_FORM: token, **spoken(end)}
    # What stands in an address comes back in the links to the other languages: it is its reader's alone.
    if not is_kept or request.args:
        return _made(template, page, token, end).filled(own, ticked)
    kept: dict[Hashable, _Form] = current_app.extensions.setdefault("pages_alike", {})
    says = end and (end.is_whole, end.sign_in_url)
    key = (template, page, language_now(), chosen_theme(), request.path, request.script_root, says)
    form = kept.get(key)
    if form is None:
        form = _made(template, page, token, end)
        if len(kept) >= _MOST_KEPT:
            kept.clear()
        kept[key] = form
    return form.filled(own, ticked)


def _made(template: str, page: Hashable, token: str, end: SessionEnd | None) -> _Form:
    with as_for_anybody(end):
        return _cut(show(template, page), {token: _OWN_FORM, **{mark: mark for mark in spoken(end)}})


def _cut(html: str, own: Mapping[str, str]) -> _Form:
    pieces: list[str] = []
    places: list[tuple[int, str]] = []
    choices: dict[Tick, int] = {}
    done = 0
    for found in re.finditer("|".join((_CHOICE, *map(re.escape, own))), html):
        is_choice = found["name"] is not None
        pieces += [html[done : found.end() if is_choice else found.start()], ""]
        if is_choice:
            choices[found["name"], found["value"]] = len(pieces) - 1
        else:
            places.append((len(pieces) - 1, own[found[0]]))
        done = found.end()
    return _Form(tuple(each.encode() for each in (*pieces, html[done:])), tuple(places), choices)
