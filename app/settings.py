"""Everything an installation can be told, in one frozen value: the only reader of the environment.

Each setting is an environment variable; a secret may stand in a file instead, named by the same variable with `_FILE` added.
What is not given is derived from the data folder, so that every command on the same folder finds the same parts.
"""

# ruff: noqa: RUF009 - `setting` and `secret` only describe fields; they make nothing that instances share
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Self, get_type_hints
from urllib.parse import urlsplit

from app import places, ports
from app.secret import Secret
from domain.digests import check_mail
from domain.errors import Malformed
from domain.stamps import Service, services

HIGHEST_PORT = 65_535


def setting(variable: str, default: Callable[[Path], Any], shown: bool = True) -> Any:
    """A field read from `variable`, else derived from the data folder; not `shown` when it may hold a password."""
    return field(repr=shown, metadata={"variable": variable, "default": default})


def secret(variable: str) -> Any:
    """A secret field: `variable`, else the file in `variable_FILE`, else the file made at first start in the data folder."""
    return field(metadata={"variable": variable, "default": None})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """One installation. Build it with `Settings.read()`; tests use `Settings.read({...})` or `dataclasses.replace`."""

    data: Path = setting("HSBA_DATA", lambda _: Path(".hsba"))
    """Folder of everything this installation keeps on this machine."""
    host: str = setting("HSBA_HOST", lambda _: "127.0.0.1")
    """Address the web process listens on."""
    port: int = setting("HSBA_PORT", lambda data: ports.kept(data).get("web", 8000))
    """Port of the web process; an installation keeps the last one it was given."""
    public_url: str = setting("HSBA_PUBLIC_URL", lambda _: "")
    """Address people type, with https in production (cookies are then marked Secure). Derived from host and port when empty."""
    production: bool = setting("HSBA_PRODUCTION", lambda _: False)
    """Real patients: refuse every stand-in, every secret not given, and plain HTTP."""
    log_level: str = setting("HSBA_LOG_LEVEL", lambda _: "info")
    """Least level written to the logs: debug, info, warning or error."""

    database_url: str = setting("DATABASE_URL", lambda data: places.private_database(data, "hsba_app"), shown=False)
    """PostgreSQL for the application's role, which may not change the audit table. A private server when not given."""
    migration_url: str = setting("MIGRATION_URL", lambda data: places.private_database(data, "hsba"), shown=False)
    """The same database for the role that owns the tables: used by `hsba migrate` only. `DATABASE_URL` when only that is given."""
    pg_bindir: str = setting("PG_BINDIR", lambda _: "")
    """Folder of initdb and postgres for the private server; searched for when empty."""

    temporal_address: str = setting("TEMPORAL_ADDRESS", places.private_temporal)
    """host:port of the Temporal front end. A private server when not given."""
    temporal_namespace: str = setting("TEMPORAL_NAMESPACE", lambda _: "hsba")
    """Temporal namespace of this installation."""
    temporal_tls: bool = setting("TEMPORAL_TLS", lambda _: False)
    """Whether Temporal is spoken to over TLS."""
    temporal_tls_ca: str = setting("TEMPORAL_TLS_CA", lambda _: "")
    """PEM file of the CA that signed Temporal's certificate; the system's CAs when empty."""
    temporal_tls_cert: str = setting("TEMPORAL_TLS_CERT", lambda _: "")
    """PEM file of this client's certificate, when Temporal asks for one."""
    temporal_tls_key: str = setting("TEMPORAL_TLS_KEY", lambda _: "")
    """PEM file of that certificate's private key."""
    temporal_api_key: Secret = secret("TEMPORAL_API_KEY")
    """API key of a hosted Temporal; not needed otherwise."""
    payload_keys: Secret = secret("HSBA_PAYLOAD_KEYS")
    """AES-256 keys of the payloads Temporal keeps, as `id:base64` words: the first encrypts, all decrypt."""

    pkcs11_module: str = setting("PKCS11_MODULE", lambda _: places.softhsm_module())
    """PKCS#11 library of the key store. SoftHSM when not given."""
    tokens: Path = setting("HSBA_TOKENS", lambda data: data / "tokens")
    """Folder of SoftHSM's tokens; only the signer may read it."""
    token_pool: int = setting("HSBA_TOKEN_POOL", lambda _: 120)
    """Spare SoftHSM tokens made ahead, each with a key: one is taken for each new signer."""
    tickets: Path = setting("HSBA_TICKETS", places.tickets)
    """Memory-backed 0700 folder where the signer keeps open tickets, so that a restart does not ask for PINs again."""
    signer_socket: Path = setting("HSBA_SIGNER_SOCKET", lambda data: places.sockets(data) / "signer.sock")
    """Unix socket of the signer process; at most 107 bytes long."""
    signers: int = setting("HSBA_SIGNERS", lambda _: 1)
    """Signer processes that `hsba up` starts: a batch is signed by all of them at once. Each reaches the same tokens and tickets."""
    pin_pepper: Secret = secret("HSBA_PIN_PEPPER")
    """Base64 of 32 bytes mixed into every PIN before it opens a token. Known to the signer only."""

    tsa_url: str = setting("HSBA_TSA_URL", places.development_tsa, shown=False)
    """RFC 3161 time stamp services in order of preference with their quotas, in the words of `domain.stamps.services`. The development
    one when not given."""
    trust_roots: Path = setting("HSBA_TRUST_ROOTS", lambda data: data / "development-root.pem")
    """PEM file of the root certificates that signatures and time stamps must lead to."""

    message_url: str = setting("HSBA_MESSAGE_URL", lambda _: "", shown=False)
    """Address of the facility's gateway for short messages, in the words of `app.messaging.Gateway`. Without one no phone gets a code."""
    message_token: Secret = secret("HSBA_MESSAGE_TOKEN")
    """What that gateway knows this installation by; not needed otherwise."""
    messages: Path = setting("HSBA_MESSAGES", lambda data: data / "messages.txt")
    """File that stands in for the gateway: codes for phones are written there. Refused in production."""

    smtp_url: str = setting("HSBA_SMTP_URL", lambda _: "", shown=False)
    """Mail server of the digests, `smtp://user:password@host:port` or `smtps://…`. In production nothing is mailed without one."""
    smtp_ca: str = setting("HSBA_SMTP_CA", lambda _: "")
    """PEM file of the CA that signed the mail server's certificate; the system's CAs when empty."""
    mail_from: str = setting("HSBA_MAIL_FROM", lambda _: "")
    """The address digests come from; needed with a mail server."""
    mails: Path = setting("HSBA_MAILS", lambda data: data / "mails.txt")
    """File that stands in for the mail server: letters are written there. Refused in production."""

    blobs: Path = setting("HSBA_BLOBS", lambda data: data / "blobs")
    """Folder of document bytes, each file encrypted with its record's key."""
    archive: Path = setting("HSBA_ARCHIVE", lambda data: data / "archive")
    """OCFL root of archived records."""
    archive_copy: str = setting("HSBA_ARCHIVE_COPY", lambda _: "")
    """Folder with a second copy of the archive, on another disk; empty for none. A damaged file is mended from it."""
    key_store: Path = setting("HSBA_KEY_STORE", lambda data: data / "keys")
    """Folder of wrapped record keys: kept apart from database, archive and their backups."""
    key_replicas: str = setting("HSBA_KEY_REPLICAS", lambda _: "")
    """Folders that hold the same wrapped keys, parted by colons: on other disks, never in a versioned backup."""
    wrapped_by: str = setting("HSBA_WRAPPED_BY", lambda _: "")
    """What wraps the keys of records: `token`, the keeper's; `master`, the setting below. When not given: `master` where there is one."""
    keeper_socket: Path = setting("HSBA_KEEPER_SOCKET", lambda data: places.sockets(data) / "keeper.sock")
    """Unix socket of the keeper, which alone reaches the token of the wrapping key; at most 107 bytes long."""
    keeper_module: str = setting("HSBA_KEEPER_MODULE", lambda _: places.softhsm_module())
    """PKCS#11 library of the token of the wrapping key. SoftHSM when not given."""
    keeper_token: str = setting("HSBA_KEEPER_TOKEN", lambda _: "hsba-keeper")
    """Label or serial number of that token."""
    keeper_folder: Path = setting("HSBA_KEEPER_FOLDER", lambda data: data / "keeper")
    """Folder of that token when it is SoftHSM's; only the keeper may read it."""
    keeper_pin: Secret = secret("HSBA_KEEPER_PIN")
    """User PIN of that token. Known to the keeper only."""
    master_key: Secret = secret("HSBA_MASTER_KEY")
    """Base64 of the 32 bytes that wrapped record keys before the token did; several parted by blanks, the first wraps. Left out once
    `hsba keys rotate` has moved every key into the token."""

    downtime_folder: str = setting("HSBA_DOWNTIME_FOLDER", lambda _: "")
    """Folder on another machine or a stick, where what is printed before an outage is kept ready (names in clear); empty for none."""
    downtime_minutes: int = setting("HSBA_DOWNTIME_MINUTES", lambda _: 60)
    """Minutes between two fillings of that folder."""

    given: frozenset[str] = frozenset()
    """Names of the fields somebody gave; the others were derived and may be stand-ins."""

    @classmethod
    def read(cls, environ: Mapping[str, str] = os.environ) -> Self:
        """Settings of this process. Raises ValueError naming a variable that cannot be understood."""
        hints = get_type_hints(cls)
        known = {part.name: part for part in fields(cls) if part.metadata}
        given = frozenset(name for name, part in known.items() if variable_given(environ, part.metadata["variable"]))
        data = Path(environ.get("HSBA_DATA") or ".hsba").absolute()
        values: dict[str, Any] = {"data": data}
        for name, part in known.items():
            variable = part.metadata["variable"]
            if hints[name] is Secret:
                values[name] = read_secret(environ, variable, data / "secrets" / name)
            elif name != "data":
                text = read_text(environ, variable)
                values[name] = part.metadata["default"](data) if text is None else converted(variable, text, hints[name])
        if "database_url" in given and "migration_url" not in given:
            values["migration_url"] = values["database_url"]
        if values["smtp_url"] and not values["mail_from"]:
            raise ValueError("HSBA_MAIL_FROM: needed with HSBA_SMTP_URL, the address digests come from")
        values["public_url"] = (values["public_url"] or f"http://{values['host']}:{values['port']}").rstrip("/")
        return cls(given=given, **values)

    @property
    def replica_folders(self) -> tuple[Path, ...]:
        """Where the key store lies besides its own folder."""
        return tuple(Path(one) for one in self.key_replicas.split(":") if one)

    @property
    def by_token(self) -> bool:
        """Whether the token wraps the keys of records; otherwise the master key of the setting does."""
        return self.wrapped_by == "token" if self.wrapped_by else not self.has_master

    @property
    def has_master(self) -> bool:
        """Whether there is a master key, given or made at a first start of before there was a token."""
        return self.master_key.given or self.master_key.exists

    @property
    def stamp_services(self) -> tuple[Service, ...]:
        """The time-stamp services, first choice first; none before the first start of a development installation."""
        return services(self.tsa_url)


