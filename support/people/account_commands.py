"""Operator commands that take a right away, or give a way in anew."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import current_app

from support.people.account_actions import (
    give_role,
    leave,
    lock_account,
    reinvite,
    take_role,
    unlock_account,
)
from support.people.duty_actions import set_number
from support.people.rules import ROLES_OF_ACCOUNTS
from support.platform.begin_work import BeginWork
from support.platform.work import Work
from support.vocabulary.actor import Actor, Role
from support.vocabulary.phone import MobileNumber, mobile_number

_ROLE = click.Choice([role.value for role in ROLES_OF_ACCOUNTS])


@click.command("lock-account")
@click.argument("email")
def lock(email: str) -> None:
    """Lock an account and end all its sessions at once."""
    with _work() as work:
        lock_account(work, email)
    click.echo("The account is locked, and nobody is signed in with it any more.")


@click.command("unlock-account")
@click.argument("email")
def unlock(email: str) -> None:
    """Let the owner of a locked account sign in again."""
    with _work() as work:
        unlock_account(work, email)
    click.echo("The account is open: password and authenticator are what they were.")


@click.command("reinvite")
@click.argument("email")
def invite_again(email: str) -> None:
    """Make a lost password or authenticator worthless; prints the address at which both are set anew."""
    with _work() as work:
        token = reinvite(work, email)
    click.echo(f"{current_app.config['PUBLIC_BASE_URL']}/staff/invitation/{token}")
    click.echo("The address works once, within 24 hours. The old password and authenticator no longer work.")


@click.command("give-role")
@click.argument("email")
@click.argument("role", type=_ROLE)
def add_role(email: str, role: str) -> None:
    """Let the owner of an account put on one role more; she wears one at a time."""
    with _work() as work:
        give_role(work, email, Role(role))
    click.echo(f"The account has the role {role} too; its owner changes to it on her own pages.")


@click.command("take-role")
@click.argument("email")
@click.argument("role", type=_ROLE)
def remove_role(email: str, role: str) -> None:
    """Take one of several roles away and end all sessions of the account at once."""
    with _work() as work:
        take_role(work, email, Role(role))
    click.echo(f"The account no longer has the role {role}, and nobody is signed in with it any more.")


@click.command("end-employment")
@click.argument("email")
def end_employment(email: str) -> None:
    """Close the account of one who no longer works here and end all its sessions at once."""
    with _work() as work:
        leave(work, email)
    click.echo("The account is closed. No new times are offered with its owner; look after the booked ones.")


@click.command("staff-number")
@click.argument("email")
@click.argument("number", default="")
def staff_number(email: str, number: str) -> None:
    """Keep the mobile number at which an account's owner is told of alerts; without one, none is kept."""
    read = mobile_number(number)
    if number and not isinstance(read, MobileNumber):
        raise click.ClickException("This is no mobile number that can be texted.")
    with _work() as work:
        set_number(work, email, read.e164 if isinstance(read, MobileNumber) else None)
    click.echo("The number is kept." if number else "No number is kept.")


ACCOUNT_COMMANDS = (lock, unlock, invite_again, add_role, remove_role, end_employment, staff_number)


@contextmanager
def _work() -> Iterator[Work]:
    begin: BeginWork = current_app.extensions["begin_work"]
    try:
        with begin(Actor.operator()) as work:
            yield work
    except ValueError as fault:
        raise click.ClickException(str(fault)) from None
