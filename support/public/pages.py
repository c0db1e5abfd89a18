"""Page data of the public pages; none of it needs the database."""

from dataclasses import dataclass

from support.triage.loading import active_protocol


@dataclass(frozen=True)
class LandingPage:
    """The start page."""

    minutes: int
    target_days: str
    saved_url: str


@dataclass(frozen=True)
class InstrumentView:
    """A published scale and where it comes from."""

    name: str
    source: str


@dataclass(frozen=True)
class AboutPage:
    """What the service is for."""

    protocol: str
    draft: bool
    instruments: list[InstrumentView]
    version: str


@dataclass(frozen=True)
class PrivacyPage:
    """How information is handled."""

    controller: str
    contact: str
    hours: int
    days: int


@dataclass(frozen=True)
class AccessibilityPage:
    """The accessibility statement."""

    contact: str
    checked: str


def about_page(language: str, version: str) -> AboutPage:
    """The intended purpose with the protocol in force."""
    protocol = active_protocol()
    instruments = [
        InstrumentView(
            protocol.text(f"instruments.{one}.name", language),
            protocol.text(f"instruments.{one}.source", language),
        )
        for one in protocol.instruments
    ]
    return AboutPage(protocol.name, protocol.is_draft, instruments, version)
