"""What stands in the lake for all to read names nobody, and says who is no person."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiercel.collect.events.bots import kind_of_agent, kind_of_visit
from tiercel.collect.events.clear import LONGEST, Clear, address_of, clear_of, unnamed
from tiercel.collect.events.message import Message
from tiercel.collect.events.seen import seen_of
from tiercel.collect.visits.network import NOWHERE
from tiercel.collect.visits.remembering import remembered

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def clear(type: str = "page", **more: Any) -> Clear:  # noqa: A002 - as messages call it
    return clear_of(seen_of(Message(type=type, id="1", happened_at=NOON, received_at=NOON, **more)), NOWHERE)


@pytest.mark.parametrize(
    "agent",
    [
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/131.0.0.0 Safari/537.36",
        "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Safari/604.1",
        "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/131.0.0.0 Mobile Safari/537.36",
        "",
    ],
)  # fmt: skip
def test_browsers_of_people_are_no_bots(agent: str) -> None:
    assert kind_of_agent(agent) == ""


@pytest.mark.parametrize(
    ("agent", "kind"),
    [
        ("Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)", "crawler"),
        ("Mozilla/5.0 AppleWebKit/537.36 compatible; GPTBot/1.2; +https://openai.com/gptbot", "crawler"),
        ("WhatsApp/2.23.20.0", "preview"),
        ("Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)", "preview"),
        ("BarracudaCentral", "scanner"),
        ("Mozilla/5.0 (compatible; Mimecast URL Protect)", "scanner"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/130.0.0.0 Safari/537.36", "automation"),
        ("python-requests/2.32", "automation"),
    ],
)  # fmt: skip
def test_crawlers_previews_scanners_and_programs_are_told_apart(agent: str, kind: str) -> None:
    assert kind_of_agent(agent) == kind


def test_who_opens_the_link_of_a_mail_from_a_data_centre_is_a_scanner_and_from_a_home_is_not() -> None:
    browser = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/131.0.0.0 Safari/537.36"
    assert kind_of_visit(browser, "email", "cloud") == "scanner"
    assert kind_of_visit(browser, "email", "provider") == ""
    assert kind_of_visit(browser, "cpc", "cloud") == ""


def test_queries_go_but_for_the_campaign() -> None:
    url = (
        "https://Shop.Example.com/a?email=ada@example.com&token=17&utm_campaign=spring&utm_source=news&utm_medium=email"
    )
    found = clear(context={"page": {"url": url, "referrer": "https://search.example/?q=ada"}}).place
    assert (found.host, found.path, found.referrer_host) == ("shop.example.com", "/a", "search.example")
    assert (found.campaign, found.campaign_source, found.campaign_medium) == ("spring", "news", "email")


def test_an_app_that_keeps_its_places_after_a_hash_has_them_in_its_paths() -> None:
    page = {"url": "https://app.example.com/app?token=1", "path": "/app"}
    said = {"path": "/app#/orders/7?mail=ada@example.com"}
    for found in (
        clear(properties=said | {"url": page["url"]}),
        clear("track", properties=said, context={"page": page}),
    ):
        assert (found.place.host, found.place.path) == ("app.example.com", "/app#/orders/7")
    assert clear(context={"page": page}).place.path == "/app"
    assert clear(properties={"path": "/a#id_token=x"}).place.path == "/a"


def test_texts_of_megabytes_are_read_and_not_remembered() -> None:
    long = "https://example.com/" + "a" * 1_000_000
    assert clear("track", name="form " * 200_000, properties={"url": long}).form == ""
    assert len(clear(properties={"url": long}).place.path) == LONGEST
    asked: list[int] = []
    ask = remembered(10)(lambda text: asked.append(len(text)))
    for text in ("short", "short", long, long):
        ask(text)
    assert asked == [5, len(long), len(long)]


@given(st.emails(), st.sampled_from(["https://example.com/{}", "https://example.com/?u={}&utm_campaign={}", "{}"]))
def test_no_mail_address_survives_in_any_text(mail: str, form: str) -> None:
    text = form.replace("{}", mail)
    found = address_of(text)
    said = (found.host, found.path, found.campaign, found.source, found.medium, unnamed(text))
    assert not any("@" in each for each in said)


@pytest.mark.parametrize(
    ("name", "properties", "form"),
    [
        ("Form Submitted", {"form": "demo"}, "demo"),
        ("form_submit", {"form_id": 12}, "12"),
        ("Form Submitted", {}, "form"),
        ("Platform Opened", {}, ""),
        ("Form Viewed", {"form": "demo"}, ""),
    ],
)
def test_a_form_is_one_that_was_sent(name: str, properties: dict[str, Any], form: str) -> None:
    assert clear("track", name=name, properties=properties).form == form


@pytest.mark.parametrize("said", [float("nan"), "90", None, True, -5, 1e12])
def test_seconds_are_those_that_can_be(said: Any) -> None:
    seconds = clear("track", name="Time Spent", properties={"seconds": said}).seconds
    assert seconds is None or 0 <= seconds <= 86400
