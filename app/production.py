"""What production refuses: every stand-in, every secret nobody gave, and plain HTTP, all named at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import parse_qs, urlsplit

from app.roots import holds_certificates
from app.secret import Secret, SecretMissing
from app.settings import Settings

NEEDS = {
    "serve": ("payload_keys",),
    "work": ("payload_keys",),
    "schedule": ("payload_keys",),
    "sign": ("payload_keys", "pin_pepper"),
    "keep": (),
    "migrate": (),
}
"""The keys each command reads; every other one may be left out of its surroundings."""
OPENS_RECORDS = ("", "serve", "work", "sign")
"""Commands that open keys of records, all commands among them."""
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
    if command == "keep":
        return list(keeper_faults(settings))
    wanted = list(NEEDS[command] if command else sorted({name for names in NEEDS.values() for name in names}))
    if command in OPENS_RECORDS and settings.has_master:
        wanted.append("master_key")
    found = [*database_faults(settings, command in ("", "migrate")), *secret_faults([getattr(settings, name) for name in wanted])]
    if command in OPENS_RECORDS:
        found += wrapping_faults(settings)
    if not command:
        found += keeper_faults(settings)
    if command != "migrate":
        found += temporal_faults(settings)
    if command in ("", "serve"):
        found += web_faults(settings)
        found += message_faults(settings)
    if command in ("", "schedule"):
        found += mail_faults(settings)
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


def mail_faults(settings: Settings) -> Iterator[Fault]:
    """A file sends nothing to anybody."""
    if "mails" in settings.given:
        yield Fault(
            "HSBA_MAILS",
            "tệp thư chỉ để dùng thử, hãy bỏ và chỉ ra máy chủ thư bằng HSBA_SMTP_URL; không có máy chủ thì không gửi thư tóm tắt",
            "a file for letters is for trials: leave it out and name a mail server by HSBA_SMTP_URL; without one no digests are mailed",
        )


def key_faults(settings: Settings) -> Iterator[Fault]:
    """SoftHSM keeps keys in files: whoever copies them has them."""
    if "pkcs11_module" not in settings.given or "softhsm" in settings.pkcs11_module.lower():
        yield Fault(
            "PKCS11_MODULE",
            "SoftHSM không phải thiết bị lưu khoá; hãy chỉ ra thư viện của HSM",
            "SoftHSM is no key device; name the HSM's library",
        )


def wrapping_faults(settings: Settings) -> Iterator[Fault]:
    """A master key lies in the memory of three processes: it may still open what it wrapped, and wraps nothing new."""
    if not settings.by_token:
        yield Fault(
            "HSBA_WRAPPED_BY",
            "khóa chủ trong cấu hình không được bọc khóa hồ sơ mới: lập khóa trong thẻ (`hsba keys found`), đặt HSBA_WRAPPED_BY=token, "
            "khởi động lại, chạy `hsba keys rotate` rồi bỏ HSBA_MASTER_KEY",
            "a master key in a setting may wrap no new record key: make one in the token (`hsba keys found`), set HSBA_WRAPPED_BY=token, "
            "restart, run `hsba keys rotate`, then leave HSBA_MASTER_KEY out",
        )


def keeper_faults(settings: Settings) -> Iterator[Fault]:
    """SoftHSM keeps the wrapping key in a file: whoever copies it opens every record."""
    if "keeper_module" not in settings.given or "softhsm" in settings.keeper_module.lower():
        yield Fault(
            "HSBA_KEEPER_MODULE",
            "SoftHSM không phải thiết bị giữ khóa bọc; hãy chỉ ra thư viện của HSM, phân vùng khác với PKCS11_MODULE",
            "SoftHSM is no device for the wrapping key; name the HSM's library, another partition than PKCS11_MODULE",
        )
    if not settings.keeper_pin.given:
        yield Fault(settings.keeper_pin.name, "phải được cấp; không dùng PIN tạo sẵn", "must be given; a PIN made by itself is refused")
    elif not settings.keeper_pin.readable:
        yield Fault(settings.keeper_pin.name, "đã chỉ ra nhưng không đọc được, hoặc trống", "was named and cannot be read, or is empty")


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
            keys = list(secret.keys().values()) if secret.name == "HSBA_PAYLOAD_KEYS" else list(secret.each())
        except (SecretMissing, ValueError):
            yield Fault(secret.name, "không đọc được, hoặc không phải base64", "cannot be read, or is not base64")
            continue
        if not keys or any(len(key) < FEWEST_BYTES for key in keys):
            yield Fault(secret.name, f"ngắn hơn {FEWEST_BYTES} byte", f"shorter than {FEWEST_BYTES} bytes")
        for key in keys:
            if key in seen:
                yield Fault(secret.name, f"trùng với {seen[key]}", f"the same as {seen[key]}")
            seen[key] = secret.name
