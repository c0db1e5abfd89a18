"""Every request knows who is signed in, and what she does keeps her signed in."""

from flask import Flask, Response, current_app, g

from support.people.session_loading import load, note_activity
from support.web.access import SignedIn, is_activity, login_manager


def keep_sessions(app: Flask) -> None:
    """Load who is signed in where it is asked for, and note what counts as activity."""
    # Its context processor would ask the database who is signed in for every page, the crisis page too.
    login_manager.init_app(app, add_context_processor=False)

    def _load(token: str) -> SignedIn | None:
        reader = g.reader = load(current_app.extensions["begin_work"], token)
        return reader

    login_manager.user_loader(_load)

    @app.after_request
    def _note(response: Response) -> Response:
        reader: SignedIn | None = g.get("reader")
        if reader is not None and is_activity(response.status_code):
            note_activity(current_app.extensions["begin_work"], reader)
        return response
