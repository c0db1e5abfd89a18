"""Templates, routes and statements compiled once for a run: every test has an application of its own."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import Dialect
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

from support.platform.database import db


class CompiledTemplates(BytecodeCache):
    """Keeps what a template was compiled to; one whose source has changed is compiled anew."""

    def __init__(self) -> None:
        self._compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Find what was compiled, when it is of this source."""
        if bucket.key in self._compiled:
            bucket.bytecode_from_string(self._compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what has just been compiled."""
        self._compiled[bucket.key] = bucket.bytecode_to_string()


def keep_compiled_templates() -> None:
    """Let every application of this process share them: a third of the time went into compiling."""
    Flask.jinja_options = Flask.jinja_options | {"bytecode_cache": CompiledTemplates()}


def keep_compiled_routes() -> None:
    """Let every application of this process share the functions that put addresses together.

    Such a function follows from the pattern, and finds the parts of its own rule when it is called.
    """
    compiles = Rule._compile_builder
    compiled: dict[tuple[object, ...], Callable[..., tuple[str, str]]] = {}

    def kept(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        defaults: dict[str, Any] = dict(rule.defaults or {})
        key = (rule.rule, rule.subdomain, rule.host, repr(sorted(defaults.items())), append_unknown)
        if key not in compiled:
            compiled[key] = compiles(rule, append_unknown)
        return compiled[key]

    # mypy takes no function for a method; the library has no other place for this.
    Rule._compile_builder = kept  # type: ignore[assignment, method-assign]


_DIALECTS: dict[str, Dialect] = {}
_STATEMENTS: LRUCache[Any, Any] = LRUCache(5000)


def share_compiled_statements(app: Flask) -> None:
    """Let this application find what others of this process have compiled for the same kind of database.

    The library keeps compiled statements by engine and by dialect; a dialect that has seen a server stays as
    it is.
    """
    with app.app_context():
        engine = db.engine
    name = engine.dialect.name
    if name not in _DIALECTS:
        with engine.connect():
            _DIALECTS[name] = engine.dialect
    engine.dialect = _DIALECTS[name]
    engine._compiled_cache = _STATEMENTS
