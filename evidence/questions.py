"""The questions, judge by judge: each asked of what hsba made and of copies spoilt on purpose."""

from pathlib import Path

from evidence import archive, judges, spoil, spoil_records, texts, verdicts
from evidence.findings import Findings
from evidence.made import Made, Sheet
from evidence.openssl import OpenSSL
from evidence.signed_parts import SignedPart, certificates, signature_stamp, signed_parts

EVERY_SIGNATURE = f"every signature passed, {verdicts.LEVEL}, by the people hsba names, nothing changed after"
SPOILT = (
    (spoil.flipped, "a byte flipped", "HASH_FAILURE"),
    (spoil.rolled_back, "cut back to the first signature", "signed by"),
    (spoil.unsealed, "without its archive time stamp", "level PAdES-BASELINE-T"),
    (spoil.rewritten, "a page rewritten after the last time stamp", "changes to the document"),
)

SPOILT_RECORDS = (
    (spoil_records.document_changed, "a byte of the document changed", "SIGNED_DATA_NOT_FOUND"),
    (spoil_records.node_changed, "a bit of the hash tree changed", "HASH_FAILURE"),
    (spoil_records.stamps_swapped, "two archive time stamps swapped", "HASH_FAILURE"),
    (spoil_records.stamp_removed, "an archive time stamp gone before the hash tree was renewed", "HASH_FAILURE"),
    (spoil_records.chain_removed, "the chain before the hash tree was renewed gone", "SIGNED_DATA_NOT_FOUND"),
)


def ask_dss(made: Made, findings: Findings, folder: Path) -> None:
    """Signatures, by EU DSS, without a network."""
    sheet = _richest(made)
    spoilt = {make(sheet.path, folder / f"{make.__name__}.pdf"): (what, why) for make, what, why in SPOILT}
    said = judges.dss(made.root, (*(sheet.path for sheet in made.sheets), *spoilt))
    for each in made.sheets:
        answer = f"{verdicts.LEVEL}, all passed"
        findings.say("EU DSS", each.path.name, EVERY_SIGNATURE, verdicts.signatures(said[each.path], each.signers), answer)
    for file, (what, why) in spoilt.items():
        findings.refused("EU DSS", sheet.path.name, what, verdicts.signatures(said[file], sheet.signers), why)
    stranger = judges.dss(OpenSSL(made.root, folder).lookalike(), (sheet.path,))[sheet.path]
    findings.refused(
        "EU DSS", sheet.path.name, "another root of the same name", verdicts.signatures(stranger, sheet.signers), "INDETERMINATE"
    )


def ask_records(made: Made, findings: Findings, folder: Path) -> None:
    """Evidence records, by EU DSS, without a network; nothing is asked of files that were made elsewhere."""
    if not made.records:
        return
    newest = made.records[-1]
    spoilt = {make(newest.path, folder / make.__name__): (what, why) for make, what, why in SPOILT_RECORDS}
    said = judges.records(made.root, (*(one.path for one in made.records), *spoilt))
    for one in made.records:
        question = f"evidence record passed, {one.renewals}"
        proven = f"{one.stamps} archive time stamps"
        findings.say("EU DSS", one.path.name, question, verdicts.record(said[one.path], one.stamps), proven)
    for file, (what, why) in spoilt.items():
        findings.refused("EU DSS", newest.path.name, what, verdicts.record(said[file], newest.stamps), why)
    stranger = judges.records(OpenSSL(made.root, folder).lookalike(), (newest.path,))[newest.path]
    faults = verdicts.record(stranger, newest.stamps)
    findings.refused("EU DSS", newest.path.name, "an evidence record under another root of the same name", faults, "INDETERMINATE")


