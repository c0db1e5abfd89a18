"""The blueprint of the nurse's desk."""

from flask import Blueprint

desk = Blueprint("desk", __name__)
