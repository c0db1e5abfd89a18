"""How a test becomes a supervisor of the demo: by her link and the code that the demo page shows."""

import re

from flask import Flask

from tests.browser_of_the_tests import Browser


def as_supervisor(app: Flask, link: str, phone: str) -> Browser:
    """Her browser, on her first page, in English."""
    supervisor = Browser(app, "en")
    address = re.sub(r"^https?://[^/]+", "", link)
    supervisor.get(address)
    supervisor.post(address)
    demo = Browser(app, "en")
    demo.get("/demo")
    to_her = re.findall(rf"{re.escape(phone)} ·.*?class=\"sms\">(.*?)</p>", demo.html(), re.DOTALL)
    (code,) = (found for text in to_her for found in re.findall(r"\b\d{6}\b", text))
    supervisor.post(code=code)
    assert supervisor.url == "/supervisor", supervisor.text()
    return supervisor
