"""A page under the hands of one who has no mouse: Tab, Space, arrows and Enter, the focus always in sight."""

from tests.browser.visitor import Visitor

FOCUS = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect();
  const seen = at.closest('label') ?? at, frame = seen.getBoundingClientRect();
  const over = document.elementFromPoint(frame.x + frame.width / 2, frame.y + frame.height / 2);
  return {
    end: at === document.body, name: at.name ?? '', value: at.value ?? '', words: at.innerText ?? '',
    visible: box.width > 0 && !!over && (seen.contains(over) || over.contains(seen)),
  };
}"""


def focus(visitor: Visitor) -> dict[str, str | bool]:
    """Name, value and words of what has the focus, whether it can be seen, and whether nothing has it."""
    found: dict[str, str | bool] = visitor.page.evaluate(FOCUS)
    return found


def tab_to(visitor: Visitor, *, name: str = "", words: str = "", begins: str = "") -> None:
    """Press Tab until the focus is there; everything on the way must be in sight."""
    for _ in range(60):
        visitor.page.keyboard.press("Tab")
        at = focus(visitor)
        if at["end"]:
            break
        assert at["visible"], f"the focus is hidden at {at}"
        if (name and at["name"] == name) or (words and at["words"] == words):
            return
        if begins and str(at["words"]).startswith(begins):
            return
    raise AssertionError(f"Tab never came to {name or words or begins} at {visitor.path}")


def enter(visitor: Visitor) -> None:
    """Press Enter, which leads to another page."""
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")


def goes(visitor: Visitor, sentence: str) -> Visitor:
    """Go with Tab to the link or button whose words begin with what the service says, and press Enter."""
    tab_to(visitor, begins=visitor.words(sentence))
    enter(visitor)
    return visitor


def types(visitor: Visitor, name: str, text: str) -> Visitor:
    """Write into a field; one that has the focus from the start need not be looked for."""
    if focus(visitor)["name"] != name:
        tab_to(visitor, name=name)
    visitor.page.keyboard.type(text)
    return visitor


def takes_the_next(visitor: Visitor, name: str) -> str:
    """Choose with Space and go one further with an arrow; the value that is chosen then."""
    tab_to(visitor, name=name)
    first = focus(visitor)["value"]
    visitor.page.keyboard.press("Space")
    visitor.page.keyboard.press("ArrowDown")
    chosen = str(focus(visitor)["value"])
    assert chosen != first
    return chosen
