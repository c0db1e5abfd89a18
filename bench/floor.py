"""The floor of any answer: a bare Flask page, without database, session or template."""

from flask import Flask

app = Flask(__name__)


@app.get("/")
def hello() -> str:
    """As little as Flask can say."""
    return "hello"
