"""What a page looks like on paper, in the colours of the reader's own, and with motion reduced."""

from playwright.sync_api import Page

# A4 between its margins, in CSS pixels.
PAPER = (688, 1000)
# Nobody can press anything on paper. A printer leaves tints out, so every letter must stand on white.
ON_PAPER = """() => {
  const shown = one => one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length > 0;
  const said = (one, why) => `${why}: ${one.tagName}.${one.className} ${one.textContent.trim().slice(0, 30)}`;
  const found = [...document.querySelectorAll('button, .btn, nav, footer, .shell form :not(h1, :has(h1))')]
    .filter(shown).map(one => said(one, 'to press'));
  const headings = [...document.querySelectorAll('.shell h1')];
  if (document.querySelector('.shell') && !headings.some(shown)) found.push('no heading');
  const light = colour => {
    const [r, g, b] = colour.match(/[\\d.]+/g).map(Number).map(x => x / 255)
      .map(x => x <= .04045 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4);
    return 1.05 / (.2126 * r + .7152 * g + .0722 * b + .05) < 4.5;
  };
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = words.nextNode(); text; text = words.nextNode()) {
    const one = text.parentElement;
    if (!text.data.trim() || one.closest('.vh, script, noscript, svg') || !shown(one)) continue;
    if (light(getComputedStyle(one).color)) found.push(said(one, 'pale'));
  }
  const asked = document.querySelectorAll('main h1, .question .option, .question .scale__grid label');
  for (const one of document.querySelector('.shell') ? [] : asked) {
    if (!one.closest('[hidden]') && !shown(one)) found.push(said(one, 'left out'));
  }
  const numbers = document.querySelector('.on-paper--foot');
  if (!document.querySelector('.shell') && !(numbers && shown(numbers))) found.push('no number to call');
  return found;
}"""
# In the reader's own colours tints are gone: what is chosen, and where a thing ends, is told by a line.
IN_OWN_COLOURS = """() => {
  const line = style => (parseFloat(style.outlineWidth) > 0 && style.outlineStyle !== 'none')
    || (parseFloat(style.borderTopWidth) > 0 && style.borderTopStyle !== 'none')
    || (parseFloat(style.borderLeftWidth) > 2 && style.borderLeftStyle !== 'none');
  const chosen = [...document.querySelectorAll('input:checked')]
    .map(one => one.closest('label') ?? one)
    .concat([...document.querySelectorAll(
      '.seg [aria-current], [aria-pressed=true], nav [aria-current=page]')]);
  const framed = [...document.querySelectorAll(
    '.btn, .card, .side, .note, .tag, .option, .slot, .panel, .datebox')];
  return chosen.filter(one => {
      const style = getComputedStyle(one);
      return one.matches('label') ? style.outlineStyle === 'none' : !line(style);
    }).concat(framed.filter(one => !line(getComputedStyle(one))))
    .concat([...document.querySelectorAll('.select')]
      .filter(one => getComputedStyle(one).appearance === 'none'))
    .concat([...document.querySelectorAll('.i')]
      .filter(one => getComputedStyle(one).color !== getComputedStyle(one.parentElement).color))
    .concat([...document.querySelectorAll('.btn--second, .btn--quiet')].filter(one => {
      const first = one.closest('.actions')?.querySelector('.btn:not(.btn--second, .btn--quiet)');
      return first && getComputedStyle(first).backgroundColor === getComputedStyle(one).backgroundColor;
    }))
    .filter(one => one.checkVisibility())
    .map(one => `${one.tagName}.${one.className} ${one.textContent.trim().slice(0, 30)}`);
}"""
MOVING = """() => [...document.querySelectorAll('*')].flatMap(one => ['', '::before', '::after']
  .map(part => [one, part, getComputedStyle(one, part)])
  .filter(([, , style]) => style.animationName !== 'none'
    || style.transitionDuration.split(',').some(time => parseFloat(time) > 0))
  .map(([, part]) => `${one.tagName}.${one.getAttribute('class')}${part}`))"""


def on_paper(page: Page) -> list[str]:
    """What is wrong with the page on paper; the page is left as it would be printed."""
    page.set_viewport_size({"width": PAPER[0], "height": PAPER[1]})
    page.emulate_media(media="print", color_scheme="light")
    found: list[str] = page.evaluate(ON_PAPER)
    return found


def in_own_colours(page: Page) -> list[str]:
    """What is told by a tint alone; the page is left in those colours."""
    page.emulate_media(media="screen", forced_colors="active")
    found: list[str] = page.evaluate(IN_OWN_COLOURS)
    return found


def as_usual(page: Page) -> None:
    """Back to the screen."""
    page.emulate_media(media="screen", forced_colors="none", reduced_motion="reduce")


def moving(page: Page) -> list[str]:
    """What moves although the reader asked for less motion."""
    found: list[str] = page.evaluate(MOVING)
    return found
