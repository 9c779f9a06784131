"""Only who proves to be the mail provider is believed; anymail, which others rely on, agrees on who that is."""

import hashlib
import hmac
import importlib
import json
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID
from tests.collect.events.asking import Ask, Site, in_one_run, mail_keys, write_keys

from tiercel.collect.events.aside import kept_aside
from tiercel.collect.events.provider import provider, provider_names
from tiercel.collect.events.signing_certificates import Outside

NOW = datetime(2026, 11, 22, 5, 20, tzinfo=UTC)
STAMP = str(int(NOW.timestamp()))
EVENT = {"event": "delivered", "email": "ada@example.com", "timestamp": int(STAMP), "sg_event_id": "e1"}
SIGNING = "key-0123456789abcdef0123"


@dataclass(frozen=True)
class Signed:
    """A provider's request, and the secret with which it was signed."""

    body: bytes
    headers: dict[str, str]
    secret: str


def public(key: Any) -> str:
    return b64encode(key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()


def sendgrid(stamp: str = STAMP) -> Signed:
    key, body = ec.generate_private_key(ec.SECP256R1()), json.dumps([EVENT]).encode()
    signature = b64encode(key.sign(stamp.encode() + body, ec.ECDSA(hashes.SHA256()))).decode()
    name = "X-Twilio-Email-Event-Webhook"
    return Signed(body, {f"{name}-Signature": signature, f"{name}-Timestamp": stamp}, public(key))


def mailgun(stamp: str = STAMP) -> Signed:
    token = f"{stamp:a<50}"
    code = hmac.new(SIGNING.encode(), f"{stamp}{token}".encode(), hashlib.sha256).hexdigest()
    said = {"signature": {"timestamp": stamp, "token": token, "signature": code}, "event-data": {"event": "delivered"}}
    return Signed(json.dumps(said).encode(), {}, SIGNING)


def postmark(_stamp: str = STAMP) -> Signed:
    basic = b64encode(b"tiercel:a-long-password").decode()
    return Signed(
        b'{"RecordType":"Open","MessageID":"m"}', {"Authorization": f"Basic {basic}"}, "tiercel:a-long-password"
    )


def resend(stamp: str = STAMP) -> Signed:
    key, body = b"k" * 24, json.dumps({"type": "email.opened", "data": {}}).encode()
    code = b64encode(hmac.new(key, f"msg_1.{stamp}.".encode() + body, hashlib.sha256).digest()).decode()
    headers = {"svix-id": "msg_1", "svix-timestamp": stamp, "svix-signature": f"v1,{'A' * 43}= v1,{code}"}
    return Signed(body, headers, "whsec_" + b64encode(key).decode())


def mailersend(_stamp: str = STAMP) -> Signed:
    body = json.dumps({"type": "activity.opened", "data": {}}).encode()
    return Signed(body, {"Signature": hmac.new(SIGNING.encode(), body, hashlib.sha256).hexdigest()}, SIGNING)


def mandrill(_stamp: str = STAMP) -> Signed:
    events = json.dumps([{"event": "open", "_id": "x"}])
    signed = f"https://tiercel.example/mail/mandrill/mandrillmandrill_events{events}"
    code = b64encode(hmac.new(SIGNING.encode(), signed.encode(), hashlib.sha1).digest()).decode()
    return Signed(urlencode({"mandrill_events": events}).encode(), {"X-Mandrill-Signature": code}, SIGNING)


def postal(_stamp: str = STAMP) -> Signed:
    key, body = rsa.generate_private_key(65537, 2048), b'{"event":"MessageSent","uuid":"u"}'
    code = b64encode(key.sign(body, padding.PKCS1v15(), hashes.SHA1())).decode()
    return Signed(body, {"X-Postal-Signature": code}, public(key))


def unisender_go(_stamp: str = STAMP) -> Signed:
    body = json.dumps({"auth": SIGNING, "events_by_user": []}, separators=(",", ":")).encode()
    code = hashlib.md5(body, usedforsecurity=False).hexdigest()
    return Signed(body.replace(SIGNING.encode(), code.encode()), {}, SIGNING)


TOPIC = "arn:aws:sns:eu-west-1:123456789012:mails"
CERTIFICATE = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem"
AMAZON = rsa.generate_private_key(65537, 2048)


def certificate_of(key: Any, since: datetime = NOW - timedelta(days=1)) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sns.amazonaws.com")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
    return made.not_valid_before(since).not_valid_after(since + timedelta(days=30)).sign(key, hashes.SHA256())


def by_amazon(key: Any = AMAZON, *, version: str = "2", **said: str) -> Signed:
    """As Amazon writes down what is signed: in the order of the alphabet."""
    event = {"eventType": "Delivery", "mail": {"messageId": "m"}, "delivery": {"recipients": ["ada@example.com"]}}
    message = {"Type": "Notification", "MessageId": "n-1", "TopicArn": TOPIC, "Message": json.dumps(event),
               "Timestamp": "2026-11-22T05:20:00.000Z"} | said  # fmt: skip
    text = "".join(f"{name}\n{message[name]}\n" for name in sorted(message)).encode()
    kind = hashes.SHA256() if version == "2" else hashes.SHA1()
    code = b64encode(key.sign(text, padding.PKCS1v15(), kind)).decode()
    signed = {"SignatureVersion": version, "Signature": code, "SigningCertURL": CERTIFICATE}
    return Signed(json.dumps(signed | message).encode(), {}, TOPIC)


def amazon_ses(_stamp: str = STAMP) -> Signed:
    return by_amazon()


@pytest.fixture(autouse=True)
def amazons_certificate(monkeypatch: pytest.MonkeyPatch) -> None:
    outside = Outside(get=lambda _address: b"", do=lambda _work: None)
    outside._certificates[CERTIFICATE] = certificate_of(AMAZON)
    monkeypatch.setattr("tiercel.collect.events.providers.amazon_ses.outside", outside)


SIGNERS: dict[str, Callable[..., Signed]] = {
    each.__name__: each
    for each in (amazon_ses, sendgrid, mailgun, postmark, resend, mailersend, mandrill, postal, unisender_go)
}
every = pytest.mark.parametrize("name", SIGNERS)
# By a name and password alone, as Postmark.
ALIKE = {"brevo", "mailjet", "sparkpost"}


def site_for(folder: Path, name: str, secret: str, now: datetime = NOW) -> Site:
    write_keys(folder / "lake")
    mail_keys(folder / "lake", **{name: (name, secret)})
    return Site(folder / "lake", clock=lambda: now)


def asked(site: Site, name: str, *signed: Signed) -> list[int]:
    return [
        heard.status for heard in site.ask(*(Ask(f"/mail/{name}/{name}", s.body, headers=s.headers) for s in signed))
    ]


def test_no_provider_is_left_out() -> None:
    assert {*SIGNERS, *ALIKE} == set(provider_names())
    assert all(provider(name).wrong_with.__module__.endswith("_checks") for name in ALIKE)


@every
def test_what_a_provider_has_signed_is_stored(name: str, tmp_path: Path) -> None:
    signed = SIGNERS[name]()
    assert provider(name).wrong_secret(signed.secret) == ""
    site = site_for(tmp_path, name, signed.secret)
    assert asked(site, name, signed) == [200]
    [stored] = site.stored()
    assert (stored.source, stored.key, stored.kind) == (f"By {name}", f"mk_{name}", name)


@every
def test_what_a_stranger_sends_is_refused_counted_and_never_stored(name: str, tmp_path: Path) -> None:
    signed, other = SIGNERS[name](), SIGNERS[name]()
    wrong = [replace(signed, headers={}) if signed.headers else replace(signed, body=b'{"event":"delivered"}')]
    if name == "mailgun":
        wrong.append(replace(signed, body=signed.body.replace(STAMP.encode(), str(int(STAMP) + 1).encode())))
    elif name == "postmark":
        wrong.append(
            replace(signed, headers={"Authorization": f"Basic {b64encode(b'tiercel:another-password').decode()}"})
        )
    else:
        wrong.append(replace(signed, body=signed.body.replace(b"e", b"E", 1)))
    if other.secret != signed.secret:
        wrong.append(other)
    if signed.headers:
        wrong.append(replace(signed, headers=dict.fromkeys(signed.headers, "no base64 \u00e9!")))
    site = site_for(tmp_path, name, signed.secret)
    assert asked(site, name, *wrong) == [401] * len(wrong)
    assert site.stored() == []
    assert site.intake is not None
    assert site.intake.counted.requests == {("mail", "not_proved"): len(wrong)}
    kept = list(kept_aside(tmp_path / "lake" / "aside"))
    assert [(one.key, one.body) for one in kept] == [(f"mk_{name}", b"")] * len(wrong)


@pytest.mark.parametrize(
    ("name", "seconds"), [("sendgrid", 25 * 3600), ("amazon_ses", 25 * 3600), ("mailgun", 12 * 3600), ("resend", 300)]
)
def test_a_signature_is_good_for_as_long_as_its_provider_tries_again_and_no_longer(
    name: str, seconds: int, tmp_path: Path
) -> None:
    signed = SIGNERS[name]()
    for late, status in ((seconds - 1, 200), (seconds + 1, 401), (-299, 200), (-301, 401)):
        site = site_for(tmp_path / str(late), name, signed.secret, NOW + timedelta(seconds=late))
        assert asked(site, name, signed) == [status], late


@pytest.mark.parametrize("stamp", ["", "yesterday", "-1", "1" * 400, "١٢٣"])
def test_a_time_that_is_none_is_too_old(stamp: str, tmp_path: Path) -> None:
    signed = mailgun(stamp)
    assert asked(site_for(tmp_path, "mailgun", signed.secret), "mailgun", signed) == [401]


def test_mailguns_signature_cannot_be_put_under_another_event(tmp_path: Path) -> None:
    """It signs a time and a token alone, so each token is good for one event; told again, that one is fine."""
    signed = mailgun()
    forged = replace(signed, body=signed.body.replace(b"delivered", b"complained"))
    assert asked(site_for(tmp_path, "mailgun", signed.secret), "mailgun", signed, forged, signed) == [200, 401, 200]


def test_an_event_that_mailgun_tells_again_under_a_new_signature_is_one(tmp_path: Path) -> None:
    signed = mailgun()
    site = site_for(tmp_path, "mailgun", signed.secret)
    assert asked(site, "mailgun", signed, mailgun(str(int(STAMP) + 60))) == [200, 200]
    assert len(site.stored()) == 1


@pytest.mark.parametrize("key", ["WRITEKEY", "mk_sendgrid", "sendgrid ", ""])
def test_no_write_key_and_nothing_of_what_is_shown_opens_a_mail_address(key: str, tmp_path: Path) -> None:
    site = site_for(tmp_path, "sendgrid", "")
    [heard] = site.ask(Ask(f"/mail/sendgrid/{key}", [EVENT]))
    assert heard.status in (401, 299)  # an address without a key is no address of ours
    assert site.stored() == []


def test_a_mail_key_opens_nothing_else_and_no_browser_sends_with_one(tmp_path: Path) -> None:
    site = site_for(tmp_path, "sendgrid", "")
    origin = {"Origin": "https://www.example.com"}
    track, page, preflight = site.ask(
        Ask("/v1/track", {"event": "x", "messageId": "m"}, key="sendgrid"),
        Ask("/mail/sendgrid/sendgrid", [EVENT], headers=origin),
        Ask("/mail/sendgrid/sendgrid", method="OPTIONS", headers=origin),
    )
    assert (track.status, page.status, preflight.status) == (401, 403, 405)
    assert not any(name.startswith("access-control") for heard in (page, preflight) for name in heard.headers)
    assert site.stored() == []


def test_until_the_first_mail_key_is_made_providers_are_told_to_try_again(tmp_path: Path) -> None:
    write_keys(tmp_path / "lake")
    [heard] = Site(tmp_path / "lake").ask(Ask("/mail/sendgrid/x", [EVENT]))
    assert (heard.status, heard.headers["retry-after"]) == (503, "5")


@pytest.mark.parametrize(
    ("name", "secret"),
    [("sendgrid", "MFkw"), ("sendgrid", public(rsa.generate_private_key(65537, 2048))), ("sendgrid", "é"),
     ("postal", public(ec.generate_private_key(ec.SECP256R1()))), ("postal", "x"), ("mailgun", "short"),
     ("resend", SIGNING), ("resend", "whsec_x"), ("postmark", "no colon in this"), ("postmark", "name:short"),
     ("amazon_ses", "arn:aws:s3:::mails"), ("brevo", ":a-long-password"), ("mailjet", "a@b:a-long-password")],
)  # fmt: skip
def test_what_can_be_no_secret_is_said_with_what_is_wanted(name: str, secret: str) -> None:
    assert "wanted" in provider(name).wrong_secret(secret)


ORACLE = {"sendgrid": "tracking_webhook_verification_key", "mailgun": "webhook_signing_key",
          "mailersend": "signing_secret", "mandrill": "webhook_key", "postal": "webhook_key",
          "unisender_go": "api_key", "postmark": "webhook_secret"}  # fmt: skip


@pytest.mark.filterwarnings("ignore::anymail.exceptions.AnymailNotSupportedWarning")
@pytest.mark.parametrize("name", ORACLE)
def test_anymail_believes_what_we_believe(name: str) -> None:
    from anymail.exceptions import AnymailWebhookValidationFailure
    from django.test import RequestFactory

    module = importlib.import_module(f"anymail.webhooks.{name}")
    view = next(
        each for key, each in vars(module).items() if key.endswith(("TrackingWebhookView", "CombinedWebhookView"))
    )
    signed = SIGNERS[name]()
    form = name == "mandrill"
    more = {"webhook_url": f"https://tiercel.example/mail/{name}/{name}"} if form else {}
    reader = view(**{ORACLE[name]: signed.secret}, **more)
    kind = "application/x-www-form-urlencoded" if form else "application/json"

    def request(body: bytes) -> Any:
        return RequestFactory().post("/", body, content_type=kind, headers=signed.headers)

    reader.run_validators(request(signed.body))
    if name != "postmark":
        with pytest.raises(AnymailWebhookValidationFailure):
            reader.run_validators(request(signed.body.replace(b"1", b"2") if name == "mailgun" else signed.body + b" "))


@pytest.mark.parametrize("version", ["1", "2"])
def test_amazon_may_sign_by_either_hash_and_with_a_subject(version: str, tmp_path: Path) -> None:
    signed = by_amazon(version=version, Subject="Amazon SES Email Event Notification")
    assert asked(site_for(tmp_path, "amazon_ses", TOPIC), "amazon_ses", signed) == [200]


EVIL = rsa.generate_private_key(65537, 2048)
OF_OTHERS = [
    by_amazon(EVIL),
    by_amazon(TopicArn=TOPIC + "-of-another"),
    by_amazon(version="2", SignatureVersion="3"),
    *(
        by_amazon(SigningCertURL=address)
        for address in (
            CERTIFICATE.replace("https", "http"),
            CERTIFICATE.replace("amazonaws.com", "amazonaws.com.evil.example"),
            CERTIFICATE.replace("sns.eu", "evil.example/sns.eu"),
            CERTIFICATE.replace("https://", "https://evil.example@"),
            CERTIFICATE.replace("eu-west-1", "us-east-1"),
            CERTIFICATE.replace(".pem", ".pem?x=.pem"),
            CERTIFICATE + "\n",
            "https://sns.eu-west-1.amazonaws.com/mine.pem",
        )
    ),
]


@pytest.mark.parametrize("signed", OF_OTHERS)
def test_what_amazon_has_not_signed_for_this_topic_is_refused(signed: Signed, tmp_path: Path) -> None:
    site = site_for(tmp_path, "amazon_ses", TOPIC)
    assert asked(site, "amazon_ses", signed) == [401]
    assert site.stored() == []


def test_a_certificate_that_is_over_proves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outside = Outside(get=lambda _address: b"", do=lambda _work: None)
    outside._certificates[CERTIFICATE] = certificate_of(AMAZON, NOW - timedelta(days=31))
    monkeypatch.setattr("tiercel.collect.events.providers.amazon_ses.outside", outside)
    assert asked(site_for(tmp_path, "amazon_ses", TOPIC), "amazon_ses", by_amazon()) == [401]


def test_until_the_certificate_is_here_amazon_is_told_to_try_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    works: list[Callable[[], None]] = []
    pem = certificate_of(AMAZON).public_bytes(Encoding.PEM)
    got = {CERTIFICATE: pem}
    monkeypatch.setattr(
        "tiercel.collect.events.providers.amazon_ses.outside", Outside(get=got.__getitem__, do=works.append)
    )
    site, ask = site_for(tmp_path, "amazon_ses", TOPIC), Ask("/mail/amazon_ses/amazon_ses", by_amazon().body)

    def get_it() -> None:
        works.pop()()

    # It is asked for once, however many wait for it, and the answers do not wait.
    assert in_one_run(site, [ask, ask, get_it, ask]) == [503, 503, 200]
    assert works == []
    assert len(site.stored()) == 1


def test_a_topic_that_wants_to_be_let_in_is_visited_at_amazon_and_nowhere_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    visited: list[str] = []
    outside = Outside(get=lambda address: visited.append(address) or b"", do=lambda work: work())  # type: ignore[func-returns-value]
    outside._certificates[CERTIFICATE] = certificate_of(AMAZON)
    monkeypatch.setattr("tiercel.collect.events.providers.amazon_ses.outside", outside)
    good = f"https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn={TOPIC}&Token=2336412f"
    said = {"Type": "SubscriptionConfirmation", "Token": "2336412f"}
    site = site_for(tmp_path, "amazon_ses", TOPIC)
    evil = good.replace("sns.eu-west-1.amazonaws.com", "169.254.169.254")
    signed = [by_amazon(**said, SubscribeURL=address) for address in (good, evil)]
    assert asked(site, "amazon_ses", *signed, by_amazon(EVIL, **said, SubscribeURL=good + "x")) == [200, 200, 401]
    assert visited == [good]
    assert site.stored() == []
