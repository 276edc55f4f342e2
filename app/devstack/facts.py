"""What others may know of an installation: addresses, paths, stand-ins, and the root certificate to check its signatures with."""

from typing import Any

from app import ports
from app.devstack import hold, state
from app.settings import Settings

STAND_INS = {
    "database_url": ("PostgreSQL riêng", "private PostgreSQL", "DATABASE_URL"),
    "temporal_address": ("Temporal riêng", "private Temporal", "TEMPORAL_ADDRESS"),
    "pkcs11_module": ("khoá trong tệp (SoftHSM)", "keys in files (SoftHSM)", "PKCS11_MODULE"),
    "tsa_url": ("chứng thư và dấu thời gian dùng thử", "development certificates and time stamps", "HSBA_TSA_URL"),
    "message_url": ("mã OTP ghi vào tệp messages.txt", "one-time codes written into messages.txt", "HSBA_MESSAGE_URL"),
    "smtp_url": ("thư tóm tắt ghi vào tệp mails.txt", "digests written into mails.txt", "HSBA_SMTP_URL"),
    "keeper_module": ("khóa bọc trong tệp (SoftHSM)", "the wrapping key in files (SoftHSM)", "HSBA_KEEPER_MODULE"),
    "wrapped_by": ("khóa chủ trong cấu hình bọc khóa hồ sơ", "a master key in a setting wraps record keys", "HSBA_WRAPPED_BY"),
    "pin_pepper": ("các khoá tạo sẵn trong thư mục dữ liệu", "secrets made in the data folder", "HSBA_PIN_PEPPER"),
}
"""What stands in for a setting nobody gave: Vietnamese, English, and the variable that replaces it."""


def stand_ins(settings: Settings) -> list[dict[str, str]]:
    """Every stand-in in use."""
    return [{"vi": vi, "en": en, "setting": name} for field, (vi, en, name) in STAND_INS.items() if _stands_in(settings, field)]


def _stands_in(settings: Settings, field: str) -> bool:
    """Production without a gateway sends no messages at all; either the token wraps or a master key."""
    if field == "wrapped_by":
        return not settings.by_token
    if field == "keeper_module" and not settings.by_token:
        return False
    return field not in settings.given and not (field in ("message_url", "smtp_url") and settings.production)


def facts(settings: Settings) -> dict[str, Any]:
    """What stays the same while the stack runs."""
    kept, private = ports.kept(settings.data), "temporal_address" not in settings.given
    urls = {"web": settings.public_url, "temporal": settings.temporal_address}
    if private and "temporal_ui" in kept:
        urls["temporal_ui"] = f"http://127.0.0.1:{kept['temporal_ui']}/namespaces/{settings.temporal_namespace}"
    if "tsa_url" not in settings.given and "pki" in kept:
        urls |= {"pki": f"http://127.0.0.1:{kept['pki']}", "tsa": settings.tsa_url}
    names = ("data", "blobs", "archive", "key_store", "tokens", "tickets", "signer_socket", "keeper_folder", "keeper_socket", "trust_roots")
    paths = {name: str(getattr(settings, name)) for name in names} | {"logs": str(settings.data / "logs")}
    paths["database_socket"] = "" if "database_url" in settings.given else settings.database_url.partition("host=")[2]
    return {"urls": urls, "paths": paths, "stand_ins": stand_ins(settings)}


def status(settings: Settings) -> dict[str, Any]:
    """All that `hsba status --json` tells, running or not."""
    held, last = hold.holder(settings.data), state.read(settings.data) or {"parts": [], "ready": False}
    running = held is not None
    parts = last["parts"] if running else [{**part, "stage": "stopped", "pid": None, "progress": None} for part in last["parts"]]
    root = settings.trust_roots
    return {
        **facts(settings),
        **{key: value for key, value in last.items() if running},
        "running": running,
        "ready": running and last["ready"],
        "pid": held.pid if held else None,
        "since": held.since if held else None,
        "command": held.command if held else None,
        "parts": parts,
        "root_certificate": {"path": str(root), "pem": root.read_text() if root.is_file() else ""},
    }
