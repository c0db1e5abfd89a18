"""Operator commands."""

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import click
from flask import Flask, current_app
from flask_migrate import upgrade
from sqlalchemy.exc import IntegrityError

from config import Settings
from support import jobs
from support.demo.logins import login_lines
from support.demo.seeding_actions import is_empty, seed
from support.messaging.commands import sms
from support.people.account_commands import ACCOUNT_COMMANDS
from support.people.employer_actions import register_employer
from support.people.staff_actions import invite_nurse
from support.platform.begin_work import BeginWork
from support.platform.key_check import note_keys
from support.platform.key_rotation import keys_in_use, rotate
from support.triage.commands import protocol
from support.triage.lines_command import lines
from support.vocabulary.actor import Actor
from support.web.audit_commands import audit


def add_commands(app: Flask) -> None:
    """Register every command."""
    add_commands_without_settings(app)
    for command in (worker, prepare, rotate_keys, add_employer, add_nurse, sms, audit, *ACCOUNT_COMMANDS):
        app.cli.add_command(command)


def add_commands_without_settings(app: Flask) -> None:
    """Register what needs no database and no key."""
    app.cli.add_command(protocol)
    app.cli.add_command(lines)


def _begin_work() -> BeginWork:
    begin: BeginWork = current_app.extensions["begin_work"]
    return begin


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings


@click.command("worker")
def worker() -> None:
    """Send what is due and forget what is old, until told to stop."""

    def _stop(_signal: int, _frame: FrameType | None) -> None:
        sys.exit(0)

    signal.signal(signal.SIGTERM, _stop)
    jobs.run_forever(_begin_work(), current_app.extensions["sms_sender"], _settings().public_base_url)


@click.command("prepare")
@click.option("--demo", is_flag=True, help="Fill an empty database with the invented demo people.")
def prepare(demo: bool) -> None:
    """Bring the database up to date, and say who can sign in to the demo."""
    upgrade()
    with _begin_work()(Actor.operator()) as work:
        note_keys(work)
    if demo and not _settings().is_production:
        begin_work = _begin_work()
        if is_empty(begin_work):
            seed(begin_work, my_support_url=f"{_settings().public_base_url}/my")
        for line in login_lines(begin_work):
            click.echo(line)


@click.command("rotate-keys")
def rotate_keys() -> None:
    """Close every data key with the newest key of ENCRYPTION_KEYS; the service may run meanwhile."""
    moved = unreadable = 0
    began = time.monotonic()
    for batch in rotate(_begin_work()):
        moved, unreadable = moved + batch.moved, unreadable + batch.unreadable
        # Three quarters of the time belong to the people who write meanwhile.
        time.sleep(3 * (time.monotonic() - began))
        began = time.monotonic()
    with _begin_work().to_read(Actor.operator()) as look:
        in_use, newest = keys_in_use(look), look.keys.ring.newest
    click.echo(f"{moved} data keys are now closed with {newest}.")
    for ring_id in sorted(set(in_use) - {newest}):
        click.echo(f"{in_use[ring_id]} are still closed with {ring_id}: run this again, and keep {ring_id}.")
    if unreadable:
        raise click.ClickException(f"{unreadable} data keys could not be opened and were left as they were.")
    if set(in_use) <= {newest}:
        click.echo("The older keys can be taken out of ENCRYPTION_KEYS.")


@click.command("add-employer")
@click.option("--code", required=True, help="Two to four letters.")
@click.option("--name", required=True, help="Finnish name.")
@click.option("--name-sv", default="", help="Swedish name, where there is one.")
@click.option("--name-en", default="", help="English name, where there is one.")
@click.option("--headcount", type=int, required=True)
@click.option("--units", default="", help="name:headcount, separated by commas.")
@click.option("--team", required=True, help="The service team; made when there is none of this name.")
@click.option("--team-phone", required=True)
def add_employer(**given: Any) -> None:
    """Add an employer under contract; prints its own link."""
    units = _read_units(given.pop("units"))
    taken = f"an employer with the code {given['code']} is there already; nothing was added"
    with _saying(taken), _begin_work()(Actor.operator()) as work:
        join_code = register_employer(work, units=units, **given)
    click.echo(f"{_settings().public_base_url}/e/{join_code}")


def _read_units(typed: str) -> list[tuple[str, int]]:
    """Names with head counts; raises ClickException for anything else."""
    units = []
    for part in filter(None, typed.split(",")):
        name, _, count = (word.strip() for word in part.partition(":"))
        if not name or not count.isdecimal():
            raise click.ClickException(f"{part!r} is not a unit: write name:headcount, separated by commas.")
        units.append((name, int(count)))
    return units


@contextmanager
def _saying(taken: str) -> Iterator[None]:
    """A sentence instead of the database's own words when something of this name is there already."""
    try:
        yield
    except IntegrityError:
        raise click.ClickException(taken) from None


@click.command("add-nurse")
@click.option("--name", required=True)
@click.option("--email", required=True)
@click.option("--team", required=True, help="The name of the service team.")
@click.option("--employers", required=True, help="Short codes, separated by commas.")
@click.option("--languages", default="fi", help="Language codes, separated by commas.")
def add_nurse(name: str, email: str, team: str, employers: str, languages: str) -> None:
    """Invite a nurse; prints the address at which the account is taken into use."""
    taken = f"an account with the address {email} is there already; nothing was added"
    with _saying(taken), _begin_work()(Actor.operator()) as work:
        try:
            token = invite_nurse(
                work,
                name=name,
                email=email,
                team=team,
                employers=employers.split(","),
                languages=languages.split(","),
            )
        except ValueError as fault:
            raise click.ClickException(str(fault)) from None
    click.echo(f"{_settings().public_base_url}/staff/invitation/{token}")
    click.echo("The address works once, within 24 hours.")
