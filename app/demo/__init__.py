"""`hsba demo`: both stories, played against the running stack through its public interface alone.

Every request id derives from the demo's name: told again under the same name, after whatever happened, it goes on where it was.
The province's plan exists once per installation: under another name the second story is found done, and told so.
"""

import json
import re
from pathlib import Path

from rich.console import Console

from app.demo import morning, papers, plan_story, record_story
from app.demo.door import Door, Refused, at
from app.demo.telling import Failed, Telling
from app.devstack import state
from app.settings import Settings

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


def run(settings: Settings, out: Path, name: str, as_json: bool, morning_too: bool = False) -> int:
    """Plays both stories; gives the exit code. Writes the finished PDFs to `out`. `morning_too` leaves work in the inboxes."""
    console = Console(quiet=as_json, highlight=False)
    complain = Console(stderr=True, highlight=False)
    if not NAME.fullmatch(name):
        complain.print("Tên bản diễn chỉ gồm chữ thường, số và gạch nối, tối đa 40 ký tự · lower-case letters, digits and hyphens only")
        return 2
    telling = Telling(console)
    try:
        door = at(url(settings), name)
        told = play(door, telling, settings, out)
        if morning_too:
            morning.leave(door, telling)
    except (Failed, Refused) as step:
        complain.print(f"Không xong ở bước · failed at: {step}", markup=False, soft_wrap=True)
        return 1
    if as_json:
        Console(highlight=False, soft_wrap=True).print_json(json.dumps({"name": name, "steps": telling.as_values(), **told}))
    return 0


def url(settings: Settings) -> str:
    """Where the stack of this data folder answers: as it says itself, else as the settings say."""
    said = state.read(settings.data) or {}
    told: str = said.get("urls", {}).get("web") or settings.public_url
    return told


def play(door: Door, telling: Telling, settings: Settings, out: Path) -> dict[str, object]:
    """Both stories, and what they ended in. Raises: Failed, Refused."""
    first = record_story.play(door, telling)
    second = plan_story.play(door, telling)
    finished = [*first.papers, *second.papers]
    with telling.step("Kiểm tra chữ ký từng tệp như `hsba verify`", found=False):
        documents = papers.write(finished, out, settings.trust_roots)
        archived = record_story.archived(door)
    telling.console.print(f"\n{len(documents)} tệp PDF trong {out}")
    return {
        "documents": documents,
        "record": first.record,
        "archived": archived,
        "plan": second.plan,
        "track": second.track,
        "appraisal": second.appraisal,
    }
