"""`python -m tests.app.small_stack DATA [STORY]`: a supervisor over a few small processes, to be killed by tests.

Each part notes its start and its clean end in DATA/story; the story named on the command line decides how parts misbehave.
"""

import asyncio
import sys
from pathlib import Path

from app.devstack.child import python
from app.devstack.hold import hold
from app.devstack.part import Part
from app.devstack.supervisor import StartFailed, Supervisor

SERVE = """
import os, pathlib, signal, sys
from app.readiness import tell_ready
name, story = sys.argv[1], pathlib.Path(sys.argv[2])
def say(word):
    with story.open("a") as book: book.write(f"{name} {word}\\n")
signal.signal(signal.SIGTERM, lambda *_: (say("ended"), sys.exit(0)))
say("started")
tell_ready()
while True: signal.pause()
"""
DEAF = "import signal; from app.readiness import tell_ready; signal.signal(signal.SIGTERM, signal.SIG_IGN); tell_ready(); signal.pause()"
FORKS = "import subprocess, time; from app.readiness import tell_ready; subprocess.Popen(['sleep', '300']); tell_ready(); time.sleep(300)"
BROKEN = "import sys; print('disk is full'); sys.exit(3)"
SILENT = "import time; time.sleep(300)"
PROGRESS = "from app.readiness import tell_progress; [tell_progress(n, 3, 'thẻ ký') for n in range(1, 4)]"


def parts(data: Path, story: str) -> list[Part]:
    """The parts of one story."""
    book = str(data / "story")
    shelf = Part("shelf", python("-c", SERVE, "shelf", book))
    step = Part("step", python("-c", BROKEN if story == "broken-step" else PROGRESS), ("shelf",), once=True)
    desk = Part("desk", python("-c", SERVE, "desk", book), ("shelf", "step", "elsewhere"))
    odd = {
        "deaf": DEAF,
        "forks": FORKS,
        "broken": BROKEN,
        "silent": SILENT,
        "hopeless": "import app.readiness; app.readiness.give_up('no settings')",
    }.get(story)
    if story == "spare":
        return [shelf, step, desk, Part("play", python("-c", BROKEN), ("desk",), once=True, spare=True)]
    return [shelf, step, desk, *([Part("odd", python("-c", odd), patience=0.5 if story == "silent" else 60)] if odd else [])]


def main(data: Path, story: str) -> int:
    """Runs until told to stop; 4 when a part did not come up."""
    with hold(data):
        try:
            asyncio.run(Supervisor(parts(data, story), data, {"story": story}, lambda _: None, farewell=1.5).run())
        except StartFailed as failed:
            sys.stderr.write(f"{failed.state.name} {failed.state.ended} {' '.join(failed.state.log)}\n")
            return 4
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else ""))
