"""Time-stamp services as an installation names them: addresses, order, quotas; what cannot be understood is named."""

import pytest

from domain.stamps import Quota, Service, services


def test_a_single_address_is_a_service_without_a_quota() -> None:
    assert services("https://tsa.example.vn/rfc3161") == (Service("tsa.example.vn", "https://tsa.example.vn/rfc3161"),)
    assert services("") == ()


def test_several_in_order_on_lines_or_behind_semicolons_with_their_quotas() -> None:
    said = "vnpt=https://u:p@tsa.vnpt.example/tsa?x=1 10/s 5000/day\nhttp://tsa.example.vn:8080 20/20m; ban=https://tsa.ban.example 300/m"
    assert services(said) == (
        Service("vnpt", "https://u:p@tsa.vnpt.example/tsa?x=1", Quota(10, 1), 5000),
        Service("tsa.example.vn:8080", "http://tsa.example.vn:8080", Quota(20, 1200)),
        Service("ban", "https://tsa.ban.example", Quota(300, 60)),
    )
    assert [str(one.quota) for one in services(said)] == ["10/s", "20/20m", "300/m"]


def test_an_address_with_a_password_is_named_by_its_host() -> None:
    assert services("https://u:p@tsa.example.vn/a=b")[0].name == "tsa.example.vn"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("tsa.example.vn", "no http address"),
        ("ftp://tsa.example.vn", "no http address"),
        ("https://tsa.example.vn 10", "'10' is no quota"),
        ("https://tsa.example.vn 0/s", "'0/s' is no quota"),
        ("https://tsa.example.vn 5/2day", "is no quota"),
        ("https://tsa.example.vn 5/s 6/m", "one quota of this kind"),
        ("https://tsa.example.vn 5/day 6/day", "one quota of this kind"),
        ("https://tsa.example.vn; https://tsa.example.vn/other", "named twice"),
    ],
)
def test_what_cannot_be_understood_is_named(said: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        services(said)
