"""The blueprint of the desk: the pages of the staff."""

from flask import Blueprint

desk = Blueprint("desk", __name__)
