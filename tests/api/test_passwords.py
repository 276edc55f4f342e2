"""Changing one's own password and PIN through the interface."""

from domain.roles import Role
from tests.api.asker import Asker
from tests.care import newcomer
from tests.people import LAB, PASSWORD, PIN
from tests.stack import Stack


async def test_password_and_pin_are_changed(stack: Stack, api: Asker) -> None:
    one = await newcomer(stack, "ktv.doi2", "Ma Thị Đôi", Role.TECHNICIAN, department=LAB, signs=True)
    wrong = await api.post(one, "/me/password", request="api-mk-0", old="sai-rồi", new="một mật khẩu khác")
    assert wrong.status_code == 422
    assert wrong.json()["facts"][0].startswith("old: ")
    assert "một mật khẩu khác" not in wrong.text
    for _ in range(2):
        await api.done(one, "/me/password", request="api-mk-1", old=PASSWORD, new="một mật khẩu khác")
    signed_in = await api.client.post("/sessions", json={"login": one.login, "password": "một mật khẩu khác"})
    assert signed_in.status_code == 201
    assert (await api.post(one, "/me/pin", request="api-pin-0", old="000000", new="135791")).status_code == 403
    assert (await api.post(one, "/me/pin", request="api-pin-2", old=PIN, new="12ab")).status_code == 422
    await api.done(one, "/me/pin", request="api-pin-1", old=PIN, new="135791")
    assert await stack.house.signer.ticket(one.id, "135791", [])
