"""The blueprint that the routes of the self-triage share."""

from flask import Blueprint

triage = Blueprint("triage", __name__)