def variable_given(environ: Mapping[str, str], variable: str) -> bool:
    """Whether the variable, or the file variable beside it, is set to something."""
    return bool(environ.get(variable) or environ.get(f"{variable}_FILE"))


def read_text(environ: Mapping[str, str], variable: str) -> str | None:
    """The variable's text, or that of the file in `variable_FILE`; None when neither is given."""
    if environ.get(variable):
        return environ[variable]
    file = environ.get(f"{variable}_FILE")
    if not file:
        return None
    if not Path(file).is_file():
        raise ValueError(f"{variable}_FILE: no file {file}")
    return Path(file).read_text().strip()


def read_secret(environ: Mapping[str, str], variable: str, made: Path) -> Secret:
    """The secret as a handle: nothing is opened here."""
    file = environ.get(f"{variable}_FILE")
    if environ.get(variable):
        return Secret(variable, value=environ[variable], given=True)
    return Secret(variable, path=Path(file) if file else made, given=bool(file))


def check_services(text: str) -> None:
    """Raises: ValueError naming the service or quota that cannot be understood."""
    try:
        if not services(text):
            raise ValueError("no service named")
    except ValueError as wrong:
        raise ValueError(f"HSBA_TSA_URL: {wrong}") from None


def check_server(text: str) -> None:
    """Raises: ValueError; the text may hold a password and is not told."""
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("smtp", "smtps") and bool(parts.hostname) and (parts.port or 25) > 0
    except ValueError:
        good = False
    if not good:
        raise ValueError("HSBA_SMTP_URL: smtp://user:password@host:port or smtps://… is wanted")


