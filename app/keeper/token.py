"""The token of the wrapping key as the settings name it: opened, and made where it is SoftHSM's and not there yet."""

import os

from app.devstack import softhsm
from app.places import softhsm_module
from app.settings import Settings
from domain.errors import NotFound
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
