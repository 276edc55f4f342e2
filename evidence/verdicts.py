"""What must be true of a validator's verdict: one list of faults each, for good files and spoilt ones alike."""

from collections.abc import Mapping, Sequence
from typing import Any

LEVEL = "PAdES-BASELINE-LTA"
"""ETSI EN 319 142-1 §6: signature, time stamp, validation data, archive time stamp."""
FLAVOURS = ("3a", "3b")


def signatures(verdict: Mapping[str, Any], signers: Sequence[str]) -> list[str]:
    """Faults in EU DSS's verdict (`Signatures.Verdict`) on a finished document that these people signed, in this order."""
    if "error" in verdict:
        return [verdict["error"]]
    found = [] if verdict["documentStamps"] else ["no document time stamp"]
    names = [signature["signer"] for signature in verdict["signatures"]]
    if names != list(signers) or not names:
        found.append(f"signed by {names}, not by {list(signers)}")
    for signature in verdict["signatures"]:
        found += _signature(signature)
    for stamp in verdict["documentStamps"]:
        found += _stamp(stamp, "document time stamp")
    return found


def conformance(verdict: Mapping[str, Any]) -> list[str]:
    """Faults in veraPDF's verdict (`Conformance.Verdict`): the file must declare PDF/A-3 and keep to it."""
    if "error" in verdict:
        return [verdict["error"]]
    found = [] if verdict["flavour"] in FLAVOURS else [f"declares {verdict['flavour']}, not PDF/A-3"]
    if not verdict["compliant"]:
        found.append("not compliant: " + ", ".join(verdict["failed"]))
    return found if verdict["checks"] else [*found, "nothing was checked"]


def _signature(signature: Mapping[str, Any]) -> list[str]:
    who = signature["signer"]
    found = [f"{who}: {error}" for error in signature["errors"]]
    if signature["indication"] != "TOTAL_PASSED":
        found.append(f"{who}: {signature['indication']} {signature['why']}")
    if signature["level"] != LEVEL:
        found.append(f"{who}: level {signature['level']}")
    if not signature["stamps"]:
        found.append(f"{who}: no signature time stamp")
    for stamp in signature["stamps"]:
        found += _stamp(stamp, f"{who}: time stamp")
    return found + _changes(signature["changes"], who)


def _stamp(stamp: Mapping[str, Any], what: str) -> list[str]:
    found = [] if stamp["intact"] and stamp["indication"] == "PASSED" else [f"{what}: {stamp['indication']} {stamp['why']}"]
    return found + _changes(stamp["changes"], what)


def _changes(changes: int, after: str) -> list[str]:
    # DSS only warns of these; a finished sheet may gain signatures and validation data, nothing else.
    return [f"{after}: {changes} changes to the document afterwards"] if changes else []
