"""The catalogue of pathways: what is done behind each path, as data (domain model D)."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path as FilePath

from support.pathways.rules.pathway import Pathway, Step
from support.vocabulary.pathway import Path, PathwayCode
from support.vocabulary.strict_yaml import Entry, FileFaults, read_yaml

_FOLDER = FilePath(__file__).with_name("catalogue")
_KINDS = frozenset({"nurse_call", "one_to_one", "physician", "supervisor_coaching", "tripartite"})
_PROFESSIONS = frozenset({"nurse", "psychologist", "coach", "physician"})
_CHANNELS = frozenset({"phone", "video", "on_site"})
_ATTENDEES = frozenset({"employee", "supervisor", "nurse", "practitioner", "physician"})
_LONGEST_STEP = 240


@lru_cache(maxsize=1)
def own_catalogue() -> Mapping[Path, Pathway]:
    """The pathways of the service by path, read once; raises FileFaults."""
    return load_catalogue(_FOLDER)


def load_catalogue(folder: FilePath) -> Mapping[Path, Pathway]:
    """The pathways of a folder by the path they serve; raises FileFaults with everything that is wrong."""
    faults: list[str] = []
    catalogue: dict[Path, Pathway] = {}
    for file in sorted(folder.glob("*.yaml")):
        try:
            pathway = _read_pathway(Entry(read_yaml(file), file.name, faults))
        except FileFaults as unreadable:
            faults += unreadable.faults
            continue
        for path in pathway.serves:
            if path in catalogue:
                faults.append(f"{file.name}.serves: {path} is served by {catalogue[path].code} too")
            catalogue[path] = pathway
    if not catalogue:
        faults.append(f"{folder.name}: has no pathway")
    if faults:
        raise FileFaults(faults)
    return catalogue


def _read_pathway(entry: Entry) -> Pathway:
    pathway = Pathway(
        code=PathwayCode(entry.text("code")),
        version=entry.number("version"),
        serves=tuple(Path(word) for word in entry.words("serves")),
        names=entry.languages("name"),
        first_step=_read_step(entry.entry("first_step")) if entry.has("first_step") else None,
        nurse_call=_read_step(entry.entry("nurse_call")),
        note=entry.text("note") if entry.has("note") else None,
    )
    if pathway.nurse_call.kind != "nurse_call":
        entry.fault("is not a nurse call", "nurse_call")
    entry.finish()
    return pathway


def _read_step(entry: Entry) -> Step:
    step = Step(
        kind=entry.text("kind"),
        minutes=entry.number("minutes"),
        professions=frozenset(entry.words("professions", _PROFESSIONS)),
        channels=frozenset(entry.words("channels", _CHANNELS)),
        who=entry.words("who", _ATTENDEES),
    )
    if step.kind and step.kind not in _KINDS:
        entry.fault(f"is the unknown kind {step.kind!r}", "kind")
    if step.minutes > _LONGEST_STEP:
        entry.fault(f"is over {_LONGEST_STEP}", "minutes")
    entry.finish()
    return step
