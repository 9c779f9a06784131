"""What a client hears, and that it hears only the truth about what is stored."""

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.awaited import awaited
from tests.collect.events.asking import Ask, Site, write_keys

from tiercel.collect.events.aside import kept_aside
from tiercel.collect.events.dialect import DIALECTS
from tiercel.core.parts import parts

TRACK = {"type": "track", "event": "Demo Requested", "userId": "u-1", "messageId": "m-1"}


def track(message: str, **more: object) -> dict[str, object]:
    return TRACK | {"messageId": message} | more


def reasons(site: Site) -> list[str]:
    return [one.reason for one in kept_aside(site.lake / "aside")]


@pytest.mark.parametrize(
    "ask",
    [
        Ask("/v1/track", TRACK, key="WRITEKEY"),
        Ask("/v1/t", TRACK | {"writeKey": "WRITEKEY"}),
        Ask("/v1/track/", TRACK, headers={"authorization": "Bearer WRITEKEY"}),
        Ask("/v1/track?writeKey=WRITEKEY", TRACK),
        Ask("/v1/track", TRACK, key="WRITEKEY", zipped=True),
        Ask("/v1/track", TRACK, key="WRITEKEY", headers={"content-type": "application/x-www-form-urlencoded"}),
        Ask("/v1/track", json.dumps(TRACK, indent=2).encode(), key="WRITEKEY"),
        Ask("/v1/batch", {"batch": [TRACK], "writeKey": "WRITEKEY"}, zipped=True),
    ],
)
def test_a_key_is_found_wherever_clients_put_it_and_json_whatever_it_is_called(site: Site, ask: Ask) -> None:
    [heard] = site.ask(ask)
    assert (heard.status, heard.said) == (200, {"success": True})
    [message] = site.messages()
    assert (message.name, message.user_id, message.source, message.id) == ("Demo Requested", "u-1", "Website", "m-1")


@pytest.mark.parametrize("key", ["", "WRONG", "OLD"])
def test_an_unknown_or_ended_key_is_refused_and_nothing_kept(site: Site, key: str) -> None:
    [segment, posthog, snowplow] = site.ask(
        Ask("/v1/track", TRACK, key=key),
        Ask("/batch/", {"api_key": key, "batch": [{"event": "x", "uuid": "1"}]}),
        Ask("/com.snowplowanalytics.snowplow/tp2", {"schema": "s", "data": [{"e": "pv", "aid": key}]}),
    )
    assert (segment.status, posthog.status, snowplow.status) == (401, 401, 401)
    assert posthog.said["code"] == "invalid_api_key"
    assert (site.stored(), reasons(site)) == ([], [])


def test_a_client_is_not_told_that_its_key_is_wrong_before_any_key_can_be_read(site: Site) -> None:
    (site.lake / "write_keys.json").unlink()
    [heard] = site.ask(Ask("/v1/track", TRACK, key="WRITEKEY"))
    assert (heard.status, heard.headers["retry-after"]) == (503, "5")


def test_a_broken_file_of_keys_leaves_those_that_were_read(site: Site) -> None:
    from tiercel.collect.events.write_keys import WriteKeys

    now = [0.0]
    keys = WriteKeys(site.lake / "write_keys.json", lambda: now[0])
    assert keys.names() == {"WRITEKEY": "Website", "phc_KEY": "App", "abm": "Shop"}
    (site.lake / "write_keys.json").write_text('{"keys": {')
    now[0] += 5
    assert keys.names() == {"WRITEKEY": "Website", "phc_KEY": "App", "abm": "Shop"}
    write_keys(site.lake, {"NEW": {"name": "New", "ended": False}})
    now[0] += 5
    assert keys.names() == {"NEW": "New"}


def test_a_request_that_is_sent_again_is_stored_once_after_a_restart_too(site: Site) -> None:
    batch = {"batch": [track("a"), track("b")], "writeKey": "WRITEKEY"}
    assert [heard.status for heard in site.ask(Ask("/v1/batch", batch))] == [200]
    assert [heard.status for heard in site.ask(Ask("/v1/batch", batch))] == [200]
    assert len(list((site.lake / "log").iterdir())) == 1
    # Sent again with others, it is stored, and read once.
    site.ask(Ask("/v1/batch", {"batch": [track("b"), track("c")], "writeKey": "WRITEKEY"}))
    assert [one.id for one in site.stored()] == ["a", "b", "c"]


