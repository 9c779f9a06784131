"""The second factor: set up, asked for, replayed, guessed, lost; and a workspace that asks everybody for one."""

import re
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client
from tests.conftest import PASSWORD, Cast
from tests.show.web.conftest import SignIn

from tiercel.flow.users import second_factors
from tiercel.records.models import AuditEntry

BEN = {"name": "ben", "password": PASSWORD}


def code_of(secret: str, steps: int = 0) -> str:
    """What the phone shows now, or so many half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def guesses(secret: str) -> Iterator[str]:
    """Codes that the phone shows neither now nor in the half minutes around."""
    right = {code_of(secret, steps) for steps in range(-3, 4)}
    return (code for code in (f"{number:06}" for number in range(1_000_000)) if code not in right)


@pytest.fixture
def secret(cast: Cast) -> str:
    """Ben's, who has set up a second factor."""
    made = second_factors.new_secret()
    second_factors.set_up(cast.ben, made, code_of(made))
    cache.clear()
    return made


def is_in(client: Client) -> bool:
    return client.get("/you").status_code == 200


def test_ben_sets_it_up_with_his_phone_and_is_asked_for_a_code_from_then_on(sign_in: SignIn, client: Client) -> None:
    browser = sign_in("ben")
    page = browser.get("/you/second-factor").content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    made = browser.session["second_factor_secret"]
    answer = browser.post("/you/second-factor", {"code": code_of(made), "password": PASSWORD})
    codes = re.findall(r"<code>(\d{10})</code>", answer.content.decode())
    assert len(codes) == 10
    cache.clear()
    assert client.post("/sign-in", BEN | {"next": "/accounts"})["Location"] == "/sign-in/code"
    assert not is_in(client)
    assert client.post("/sign-in/code", {"code": code_of(made)})["Location"] == "/accounts"
    assert is_in(client)


def test_it_is_not_set_up_without_the_password_or_with_a_wrong_code(sign_in: SignIn, cast: Cast) -> None:
    browser = sign_in("ben")
    browser.get("/you/second-factor")
    made = browser.session["second_factor_secret"]
    assert browser.post("/you/second-factor", {"code": code_of(made), "password": "guessed"}).status_code == 422
    assert browser.post("/you/second-factor", {"code": next(guesses(made)), "password": PASSWORD}).status_code == 422
    assert not second_factors.has_second_factor(cast.ben)


def test_a_code_opens_once(secret: str, client: Client) -> None:
    code = code_of(secret)
    client.post("/sign-in", BEN)
    assert client.post("/sign-in/code", {"code": code}).status_code == 302
    other = Client()
    other.post("/sign-in", BEN)
    assert other.post("/sign-in/code", {"code": code}).status_code == 422
    assert not is_in(other)


@pytest.mark.parametrize("written", ["{}", " {} ", "{:.3}-{:.6}"])
def test_codes_are_read_as_people_type_them(written: str, secret: str, client: Client) -> None:
    code = code_of(secret)
    client.post("/sign-in", BEN)
    typed = f"{code[:3]}-{code[3:]}" if "-" in written else written.format(code)
    assert client.post("/sign-in/code", {"code": typed}).status_code == 302


def test_codes_may_be_typed_in_the_digits_of_a_persian_keyboard(secret: str, client: Client) -> None:
    client.post("/sign-in", BEN)
    persian = code_of(secret).translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    assert client.post("/sign-in/code", {"code": persian}).status_code == 302


def test_a_recovery_code_lets_in_once_and_is_noted(cast: Cast, secret: str, client: Client) -> None:
    first, *_rest = second_factors.new_recovery_codes(cast.ben)
    client.post("/sign-in", BEN)
    assert client.post("/sign-in/code", {"code": first}).status_code == 302
    other = Client()
    other.post("/sign-in", BEN)
    assert other.post("/sign-in/code", {"code": first}).status_code == 422
    assert AuditEntry.objects.filter(action="recovery_codes.used").count() == 1


