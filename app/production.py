"""What production refuses: every stand-in, every secret nobody gave, and plain HTTP, all named at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import parse_qs, urlsplit

from app.roots import holds_certificates
from app.secret import Secret, SecretMissing
from app.settings import Settings

NEEDS = {
    "serve": ("payload_keys", "master_key"),
    "work": ("payload_keys", "master_key"),
    "schedule": ("payload_keys",),
    "sign": ("payload_keys", "master_key", "pin_pepper"),
    "migrate": (),
}
"""The secrets each command reads; every other one may be left out of its surroundings."""
FEWEST_BYTES = 32


@dataclass(frozen=True)
class Fault:
    """One reason not to start in production, with the setting that mends it."""

    setting: str
    vi: str
    en: str


def faults(settings: Settings, command: str = "") -> list[Fault]:
    """Every fault of one command's settings, or of all commands; empty outside production."""
    if not settings.production:
        return []
    wanted = NEEDS[command] if command else sorted({name for names in NEEDS.values() for name in names})
    found = [*database_faults(settings, command in ("", "migrate")), *secret_faults([getattr(settings, name) for name in wanted])]
    if command != "migrate":
        found += temporal_faults(settings)
    if command in ("", "serve"):
        found += web_faults(settings)
        found += message_faults(settings)
    if command in ("", "sign"):
        found += key_faults(settings)
    if command in ("", "sign", "work", "schedule"):
        found += trust_faults(settings)
    return found


def database_faults(settings: Settings, migrates: bool) -> Iterator[Fault]:
    """A private server has no backup, no standby and no administrator; and tables belong to a role the application is not."""
    if "database_url" not in settings.given:
        yield Fault(
            "DATABASE_URL",
            "chưa chỉ ra máy chủ PostgreSQL; máy chủ riêng chỉ để dùng thử",
            "no PostgreSQL named; the private server is for trials",
        )
    elif migrates and role(settings.migration_url) == role(settings.database_url):
        yield Fault(
            "MIGRATION_URL",
            "phải là vai trò khác với DATABASE_URL, nếu không ứng dụng sửa được nhật ký",
            "must be another role than DATABASE_URL, or the application could rewrite the audit table",
        )


def role(url: str) -> str:
    """Who connects by a URL: its user, in whichever of both places it stands; the whole URL when it names none."""
    parsed = urlsplit(url)
    return parsed.username or parse_qs(parsed.query).get("user", [url])[0]


def temporal_faults(settings: Settings) -> Iterator[Fault]:
    """The private Temporal server is a development server."""
    if "temporal_address" not in settings.given:
        yield Fault(
            "TEMPORAL_ADDRESS",
            "chưa chỉ ra cụm Temporal; máy chủ riêng chỉ để dùng thử",
            "no Temporal named; the private server is for trials",
        )


def web_faults(settings: Settings) -> Iterator[Fault]:
    """Cookies over plain HTTP can be read on the way."""
    if not settings.public_url.startswith("https://"):
        yield Fault(
            "HSBA_PUBLIC_URL", "phải là địa chỉ https, nếu không cookie đi không mã hoá", "must be https, or cookies travel in clear"
        )


def message_faults(settings: Settings) -> Iterator[Fault]:
    """Whoever reads the file of the stand-in, or a message on its way, confirms in every patient's name."""
    if "messages" in settings.given:
        yield Fault(
            "HSBA_MESSAGES",
            "tệp tin nhắn chỉ để dùng thử, hãy bỏ và chỉ ra cổng tin nhắn bằng HSBA_MESSAGE_URL; không có cổng thì không gửi mã OTP",
            "a file for messages is for trials: leave it out and name a gateway by HSBA_MESSAGE_URL; without one no codes are sent",
        )
    if settings.message_token.given and not settings.message_token.readable:
        yield Fault(settings.message_token.name, "đã chỉ ra nhưng không đọc được, hoặc trống", "was named and cannot be read, or is empty")
    if settings.message_url and not settings.message_url.startswith("https://"):
        yield Fault(
            "HSBA_MESSAGE_URL", "phải là địa chỉ https, nếu không mã OTP đi không mã hoá", "must be https, or codes travel in clear"
        )


def key_faults(settings: Settings) -> Iterator[Fault]:
    """SoftHSM keeps keys in files: whoever copies them has them."""
    if "pkcs11_module" not in settings.given or "softhsm" in settings.pkcs11_module.lower():
        yield Fault(
            "PKCS11_MODULE",
            "SoftHSM không phải thiết bị lưu khoá; hãy chỉ ra thư viện của HSM",
            "SoftHSM is no key device; name the HSM's library",
        )


def trust_faults(settings: Settings) -> Iterator[Fault]:
    """Development certificates and stamps prove nothing to anybody else."""
    if "tsa_url" not in settings.given or any(on_this_machine(one.url) for one in settings.stamp_services):
        yield Fault("HSBA_TSA_URL", "chưa chỉ ra dịch vụ cấp dấu thời gian", "no time stamp service named")
    if "trust_roots" not in settings.given:
        yield Fault("HSBA_TRUST_ROOTS", "chưa chỉ ra chứng thư gốc được tin cậy", "no trusted root certificates named")
    elif not holds_certificates(settings.trust_roots):
        yield Fault(
            "HSBA_TRUST_ROOTS", f"{settings.trust_roots} không có chứng thư nào (PEM)", f"there is no certificate in {settings.trust_roots}"
        )


def on_this_machine(url: str) -> bool:
    """Whether a URL names this machine itself."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def secret_faults(wanted: list[Secret]) -> Iterator[Fault]:
    """Secrets must be given, readable, long enough, and each its own."""
    seen: dict[bytes, str] = {}
    for secret in wanted:
        if not secret.given:
            yield Fault(secret.name, "phải được cấp; không dùng khoá tạo sẵn", "must be given; a secret made by itself is refused")
            continue
        try:
            keys = list(secret.keys().values()) if secret.name == "HSBA_PAYLOAD_KEYS" else [secret.key()]
        except (SecretMissing, ValueError):
            yield Fault(secret.name, "không đọc được, hoặc không phải base64", "cannot be read, or is not base64")
            continue
        if not keys or any(len(key) < FEWEST_BYTES for key in keys):
            yield Fault(secret.name, f"ngắn hơn {FEWEST_BYTES} byte", f"shorter than {FEWEST_BYTES} bytes")
        for key in keys:
            if key in seen:
                yield Fault(secret.name, f"trùng với {seen[key]}", f"the same as {seen[key]}")
            seen[key] = secret.name
