"""The finished documents: fetched when preserved, written to a folder, verified as `hsba verify` does."""

import asyncio
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from app.cli.verify import judged
from app.demo.door import Player, Refused
from app.devstack.demo_people import FACILITIES


@dataclass(frozen=True)
class Paper:
    """A preserved document."""

    story: int
    id: str
    form: str
    title: str
    code: str
    signers: tuple[str, ...]
    """Names in the order they signed."""
    certificates: tuple[str, ...]
    """Whose certificates they signed with: their own, or the organisation's; who confirmed by PIN used none."""
    organisation: bool
    """Whether a stage was signed with the facility's key."""
    pdf: bytes
    text: tuple[str, ...]
    """Sentences that stand on the sheet."""

    def as_values(self, path: Path) -> dict[str, Any]:
        """For `--json`."""
        return {
            "story": self.story,
            "id": self.id,
            "form": self.form,
            "title": self.title,
            "code": self.code,
            "path": str(path),
            "signers": list(self.signers),
            "signatures": [{"name": name} for name in self.certificates],
            "organisation": self.organisation,
            "sha256": sha256(self.pdf).hexdigest(),
            "text": list(self.text),
        }


def preserved(reader: Player, document: str, story: int, text: tuple[str, ...]) -> Paper:
    """Waits until the newest version is preserved, and fetches it. Raises: Refused."""
    seen = reader.until(f"/documents/{document}", lambda found: found["versions"][-1]["state"] == "preserved", "văn bản được bảo toàn")
    newest = seen["versions"][-1]
    signed = newest["signatures"]
    organisation = next(place.name for place in FACILITIES if place.id == seen["facility"])
    by_key = {step["name"] for step in newest["steps"] if step["method"] == "organisation"}
    return Paper(
        story,
        document,
        seen["form"],
        seen["title"],
        seen["code"],
        tuple(made["person"]["name"] for made in signed),
        tuple(organisation if made["step"] in by_key else made["person"]["name"] for made in signed if made["method"] != "confirmed"),
        any(made["step"] in by_key for made in signed),
        reader.content(f"/documents/{document}/versions/{newest['number']}/pdf"),
        text,
    )


def write(papers: list[Paper], out: Path, root: Path) -> list[dict[str, Any]]:
    """Writes each as `01-lab-result-CODE.pdf`, verified, and tells where. Raises: Refused."""
    out.mkdir(parents=True, exist_ok=True)
    trusted = root.read_bytes()
    told = []
    for number, paper in enumerate(papers, 1):
        path = (out / f"{number:02}-{paper.form}-{paper.code}.pdf").absolute()
        path.write_bytes(paper.pdf)
        _verify(paper, trusted)
        told.append(paper.as_values(path))
    return told


def _verify(paper: Paper, trusted: bytes) -> None:
    """The file is valid, B-LTA, and signed with exactly these certificates. Raises: Refused."""
    verdict = asyncio.run(judged(paper.pdf, trusted))
    if not verdict.valid or verdict.level != "B-LTA":
        found = [finding.vi for finding in verdict.findings if finding.fatal]
        raise Refused(f"{paper.title}: {verdict.level} {'; '.join(found)}")
    names = tuple(one.name for one in verdict.signatures)
    if names != paper.certificates:
        raise Refused(f"{paper.title}: chứng thư số của {', '.join(names)}, cần {', '.join(paper.certificates)}")
