"""Pages that look alike for all their readers but for the form token and what each has ticked."""

import re
from collections.abc import Collection, Hashable
from dataclasses import dataclass

from flask import current_app, request
from flask_wtf.csrf import generate_csrf

from support.web.languages import language_now
from support.web.pages import chosen_theme, show

Tick = tuple[str, str]
"""The name of a field and the value that is ticked in it."""

# Every page of questions in three languages and three themes, some megabytes.
_MOST_KEPT = 400
_CHOICE = '<input type="(?:radio|checkbox)" name="(?P<name>[^"]*)" value="(?P<value>[^"]*)"'


@dataclass(frozen=True, slots=True)
class _Form:
    """A page cut into pieces: at the tokens, and behind each choice, where its tick goes."""

    pieces: tuple[str, ...]
    tokens: tuple[int, ...]
    """The pieces in whose place the token goes."""
    choices: dict[Tick, int]
    """The empty piece in whose place the tick goes."""

    def filled(self, token: str, ticked: Collection[Tick]) -> str:
        """The page of one reader; a tick for which there is no choice is left out."""
        pieces = list(self.pieces)
        for place in self.tokens:
            pieces[place] = token
        for tick in ticked:
            if tick in self.choices:
                pieces[self.choices[tick]] = " checked"
        return "".join(pieces)


def show_alike(template: str, page: Hashable, ticked: Collection[Tick], *, is_kept: bool) -> str:
    """The template filled in with a page object in which nothing is ticked, then ticked for this reader.

    With `is_kept` the page object says nothing of its reader: it is filled in once for all of them. Whatever
    else the layouts show is in the key; the token and the ticks are each reader's own and are put in anew.
    """
    token: str = generate_csrf()
    # What stands in an address comes back in the links to the other languages: it is its reader's alone.
    if not is_kept or request.args:
        return _cut(show(template, page), token).filled(token, ticked)
    kept: dict[Hashable, _Form] = current_app.extensions.setdefault("pages_alike", {})
    key = (template, page, language_now(), chosen_theme(), request.path, request.script_root)
    form = kept.get(key)
    if form is None:
        form = _cut(show(template, page), token)
        if len(kept) >= _MOST_KEPT:
            kept.clear()
        kept[key] = form
    return form.filled(token, ticked)


def _cut(html: str, token: str) -> _Form:
    pieces: list[str] = []
    tokens: list[int] = []
    choices: dict[Tick, int] = {}
    done = 0
    for found in re.finditer(f"{_CHOICE}|{re.escape(token)}", html):
        is_choice = found["name"] is not None
        pieces += [html[done : found.end() if is_choice else found.start()], ""]
        if is_choice:
            choices[found["name"], found["value"]] = len(pieces) - 1
        else:
            tokens.append(len(pieces) - 1)
        done = found.end()
    return _Form((*pieces, html[done:]), tuple(tokens), choices)