def test_events_without_an_id_are_all_kept_for_they_may_have_happened_twice(site: Site) -> None:
    click = {"type": "track", "event": "Click", "userId": "u-1"}
    site.ask(*[Ask("/v1/track", click, key="WRITEKEY") for _ in range(3)])
    ids = [one.id for one in site.stored()]
    assert len(set(ids)) == 3
    assert ids == [one.id for one in site.stored()]


@pytest.mark.parametrize(
    "ask",
    [
        Ask("/v1/track", track(""), key="WRITEKEY"),
        Ask("/v1/batch", {"batch": [track("a"), track("")]}, key="WRITEKEY"),
        Ask("/batch/", {"api_key": "phc_KEY", "batch": [{"event": "x", "uuid": "", "distinct_id": "u"}]}),
        Ask("/com.snowplowanalytics.snowplow/tp2", {"schema": "s", "data": [{"e": "pv", "aid": "abm", "eid": ""}]}),
    ],
)
def test_an_empty_id_is_none_and_what_comes_with_it_is_never_taken_for_sent_again(site: Site, ask: Ask) -> None:
    for _ in range(2):
        [heard] = site.ask(ask)
        assert heard.status == 200
    without = [one for one in site.stored() if one.id != "a"]
    assert len({one.id for one in without}) == 2


def test_a_large_batch_of_usual_events_is_taken_whole_and_one_event_that_is_too_long_kept_aside(site: Site) -> None:
    wide = {"text": "x" * 1000}
    usual = [track(f"m{n}", properties=wide) for n in range(60)]
    for batch in (usual, [*usual, track("long", properties={"text": "x" * 33_000})]):
        [heard] = site.ask(Ask("/v1/batch", {"batch": batch}, key="WRITEKEY"))
        assert heard.status == 200
    assert [one.id for one in site.stored()] == [f"m{n}" for n in range(60)]
    assert reasons(site) == ["an event of more than 32 KB"]


def test_one_bad_event_of_a_batch_does_not_take_the_others_with_it(site: Site) -> None:
    large = track("large", properties={"text": "x" * 33_000})
    batch = {"batch": [track("a"), None, "text", large, track("b", messageId=17)], "writeKey": "WRITEKEY"}
    [heard] = site.ask(Ask("/v1/batch", batch))
    assert heard.status == 200
    assert [one.id for one in site.stored()] == ["a", "17"]
    kept = list(kept_aside(site.lake / "aside"))
    assert [one.reason for one in kept] == ["no JSON object", "an event of more than 32 KB"]
    assert json.loads(kept[1].body) == large


def test_segments_limits_hold(site: Site) -> None:
    many = {"batch": [track(str(n)) for n in range(2501)], "writeKey": "WRITEKEY"}
    heard = site.ask(
        Ask("/v1/track", track("x", properties={"text": "x" * 33_000}), key="WRITEKEY"),
        Ask("/v1/batch", {"batch": [track(str(n), text="x" * 30_000) for n in range(20)]}, key="WRITEKEY"),
        Ask("/v1/batch", many),
    )
    assert [one.status for one in heard] == [400, 400, 200]
    assert len(site.stored()) == 2500
    assert reasons(site) == ["more than 2500 events in a batch"]


@pytest.mark.parametrize("body", [b"", b"{", b"null", b'"x"', b"\xff\xfe", b"[" * 9000])
@pytest.mark.parametrize("path", ["/v1/batch", "/v1/track", "/batch/", "/e/", "/com.snowplowanalytics.snowplow/tp2"])
def test_what_cannot_be_understood_is_refused_and_kept_aside(site: Site, path: str, body: bytes) -> None:
    [heard] = site.ask(Ask(path, body, key="WRITEKEY"))
    assert heard.status == 400
    assert site.stored() == []
    [kept] = kept_aside(site.lake / "aside")
    assert (kept.body, kept.path) == (body, path.rstrip("/"))


def test_half_an_emoji_does_not_cost_a_client_its_events(site: Site) -> None:
    [heard] = site.ask(Ask("/v1/track", rb'{"event":"a\ud83d","userId":"\\ud83d","messageId":"m"}', key="WRITEKEY"))
    assert heard.status == 200
    [message] = site.messages()
    assert (message.name, message.user_id) == ("a�", r"\ud83d")


def test_numbers_that_nobody_can_hold_do_not_cost_the_event(site: Site) -> None:
    body = b'{"event":"x","userId":"u","properties":{"a":1e999,"b":%b,"c":2}}' % (b"9" * 5000)
    [heard] = site.ask(Ask("/v1/track", body, key="WRITEKEY"))
    assert heard.status == 200
    [message] = site.messages()
    assert message.properties["a"] is None
    assert message.properties["c"] == 2