def ask_verapdf(made: Made, findings: Findings, folder: Path) -> None:
    """Conformance to PDF/A-3, by veraPDF."""
    spoilt = spoil.scripted(_richest(made).path, folder / "scripted.pdf")
    said = judges.pdfa((*(sheet.path for sheet in made.sheets), spoilt))
    for sheet in made.sheets:
        verdict = said[sheet.path]
        findings.say("veraPDF", sheet.path.name, "PDF/A-3 as it declares", verdicts.conformance(verdict), f"PDF/A-{verdict.get('flavour')}")
    findings.refused("veraPDF", _richest(made).path.name, "a script added", verdicts.conformance(said[spoilt]), "6.5.1")


def ask_openssl(made: Made, findings: Findings, folder: Path) -> None:
    """Signatures, time stamps and chains, by OpenSSL."""
    openssl = OpenSSL(made.root, folder)
    for sheet in made.sheets:
        pool = openssl.pool(certificates(sheet.path))
        for part in signed_parts(sheet.path):
            _ask_part(openssl, findings, f"{sheet.path.name} {part.field}", part, pool)
    _spoil_parts(openssl, findings, _richest(made), folder)


def ask_ocfl(made: Made, findings: Findings, folder: Path) -> None:
    """The archive, by ocfl-py."""
    answer = f"{made.archived} objects, as hsba says"
    findings.say("ocfl-py", "archive", "every object valid, none missing", archive.judge(made.archive).faults(made.archived), answer)
    corrupted = archive.judge(spoil.corrupted_archive(made.archive, folder / "corrupted"))
    findings.refused("ocfl-py", "archive", "a byte of one file changed", corrupted.faults(made.archived), "objects are good")
    thinned = archive.judge(spoil.thinned_archive(made.archive, folder / "thinned"))
    findings.refused("ocfl-py", "archive", "one object gone", thinned.faults(made.archived), "archived records")


def ask_text(made: Made, findings: Findings, _: Path) -> None:
    """The words, by Poppler."""
    for sheet in made.sheets:
        faults = texts.faults(texts.read(sheet.path), sheet.text) if sheet.text else ["no sentence to look for"]
        findings.say("pdftotext", sheet.path.name, "the Vietnamese text reads as written", faults)
    sheet = made.sheets[0]
    findings.refused(
        "pdftotext", sheet.path.name, "marks lost", texts.faults(texts.unmarked(texts.read(sheet.path)), sheet.text), "missing"
    )


def _ask_part(openssl: OpenSSL, findings: Findings, subject: str, part: SignedPart, pool: Path) -> None:
    if part.document_stamp:
        findings.say("OpenSSL ts", subject, "document time stamp verifies", openssl.stamp(part.cms, part.covered, pool))
        return
    stamp = signature_stamp(part.cms)
    findings.say("OpenSSL cms", subject, "signature verifies", openssl.signature(part.cms, part.covered, pool))
    findings.say("OpenSSL verify", subject, "signer's chain leads to the root", openssl.chain(pool))
    told = openssl.stamp(stamp.token, stamp.stamped, pool) if stamp else ["no time stamp"]
    findings.say("OpenSSL ts", subject, "signature time stamp verifies", told)


def _spoil_parts(openssl: OpenSSL, findings: Findings, sheet: Sheet, folder: Path) -> None:
    """Asks about the first signature and the last time stamp with one byte more than they cover, and under another root."""
    pool = openssl.pool(certificates(sheet.path))
    signature, *_, stamp = signed_parts(sheet.path)
    other = openssl.signature(signature.cms, signature.covered + b" ", pool)
    findings.refused("OpenSSL cms", sheet.path.name, "other bytes", other, "verification failure")
    other = openssl.stamp(stamp.cms, stamp.covered + b" ", pool)
    findings.refused("OpenSSL ts", sheet.path.name, "other bytes", other, "message imprint mismatch")
    openssl.signature(signature.cms, signature.covered, pool)
    stranger = OpenSSL(openssl.lookalike(), folder)
    findings.refused("OpenSSL verify", sheet.path.name, "another root of the same name", stranger.chain(pool), "verif")


def _richest(made: Made) -> Sheet:
    """The sheet with most signatures: the one to spoil."""
    return max(made.sheets, key=lambda sheet: len(sheet.signers))
