"""Which versions there are. What was never touched here stands in the catalogue alone (decision 0035)."""

from sqlalchemy import select

from support.pathways.facts import VersionFacts
from support.pathways.loading import own_bodies, own_words
from support.pathways.models import PathwayVersion
from support.pathways.reading import pathway_in
from support.pathways.rules.checks import Fault, faults_of
from support.pathways.rules.pathway import Pathway
from support.pathways.rules.version_states import VersionState
from support.platform.work import Work
from support.vocabulary.errors import NotForReader
from support.vocabulary.pathway import PathwayCode


def all_versions(work: Work) -> tuple[VersionFacts, ...]:
    """Every version, by code and number."""
    rows = [row.facts() for row in work.session.execute(select(PathwayVersion)).scalars()]
    kept = {one.code for one in rows}
    shipped = [one for one in shipped_versions() if one.code not in kept]
    return tuple(sorted((*rows, *shipped), key=lambda one: (one.code, one.version)))


def versions_of(work: Work, code: str) -> tuple[VersionFacts, ...]:
    """The versions of one pathway, by number; none for an unknown code."""
    ask = select(PathwayVersion).where(PathwayVersion.code == code).order_by(PathwayVersion.version)
    rows = tuple(row.facts() for row in work.session.execute(ask).scalars())
    return rows or tuple(one for one in shipped_versions() if one.code == code)


def version_facts(work: Work, code: str, version: int) -> VersionFacts:
    """One version; raises NotFound when there is none."""
    found = next((one for one in versions_of(work, code) if one.version == version), None)
    if found is None:
        raise NotForReader("pathway_version", "-")
    return found


def version_of(work: Work, code: str, version: int) -> Pathway:
    """The steps of one version, whatever has become of it: who is on it stays on it.

    Raises NotFound when there is none.
    """
    return pathway_in(version_facts(work, code, version).body)


def active_version(work: Work, code: str) -> Pathway | None:
    """The version onto which people are taken now; None where there is none."""
    found = active_of(versions_of(work, code))
    return pathway_in(found.body) if found else None


def active_versions(work: Work) -> dict[str, Pathway]:
    """The same of every pathway that has one, by code."""
    return {one.code: pathway_in(one.body) for one in all_versions(work) if one.state is VersionState.ACTIVE}


def active_of(versions: tuple[VersionFacts, ...]) -> VersionFacts | None:
    """The active one among the versions of a pathway."""
    return next((one for one in versions if one.state is VersionState.ACTIVE), None)


def parent_of(work: Work, pathway: Pathway) -> Pathway | None:
    """The version from which this one was made."""
    if pathway.derived_from is None:
        return None
    return version_of(work, pathway.code, pathway.derived_from)


def what_is_missing(pathway: Pathway) -> tuple[Fault, ...]:
    """What must be put right before a draft can be sent to review."""
    return faults_of(pathway, own_words())


def shipped_versions() -> tuple[VersionFacts, ...]:
    """The versions of the catalogue as they stand before anything is done here: the newest is active."""
    newest: dict[PathwayCode, int] = {}
    for code, version in own_bodies():
        newest[code] = max(version, newest.get(code, 0))
    states = {True: VersionState.ACTIVE, False: VersionState.RETIRED}
    return tuple(
        VersionFacts(code, version, states[version == newest[code]], body)
        for (code, version), body in sorted(own_bodies().items())
    )
