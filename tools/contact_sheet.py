"""One page with a picture of every page that the journeys saw: the quickest way to look at all of it."""

import re
from collections import defaultdict
from html import escape
from pathlib import Path

_NAME = re.compile(r"(?P<page>.+)-(?P<width>\d+)-(?P<theme>light|dark)-(?P<language>fi|sv|en)\.png")
_HEAD = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Contact sheet</title>
<style>
body { font: 14px/1.4 system-ui, sans-serif; margin: 1rem; background: #f4f4f4; color: #222 }
h2 { margin: 2rem 0 .5rem } .row { display: flex; flex-wrap: wrap; gap: .75rem; align-items: flex-start }
figure { margin: 0 } figcaption { font-size: 12px }
img { height: 420px; max-width: 640px; object-fit: cover; object-position: top; border: 1px solid #bbb }
</style>
"""


def make(folder: Path) -> Path | None:
    """Write the page beside the pictures; None when there are none."""
    pages: dict[str, list[tuple[str, str, str, str]]] = defaultdict(list)
    for picture in sorted(folder.glob("*.png")):
        named = _NAME.fullmatch(picture.name)
        if named:
            order = (named["language"], named["width"].zfill(5), named["theme"])
            pages[named["page"]].append((*order, picture.name))
    if not pages:
        return None
    sheet = folder / "index.html"
    body = "".join(_section(page, sorted(pictures)) for page, pictures in sorted(pages.items()))
    sheet.write_text(f"{_HEAD}<h1>{len(pages)} pages and states</h1>{body}</html>\n", encoding="utf-8")
    return sheet


def _section(page: str, pictures: list[tuple[str, str, str, str]]) -> str:
    figures = "".join(
        f'<figure><a href="{escape(name)}"><img src="{escape(name)}" alt="" loading="lazy"></a>'
        f"<figcaption>{language} {int(width)} {theme}</figcaption></figure>"
        for language, width, theme, name in pictures
    )
    return f'<h2>{escape(page)}</h2><div class="row">{figures}</div>\n'