@pytest.mark.parametrize("minutes_fast", [-90, 0, 90])
def test_a_wrong_clock_of_the_client_is_corrected(site: Site, minutes_fast: int) -> None:
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    site.clock = lambda: now
    theirs = now + timedelta(minutes=minutes_fast)
    happened, sent = theirs - timedelta(seconds=30), theirs - timedelta(seconds=1)
    batch = {"batch": [track("a", timestamp=happened.isoformat())], "sentAt": sent.isoformat(), "writeKey": "WRITEKEY"}
    posthog = {"event": "x", "uuid": "b", "timestamp": happened.isoformat(), "distinct_id": "u"}
    snowplow = {"e": "pv", "eid": "c", "aid": "abm", "dtm": _ms(happened), "stm": _ms(sent)}
    site.ask(
        Ask("/v1/batch", batch),
        Ask("/batch/", {"api_key": "phc_KEY", "batch": [posthog], "sent_at": sent.isoformat()}),
        Ask("/com.snowplowanalytics.snowplow/tp2", {"schema": "s", "data": [snowplow]}),
    )
    assert {message.dialect: message.happened_at for message in site.messages()} == dict.fromkeys(
        ("segment", "posthog", "snowplow"), now - timedelta(seconds=29)
    )


def _ms(instant: datetime) -> str:
    return str(int(instant.timestamp() * 1000))


def test_a_page_of_another_host_may_send_and_read_the_answer(site: Site) -> None:
    origin = {"origin": "https://www.example.com"}
    wanted = {"access-control-request-headers": "anonymousid,authorization"}
    before, after, refused = site.ask(
        Ask("/v1/track", method="OPTIONS", headers=origin | wanted),
        Ask("/v1/track", TRACK, key="WRITEKEY", headers=origin),
        Ask("/v1/track", TRACK, key="WRONG", headers=origin),
    )
    assert (before.status, before.headers["access-control-allow-headers"]) == (204, "anonymousid,authorization")
    for heard in (before, after, refused):
        assert heard.headers["access-control-allow-origin"] == "https://www.example.com"


def test_browsers_clients_are_told_where_to_send(site: Site) -> None:
    settings, config, flags, script, wrong = site.ask(
        Ask("/v1/projects/WRITEKEY/settings", method="GET"),
        Ask("/sourceConfig/?writeKey=WRITEKEY", method="GET"),
        Ask("/flags/?v=2", {"api_key": "phc_KEY"}),
        Ask("/array/phc_KEY/config.js", method="GET"),
        Ask("/v1/projects/WRONG/settings", method="GET"),
    )
    assert settings.said["integrations"]["Segment.io"]["apiHost"] == "tiercel.example/v1"
    assert (config.said["source"]["enabled"], config.said["source"]["destinations"]) == (True, [])
    assert (flags.said["featureFlags"], flags.said["sessionRecording"]) == ({}, False)
    assert b"_POSTHOG_REMOTE_CONFIG" in script.body
    assert wrong.status == 401


def test_everything_else_goes_on_to_the_pages(site: Site) -> None:
    asked = ["/", "/healthz", "/v1", "/v1/unknown", "/api/v1/accounts", "/e/x", "/accounts"]
    assert {heard.status for heard in site.ask(*[Ask(path, method="GET") for path in asked])} == {299}
    [heard] = site.ask(Ask("/v1/track", method="GET"))
    assert heard.status == 405


