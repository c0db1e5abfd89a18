"""Templates compiled once for a whole test run: every test builds an application of its own."""

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache


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
