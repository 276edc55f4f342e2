"""What a process of ours writes into its log."""

import subprocess
import sys
from pathlib import Path

LOGS = """
import asyncio, logging, sys
from app.running import run
from app.settings import Settings

async def serve(settings, stop):
    logging.getLogger("fontTools.subset").info("maxp pruned")
    logging.getLogger("fontTools.subset").warning("a font is broken")
    logging.getLogger("app.worker").info("at work")

run(Settings.read({"HSBA_DATA": sys.argv[1]}), serve)
"""


def test_a_library_that_tells_each_step_is_quiet_but_for_its_warnings(tmp_path: Path) -> None:
    written = subprocess.run([sys.executable, "-c", LOGS, str(tmp_path)], capture_output=True, text=True, check=True).stderr
    assert "at work" in written
    assert "a font is broken" in written
    assert "maxp pruned" not in written
