"""The token of the wrapping key as the settings name it: opened, and made where it is SoftHSM's and not there yet."""

import os

from app.devstack import softhsm
from app.places import softhsm_module
from app.settings import Settings
from domain.errors import NotFound
from signing.tokens import SecretRefused
from signing.wrapping_token import WrappingToken


def is_softhsm(settings: Settings) -> bool:
    """Whether the token is in files of this machine."""
    return bool(settings.keeper_module) and settings.keeper_module == softhsm_module()


def opened(settings: Settings) -> WrappingToken:
    """Raises: NotFound("token"), SecretRefused, SecretMissing, Unavailable("softhsm") where there is no module."""
    gate = None
    if not settings.keeper_module:
        softhsm.library()
    if is_softhsm(settings):
        os.environ.update(softhsm.configure(settings.keeper_folder))
        gate = softhsm.gate(settings.keeper_folder, "keeper")
    return WrappingToken(settings.keeper_module, settings.keeper_token, settings.keeper_pin.text(), gate)


def opened_or_made(settings: Settings) -> WrappingToken:
    """A SoftHSM token that is not there is made, without a key. Raises: as `opened`; a real token is made with its vendor's tool."""
    try:
        return opened(settings)
    except NotFound:
        if not is_softhsm(settings):
            raise
    softhsm.initialised(settings.keeper_module, settings.keeper_token, settings.keeper_pin.text())
    return opened(settings)


def what_to_do(wrong: NotFound | SecretRefused) -> tuple[str, str]:
    """Where the token does not open, is not there, or holds no key that wraps: Vietnamese, English."""
    if isinstance(wrong, SecretRefused):
        return (
            "Thẻ giữ khóa bọc không mở bằng HSBA_KEEPER_PIN; hãy hỏi người quản trị thẻ, đừng thử nhiều lần",
            "the token of the wrapping key does not open with HSBA_KEEPER_PIN: ask who administers it, and do not try again and again",
        )
    kind, which = wrong.facts
    if kind == "token":
        return (
            f"Không có thẻ {which}: xem HSBA_KEEPER_MODULE, HSBA_KEEPER_TOKEN, hoặc chạy `hsba keys found`, `hsba keys recover`",
            f"there is no token {which}: see HSBA_KEEPER_MODULE and HSBA_KEEPER_TOKEN, or run `hsba keys found`, `hsba keys recover`",
        )
    return (
        f"Thẻ {which} không có khóa bọc: chạy `hsba keys recover` (từ các thành phần đã niêm phong), cơ sở mới chạy `hsba keys found`",
        f"the token {which} holds no wrapping key: run `hsba keys recover` (from the sealed components), a new facility `hsba keys found`",
    )