@pytest.mark.usefixtures("no_time_passes")
def test_guessing_codes_gets_slow_also_for_the_right_one(secret: str, client: Client) -> None:
    client.post("/sign-in", BEN)
    for guess in islice(guesses(secret), 7):
        client.post("/sign-in/code", {"code": guess})
    answer = client.post("/sign-in/code", {"code": code_of(secret)})
    assert answer.status_code == 422
    assert "Too many attempts" in answer.content.decode()


def test_the_second_step_opens_to_nobody_who_has_not_taken_the_first(secret: str, client: Client) -> None:
    assert client.get("/sign-in/code")["Location"] == "/sign-in"
    assert client.post("/sign-in/code", {"code": code_of(secret)})["Location"] == "/sign-in"


def test_who_is_shut_out_between_the_steps_stays_out(cast: Cast, secret: str, client: Client) -> None:
    client.post("/sign-in", BEN)
    cast.ben.is_active = False
    cast.ben.save()
    assert client.post("/sign-in/code", {"code": code_of(secret)})["Location"] == "/sign-in"
    cast.ben.is_active = True
    cast.ben.save()
    assert not is_in(client)


def test_an_owner_takes_a_lost_one_away_and_the_password_alone_lets_in_again(
    cast: Cast, secret: str, sign_in: SignIn, client: Client
) -> None:
    assert sign_in("chen").post(f"/settings/users/{cast.ben.pk}/second-factor").status_code == 403
    sign_in("ada").post(f"/settings/users/{cast.ben.pk}/second-factor")
    assert AuditEntry.objects.get(action="second_factors.taken_away").by == cast.ada
    client.post("/sign-in", BEN)
    assert is_in(client)


def test_the_secret_stands_encrypted_and_opens_nothing_under_another_key(
    cast: Cast, secret: str, settings: Any
) -> None:
    kept = Authenticator.objects.get(user=cast.ben, type="totp").data["secret"]
    assert secret not in kept
    settings.SECRET_KEY = "another key, as after a restore without the old one"
    assert not second_factors.accepts(cast.ben, code_of(secret))


def test_removing_it_asks_for_the_password(cast: Cast, secret: str, sign_in: SignIn) -> None:
    browser = sign_in("ben")
    browser.post("/you/second-factor/remove", {"password": "guessed"})
    assert second_factors.has_second_factor(cast.ben)
    browser.post("/you/second-factor/remove", {"password": PASSWORD})
    assert not second_factors.has_second_factor(cast.ben)


class TestWhereEverybodyNeedsOne:
    @pytest.fixture(autouse=True)
    def required(self, settings: Any, workspace: Any) -> None:
        settings.WORKSPACE = replace(settings.WORKSPACE, two_factors="required")

    @pytest.mark.parametrize("path", ["/", "/accounts", "/you", "/settings/users", "/accounts/export.csv"])
    def test_who_has_none_is_led_to_set_it_up_before_any_other_page(self, path: str, sign_in: SignIn) -> None:
        assert sign_in("ada").get(path)["Location"] == "/you/second-factor"

    def test_nothing_is_done_before_it_is_set_up(self, sign_in: SignIn, cast: Cast) -> None:
        sign_in("ada").post(f"/settings/users/{cast.ben.pk}", {"role": "owner", "active": "yes"})
        cast.ben.refresh_from_db()
        assert cast.ben.role == "member"

    def test_a_part_of_a_page_leads_the_whole_page_there(self, sign_in: SignIn) -> None:
        answer = sign_in("ada").get("/accounts", headers={"HX-Request": "true"})
        assert answer["HX-Redirect"] == "/you/second-factor"

    def test_everything_opens_once_it_is_set_up(self, secret: str, sign_in: SignIn) -> None:
        assert sign_in("ben").get("/accounts").status_code == 200

    def test_signing_out_and_the_language_stay_open(self, sign_in: SignIn) -> None:
        assert sign_in("ben").post("/language", {"language": "fa"}).status_code == 302
        assert sign_in("ben").post("/sign-out")["Location"] == "/sign-in"
