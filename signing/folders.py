"""Folders that nobody else may enter: whoever may rename a socket or a ticket in one can put another in its place."""

import os
import stat
from pathlib import Path


def own(folder: Path) -> None:
    """Makes `folder` (0700). Raises PermissionError when it is there and belongs to somebody else, or lets others in."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise PermissionError(f"{folder}: must be a folder of this user with mode 0700")
