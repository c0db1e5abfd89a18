"""A page without what is made anew each time, so that two can be compared byte for byte."""

import re

from tests.browser_of_the_tests import Browser

_ANEW = re.compile(r'(name="csrf_token" value|nonce)="[^"]*"')


def bare(browser: Browser) -> str:
    """The page on which the browser is."""
    return bare_page(browser.html())


def bare_page(html: str) -> str:
    """A page as it came."""
    return _ANEW.sub("", html)
