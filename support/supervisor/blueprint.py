"""The pages of a supervisor."""

from flask import Blueprint

supervisor = Blueprint("supervisor", __name__)
