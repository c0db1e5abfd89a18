"""Compiles the message catalogues, when a source is newer than what was made of it."""

from pathlib import Path

from tools import children
from tools.children import ROOT
from tools.environment import PYTHON

FOLDER = ROOT / "support" / "translations"


def compile_translations() -> str | None:
    """Bring every .mo file up to date; what went wrong, or None."""
    if not any(_is_stale(source) for source in FOLDER.glob("*/LC_MESSAGES/*.po")):
        return None
    code, printed = children.ask(
        [PYTHON, "-m", "babel.messages.frontend", "compile", "--directory", str(FOLDER)]
    )
    return printed if code else None


def _is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime <= source.stat().st_mtime