def test_a_dialect_is_a_part_and_no_list_names_it(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    from types import ModuleType

    from tiercel.collect.events import routing
    from tiercel.collect.events.dialect import Batch, Reply, Route, Taken

    dummy = ModuleType("dummy")
    taken = Taken("WRITEKEY", b"[1]", ["one"], "", Reply(202, b"thanks"))
    vars(dummy)["ROUTES"] = (Route("/dummy/{name}", lambda _: taken, Reply(413)),)
    vars(dummy)["batch_of"] = lambda body, kind: Batch([body], ["one"])
    known = dict(parts(DIALECTS))
    monkeypatch.setattr(routing, "parts", lambda folder: known | {"dummy": dummy})
    [heard] = site.ask(Ask("/dummy/anything", b"x"))
    assert (heard.status, heard.body) == (202, b"thanks")


def test_posthogs_older_shapes_are_taken(site: Site) -> None:
    from base64 import b64encode
    from urllib.parse import quote

    event = {"event": "$pageview", "uuid": "p1", "properties": {"token": "phc_KEY", "distinct_id": "u", "title": "T"}}
    form = b"data=" + quote(b64encode(json.dumps(event | {"uuid": "p2"}).encode())).encode()
    in_query = b64encode(json.dumps(event | {"uuid": "p4"}).encode()).decode()
    heard = site.ask(
        Ask("/e/?_=1795324876000", event),
        Ask("/e/?compression=base64", form),
        Ask("/capture/", [event | {"uuid": "p3"}], zipped=True),
        Ask(f"/e/?data={quote(in_query)}", method="GET"),
    )
    assert [one.status for one in heard] == [200] * 4
    assert sorted(message.id for message in site.messages()) == ["p1", "p2", "p3", "p4"]
    assert {(message.type, message.name) for message in site.messages()} == {("page", "T")}


def test_what_is_kept_aside_goes_after_a_month(site: Site) -> None:
    site.ask(Ask("/v1/track", b"{", key="WRITEKEY"))
    [old] = (site.lake / "aside").iterdir()
    month_ago = old.stat().st_mtime - 31 * 24 * 3600
    os.utime(old, (month_ago, month_ago))
    site.ask(Ask("/v1/track", b"[", key="WRITEKEY"))
    assert [one.body for one in kept_aside(site.lake / "aside")] == [b"["]


def test_snowplows_pixel_is_an_image(site: Site) -> None:
    [heard] = site.ask(Ask("/i?e=se&aid=abm&eid=1&se_ca=demo&se_ac=play&uid=u&dtm=1795324803115", method="GET"))
    assert (heard.status, heard.headers["content-type"], heard.body[:6]) == (200, "image/gif", b"GIF89a")
    [message] = site.messages()
    assert (message.name, message.properties, message.user_id) == ("play", {"category": "demo", "action": "play"}, "u")


def test_the_browsers_wish_not_to_be_sold_is_kept(site: Site) -> None:
    consent = {"categoryPreferences": {"Advertising": False}}
    site.ask(Ask("/v1/track", TRACK | {"context": {"consent": consent}}, key="WRITEKEY", headers={"sec-gpc": "1"}))
    [message] = site.messages()
    assert message.consent == consent | {"gpc": True}


def test_what_is_kept_aside_has_its_bounds(tmp_path: Path) -> None:
    import asyncio

    from tiercel.collect.events.aside import About, Aside

    about = About(at=datetime(2026, 11, 22, tzinfo=UTC), dialect="segment", path="/", key="", reason="x")

    async def keep() -> None:
        aside = Aside(tmp_path, most_bytes=1000)
        for _ in range(10):
            await aside.keep(about, b"x" * 100)
        await asyncio.to_thread(aside.close)

    awaited(keep())
    kept = list(kept_aside(tmp_path))
    assert 1 < len(kept) < 10
    awaited(keep())
    assert list(kept_aside(tmp_path)) == kept


def test_a_page_of_a_site_that_the_key_does_not_name_is_refused_and_servers_are_not(site: Site) -> None:
    sites = {"ONE": {"name": "Shop", "origins": ["https://shop.example"]}, "ANY": {"name": "Blog", "origins": []}}
    write_keys(site.lake, sites)
    asked = [("ONE", "https://shop.example"), ("ONE", "https://shop.example.evil.example"), ("ONE", "null"),
             ("ONE", ""), ("ANY", "https://evil.example")]  # fmt: skip
    heard = site.ask(
        *(
            Ask("/v1/track", track(f"m-{n}"), key=key, headers={"origin": origin} if origin else {})
            for n, (key, origin) in enumerate(asked)
        )
    )
    assert [one.status for one in heard] == [200, 403, 403, 200, 200]
    assert sorted(one.id for one in site.stored()) == ["m-0", "m-3", "m-4"]
    assert heard[1].headers["access-control-allow-origin"] == "https://shop.example.evil.example"


def test_a_batch_of_which_one_event_was_left_out_is_known_when_it_comes_again(site: Site) -> None:
    body = {"batch": [{"event": "x", "messageId": "a"}, {"event": "y" * 40_000, "messageId": "b"}]}
    site.ask(Ask("/v1/batch", body, key="WRITEKEY"))
    site.ask(Ask("/v1/batch", body, key="WRITEKEY"))
    assert site.intake is not None
    assert site.intake.counted.events == {("segment", "duplicate"): 1, ("segment", "kept_aside"): 1}
    assert len(site.stored()) == 1
