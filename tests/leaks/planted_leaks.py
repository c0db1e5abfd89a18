"""Leaks planted on purpose, each with a word of its own, to see that the crawl finds every one."""

import base64
import gzip
import json
import logging
import unicodedata
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

from flask import Response, request

from config import Settings
from support.vocabulary.actor import Actor
from tests.builders import World
from tests.leaks.canaries import Canary

Write = Callable[[Response, str], None]


@dataclass(frozen=True)
class PlantedLeak:
    """What is planted, and where the crawl must say that it stands."""

    name: str
    canary: Canary
    place: str


def plant(world: World, settings: Settings, canaries: Sequence[Canary]) -> list[PlantedLeak]:
    """Plant all of them, each with the next word."""
    words = iter([one for one in canaries if one.word.startswith("Kan")])
    numbers = iter([one for one in canaries if one.word.startswith("+")])
    leaks = list(_in_answers(world, words, numbers))
    leaks.extend(_beside_them(world, settings, words))
    return leaks


def _in_answers(world: World, words: Iterator[Canary], numbers: Iterator[Canary]) -> Iterator[PlantedLeak]:
    planted: list[tuple[Callable[[Response], bool], Write, str]] = []
    for name, where, write, place in _ANSWERS:
        canary = next(numbers) if "number" in name else next(words)
        planted.append((where, write, canary.word))
        yield PlantedLeak(name, canary, place)

    def leak(response: Response) -> Response:
        for where, write, word in planted:
            if where(response):
                write(response, word)
        return response

    world.app.after_request_funcs.setdefault(None, []).append(leak)


def _beside_them(world: World, settings: Settings, words: Iterator[Canary]) -> Iterator[PlantedLeak]:
    text, line, row, file = (next(words) for _ in range(4))
    world.sender.send("+35800000099", f"Hei {text.word}", "x", timedelta(hours=1))
    yield PlantedLeak("a text message", text, "text message")
    logging.getLogger("kynnys.planted").warning(f"answered {line.word}")
    yield PlantedLeak("a line of the log", line, "the log")
    with world.begin_work(Actor.operator()) as work:
        work.log("note", "support_case", "x" * 22, row.word)
    yield PlantedLeak("a line of the record", row, "a row of audit_entry")
    if settings.database_url.startswith("sqlite"):
        left = Path(f"{settings.database_url.removeprefix('sqlite:///')}-left")
        left.write_bytes(b"\0" * 7 + file.word.encode("utf-16-le"))
        yield PlantedLeak("a file that was left behind", file, "the file ")


def _at(endpoint: str, status: int = 200) -> Callable[[Response], bool]:
    return lambda response: request.endpoint == endpoint and response.status_code == status


def _not_there(response: Response) -> bool:
    return request.path == "/no-such-page"


def _wrong_method(response: Response) -> bool:
    return response.status_code == 405 and request.path == "/theme"


def _without_token(response: Response) -> bool:
    return response.status_code == 400 and request.path == "/theme"


def _fragment(response: Response) -> bool:
    return bool(request.headers.get("HX-Request")) and request.endpoint == "triage.crisis"


def _written(change: Callable[[str], str]) -> Write:
    def write(response: Response, word: str) -> None:
        response.set_data(response.get_data() + change(word).encode())

    return write


def _coded(offset: int, *, url: bool = False) -> Write:
    code = base64.urlsafe_b64encode if url else base64.b64encode
    return _written(lambda word: f'<i data-x="{code(b"x" * offset + word.encode() + b"yz").decode()}"></i>')


def _in_bytes(change: Callable[[str], bytes]) -> Write:
    def write(response: Response, word: str) -> None:
        response.set_data(response.get_data() + change(word))
        response.mimetype = "application/octet-stream"

    return write


def _head(name: str, change: Callable[[str], str] = quote) -> Write:
    return lambda response, word: response.headers.add(name, change(word))


def _cookie(word: str) -> str:
    packed = base64.urlsafe_b64encode(zlib.compress(json.dumps({"kept": word}).encode())).decode()
    return f"kept=.{packed.rstrip('=')}.AAAA; Path=/"


def _in_title(response: Response, word: str) -> None:
    response.set_data(response.get_data().replace(b"<title>", f"<title>{word} ".encode(), 1))


def _entities(word: str) -> str:
    return "".join(f"&#{ord(sign)};" for sign in word)


_ANSWERS: tuple[tuple[str, Callable[[Response], bool], Write, str], ...] = (
    ("plain, in large letters", _at("public.about"), _written(str.upper), "GET /about"),
    (
        "letters put together",
        _at("public.privacy"),
        _written(lambda word: unicodedata.normalize("NFD", word)),
        "GET /privacy",
    ),
    ("entities of HTML", _at("public.accessibility"), _written(_entities), "GET /accessibility"),
    (
        "an address",
        _at("triage.call_me"),
        _written(lambda word: f"<a href=/x?{quote(word)}>"),
        "GET /call-me",
    ),
    ("escaped for JSON", _at("health.show"), _written(json.dumps), "GET /health"),
    ("base64", _at("people.sign_in"), _coded(0), "GET /sign-in"),
    ("base64, one later", _at("staff.sign_in"), _coded(1), "GET /staff/sign-in"),
    (
        "base64 of addresses, two later",
        _at("supervisor.sign_in"),
        _coded(2, url=True),
        "GET /supervisor/sign-in",
    ),
    ("turned round", _at("triage.enter_code"), _written(lambda word: f"<!-- {word[::-1]} -->"), "GET /go-on"),
    (
        "wide signs in a calendar",
        _at("calendars.feed"),
        _in_bytes(lambda word: word.encode("utf-16-be")),
        "GET /calendar/",
    ),
    (
        "packed",
        _at("demo.components"),
        _in_bytes(lambda word: gzip.compress(b"\0" * 40 + word.encode())),
        "GET /demo/components",
    ),
    ("the head of an answer", _at("triage.crisis"), _head("X-Kept"), "GET /help/en"),
    ("a packed cookie", _at("triage.stop"), _head("Set-Cookie", _cookie), "GET /questions/stop"),
    ("the title", _at("supervisor.link"), _in_title, "the title or the head of GET /s/"),
    ("a fragment", _fragment, _written(str), "fragment /help/en"),
    ("the page of what is not there", _not_there, _written(str), "GET /no-such-page"),
    ("a wrong method", _wrong_method, _written(str), "PUT "),
    ("a form that was not right", _at("people.ask_code", 422), _written(str.casefold), "POST /sign-in"),
    ("a form without its token", _without_token, _written(str), "POST /"),
    (
        "where it leads on",
        _at("triage.start", 302),
        _head("Location", lambda word: f"/?{quote(word)}"),
        "POST /",
    ),
    (
        "a number in groups",
        _at("public.landing"),
        _written(lambda word: f"{word[:4]} {word[4:6]} {word[6:9]}\u00a0{word[9:]}"),
        "GET /",
    ),
    (
        "a number without its plus",
        _at("triage.deleted"),
        _written(lambda word: word[1:]),
        "GET /questions/deleted",
    ),
)
