"""The language that is kept with a person: chosen by herself, in any browser where she is signed in."""

from sqlalchemy import update

from support.people.models import Account, Employee, SignIn
from support.platform.crypto import token_hash
from support.platform.work import Work
from support.vocabulary.language import Language


def keep_language(work: Work, token: str, language: Language) -> None:
    """Serve whoever holds this session in the language from now on; nobody, when it is over."""
    own = work.session.get(SignIn, token_hash(token))
    if own is None:
        return
    kind, table, whose = (
        ("account", Account, own.account_id) if own.account_id else ("employee", Employee, own.employee_id)
    )
    work.session.execute(update(table).where(table.id == whose).values(language=language))
    work.log(f"{kind}:language", kind, whose or "", language.value)
