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


def record(verdict: Mapping[str, Any], stamps: int) -> list[str]:
    """Faults in EU DSS's verdict (`Evidence.Verdict`) on an evidence record with so many archive time stamps."""
    if "error" in verdict:
        return [verdict["error"]]
    found = list(verdict["errors"])
    if verdict["indication"] != "PASSED":
        found.append(f"{verdict['indication']} {verdict['why']}")
    if not verdict["intact"]:
        found.append("not of this document")
    if len(verdict["stamps"]) != stamps:
        found.append(f"{len(verdict['stamps'])} archive time stamps, not {stamps}")
    for number, stamp in enumerate(verdict["stamps"], 1):
        if not stamp["intact"] or stamp["indication"] != "PASSED":
            found.append(f"archive time stamp {number}: {stamp['indication']} {stamp['why']}")
        if stamp["time"] < verdict["proven"]:
            found.append(f"archive time stamp {number}: before {verdict['proven']}, which is proven")
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
