"""Strict YAML to protocols: every fault with its file and place, all of them at once."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path as FilePath

from support.triage.rules.crosscheck import crosscheck
from support.triage.rules.faults import Fault, Faults, Node
from support.triage.rules.parse_protocol import parse_protocol
from support.triage.rules.parse_texts import check_texts, parse_texts
from support.triage.rules.parse_vectors import parse_vectors
from support.triage.rules.protocol import Protocol
from support.vocabulary.strict_yaml import FileFaults, read_yaml

PROTOCOLS = FilePath(__file__).parent / "protocols"

# Both have to sign (source: triage paper, intended purpose).
_SIGNERS = ("physician", "psychologist")
_NOT_SIGNED = ("signed_off", "active")
STRUCTURE, TEXTS, VECTORS = "protocol.yaml", "texts.yaml", "vectors.yaml"


class ProtocolFault(Exception):
    """A protocol cannot be used; `faults` says all that is wrong with it."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


def load_protocol(folder: FilePath) -> Protocol:
    """The protocol in a folder; raises ProtocolFault with every fault found."""
    found: list[Fault] = []
    structure, texts, vectors = (_read(folder / name, found) for name in (STRUCTURE, TEXTS, VECTORS))
    protocol = None if structure is None else _assembled(structure, texts, vectors, found)
    if protocol is not None and folder.name != f"{protocol.code}-{protocol.version}":
        found.append(
            Fault(str(structure.faults.file) if structure else "", "", "the folder has another name")
        )
    if found or protocol is None:
        raise ProtocolFault(tuple(dict.fromkeys(found)))
    return protocol


def _assembled(
    structure: Node, texts: Node | None, vectors: Node | None, found: list[Fault]
) -> Protocol | None:
    sentences = {} if texts is None else parse_texts(texts)
    protocol = parse_protocol(structure, sentences)
    # A structure with faults is not held against itself: every fault would come back in other words.
    if protocol is not None and not structure.faults.found:
        crosscheck(protocol, structure.faults)
        if texts is not None:
            check_texts(protocol, texts.faults)
        if vectors is not None:
            protocol = replace(protocol, vectors=parse_vectors(vectors, protocol))
        content = content_digest(node.value if node else None for node in (structure, texts, vectors))
        protocol = replace(protocol, content=content)
        check_signature(protocol, structure.faults)
    for node in (structure, texts, vectors):
        found.extend(node.faults.found if node is not None else ())
    return protocol


def content_digest(files: Iterable[object]) -> str:
    """A digest of what stands in the files of a protocol, but for the signature and whether it is in use."""
    plain = [
        {key: value for key, value in file.items() if key not in _NOT_SIGNED}
        if isinstance(file, dict)
        else file
        for file in files
    ]
    text = json.dumps(plain, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def check_signature(protocol: Protocol, faults: Faults) -> None:
    """Note when a profession is missing, or when something else stands here than what was signed."""
    signed = protocol.signed_off
    if signed is None:
        return
    for profession in _SIGNERS:
        if profession not in signed.names:
            faults.note("signed_off.names", f"the {profession} has not signed")
    # What was signed stays as it was signed: a change is a new version with signatures of its own (SR-11).
    if signed.content != protocol.content:
        faults.note(
            "signed_off.content",
            f"{signed.content} was signed and {protocol.content} stands here: a change needs a new version",
        )


def _read(path: FilePath, found: list[Fault]) -> Node | None:
    name = f"{path.parent.name}/{path.name}"
    try:
        return Node(read_yaml(path), "", Faults(name))
    except FileFaults as error:
        found.extend(Fault(name, "", " ".join(fault.split())) for fault in error.faults)
    return None


@cache
def load_all(root: FilePath = PROTOCOLS) -> tuple[Protocol, ...]:
    """Every protocol under a folder, by name; raises ProtocolFault with the faults of all of them."""
    protocols: list[Protocol] = []
    found: list[Fault] = []
    for folder in sorted(path for path in root.iterdir() if path.is_dir()):
        try:
            protocols.append(load_protocol(folder))
        except ProtocolFault as error:
            found.extend(error.faults)
    active = [protocol.name for protocol in protocols if protocol.active]
    if len(active) != 1 and not found:
        found.append(Fault(root.name, "", f"exactly one protocol is active, not {len(active)}"))
    if found:
        raise ProtocolFault(tuple(found))
    return tuple(protocols)


def active_protocol() -> Protocol:
    """The protocol that new visits use."""
    return next(protocol for protocol in load_all() if protocol.active)


def protocol_named(name: str) -> Protocol | None:
    """A protocol by "code version", as stored with a decision; None when it is not there any more."""
    return next((protocol for protocol in load_all() if protocol.name == name), None)
