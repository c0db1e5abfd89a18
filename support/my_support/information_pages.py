"""Page data of what is kept of her: who has opened it, and what she can do about it."""

from dataclasses import dataclass

from flask import url_for

from support.my_support.access_pages import DayView, access_log
from support.platform.work import Work
from support.vocabulary.language import Language
from support.web.pages import provider_phone


@dataclass(frozen=True)
class InformationPage:
    """My information; the addresses of the log are empty where nothing stands there."""

    days: list[DayView]
    newer_url: str
    older_url: str
    before_url: str
    """To what is older than two years."""
    back_url: str
    our_phone: str


def information_page(work: Work, language: Language, *, page: int, older_too: bool) -> InformationPage:
    """The page; looking at it opens nothing."""
    log = access_log(work, language, page=page, older_too=older_too)
    show = "older" if older_too else None
    is_last = not log.is_more
    return InformationPage(
        days=log.days,
        newer_url=url_for("my_support.information", page=page - 1, show=show) if page > 1 else "",
        older_url="" if is_last else url_for("my_support.information", page=page + 1, show=show),
        before_url=url_for("my_support.information", show="older") if is_last and not older_too else "",
        back_url=url_for("my_support.home"),
        our_phone=provider_phone(),
    )