def check_sender(text: str) -> None:
    """Raises: ValueError."""
    try:
        check_mail(text)
    except Malformed:
        raise ValueError(f"HSBA_MAIL_FROM: {text!r} is no mail address") from None


def converted(variable: str, text: str, kind: Any) -> Any:
    """The text as the field's type."""
    if kind is bool:
        words = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
        if text.lower() not in words:
            raise ValueError(f"{variable}: {text!r} is neither 1 nor 0")
        return words[text.lower()]
    if kind is int and not text.isdecimal():
        raise ValueError(f"{variable}: {text!r} is no number")
    if variable == "HSBA_DOWNTIME_MINUTES" and not int(text):
        raise ValueError(f"{variable}: {text} is no number of minutes (1 or more)")
    if variable == "HSBA_TSA_URL":
        check_services(text)
    if variable == "HSBA_SMTP_URL":
        check_server(text)
    if variable == "HSBA_MAIL_FROM":
        check_sender(text)
    if variable == "HSBA_WRAPPED_BY" and text not in ("token", "master"):
        raise ValueError(f"{variable}: {text!r} is neither token nor master")
    if variable == "HSBA_PORT" and not 0 < int(text) <= HIGHEST_PORT:
        raise ValueError(f"{variable}: {text} is no port (1 to {HIGHEST_PORT})")
    return Path(text).absolute() if kind is Path else kind(text)
