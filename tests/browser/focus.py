"""Going through a page with Tab: is the focus always in sight, with a ring around it?"""

from playwright.sync_api import Page

# The sheet of components has some three hundred stops; more than these is a page without an end.
MOST = 1000
# Where the focus is now: "" at the end of the page, else what is wrong with it, or "fine".
LOOK = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return '';
  const seen = at.matches('input') ? at.closest('label') ?? at : at;
  const name = `${at.tagName}.${at.className} ${(at.innerText ?? '').slice(0, 30)} ${at.name ?? ''}`;
  const ring = [getComputedStyle(at), getComputedStyle(seen), getComputedStyle(at, '::after')]
    .some(style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2);
  if (!ring) return 'no ring: ' + name;
  const bars = [...document.querySelectorAll('.site-header, .dock, .stay')].filter(bar => !bar.contains(at));
  const boxes = [...seen.getClientRects()].filter(box => box.width && box.height);
  const tall = boxes.some(box => box.height > innerHeight / 2);
  // A little inside the corners, which may be round.
  const points = boxes.flatMap(({ left, right, top, bottom }) => {
    const x = Math.min(8, (right - left) / 3), y = Math.min(8, (bottom - top) / 3);
    return [[left + x, top + y], [right - x, top + y], [left + x, bottom - y], [right - x, bottom - y]];
  });
  const hidden = points.filter(([x, y]) => {
    const over = document.elementFromPoint(x, y);
    return !over || bars.some(bar => bar.contains(over));
  });
  const middle = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
  if (tall && middle && (seen.contains(middle) || hidden.length < points.length)) return 'fine';
  return hidden.length > 0 ? 'covered: ' + name + ' ' + hidden.map(point => point.map(Math.round)) : 'fine';
}"""


def hidden_focus(page: Page) -> list[str]:
    """What Tab comes to and the reader does not see; the focus is let go afterwards."""
    page.evaluate("() => { document.activeElement?.blur(); scrollTo(0, 0); }")
    wrong: list[str] = []
    for _step in range(MOST):
        page.keyboard.press("Tab")
        found = str(page.evaluate(LOOK))
        if not found:
            break
        if found != "fine":
            wrong.append(found)
    else:
        wrong.append(f"Tab never came to the end in {MOST} steps")
    page.evaluate("() => { document.activeElement?.blur(); scrollTo(0, 0); }")
    return wrong
