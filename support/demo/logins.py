"""Who can sign in to the demo, as lines for the command line."""

from support.demo.queries import people_to_try, staff_logins, supervisors_to_try
from support.platform.begin_work import BeginWork
from support.vocabulary.actor import Actor


def login_lines(begin_work: BeginWork) -> list[str]:
    """Addresses and passwords of the demo's staff, where the codes are shown, and who else can be tried.

    Empty where there is no demo.
    """
    with begin_work(Actor.operator()) as work:
        logins, people, supervisors = staff_logins(work), people_to_try(work), supervisors_to_try(work)
    if not logins:
        return []
    width = max(len(login.email) for login in logins)
    return [
        "Staff sign in at /staff/sign-in:",
        *(f"  {login.email:<{width}}  {login.password}  ({login.name})" for login in logins),
        "Employees sign in at /sign-in with a number:",
        *(f"  {person.phone}  ({person.name})" for person in people if person.is_told_first),
        "Supervisors come by the link that they were sent, and a code to their number:",
        *(f"  {one.link}  ({one.name}, {one.phone})" for one in supervisors),
        "The six-digit codes, and every text message, are shown at /demo",
    ]
