"""Words that stand on two lines without a hyphen, as in a browser without a dictionary of the language."""

from playwright.sync_api import Page

# The sheet of components has words on purpose that are longer than any of ours.
_MADE_UP = "demo-components"
_FIND = r"""() => {
  const plain = new CSSStyleSheet(), before = document.adoptedStyleSheets, found = [];
  plain.replaceSync('* { hyphens: manual !important }');
  document.adoptedStyleSheets = [...before, plain];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const line = (text, at) => {
    range.setStart(text, at);
    range.setEnd(text, at + 1);
    // A letter after a soft hyphen has the hyphen's box before its own.
    return [...range.getClientRects()].at(-1)?.top;
  };
  while (texts.nextNode()) {
    const text = texts.currentNode;
    // What is folded has no lines yet.
    const around = text.parentElement;
    if (around.closest('script, style, noscript, .vh') || !around.checkVisibility()) continue;
    for (const word of text.data.matchAll(/[^\s\u00ad\u2013\/:.-]{4,}/g)) {
      if (line(text, word.index) !== line(text, word.index + word[0].length - 1)) found.push(word[0]);
    }
  }
  document.adoptedStyleSheets = before;
  return found;
}"""


def broken_words(page: Page, name: str) -> list[str]:
    """The words of this page that break so; parts between hyphens, soft ones too, are words of their own."""
    found: list[str] = [] if name.startswith(_MADE_UP) else page.evaluate(_FIND)
    return found
