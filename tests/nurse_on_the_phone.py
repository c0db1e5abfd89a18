"""A nurse who asks somebody the questions on the phone."""

from tests.browser_of_the_tests import ANSWERS, Browser
from tests.builders import World


def on_phone(world: World, language: str = "en") -> Browser:
    """Nils has begun with somebody on the phone."""
    nils = world.nurse(world.house.nils)
    nils.get("/by-phone")
    nils.post(language=language)
    return nils


def asked(world: World, **answers: dict[str, list[str]]) -> Browser:
    """Nils has asked everything and stands before the contact data."""
    nils = on_phone(world)
    for _ in range(40):
        if nils.url == "/by-phone/contact":
            return nils
        key = nils.url.rpartition("/")[2]
        nils.post(None, **(answers.get(f"p{key}") or ANSWERS[key]))
        if "Stay on the line" in nils.text():
            nils.get(way_on(nils))
    raise AssertionError(f"never came to the contact data; the last page was {nils.url}")


def way_on(browser: Browser) -> str:
    """Where the page of danger leads on to."""
    html = browser.html()
    end = html.index("Go on with the questions")
    return html[:end].rpartition('href="')[2].partition('"')[0]
