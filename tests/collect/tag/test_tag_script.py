"""The web tag as it travels: small, kept by browsers, with the choices of its key; and nothing of an ended one."""

import gzip
import json
import re

import brotli
import pytest

from tiercel.collect.tag import tag

KEYS = {
    "wk_1": {"name": "Website", "ended": False, "origins": [], "consent": "until_refused", "storage": "none",
             "on_gpc": "anonymous", "forms": "mail"},
    "wk_2": {"name": "Old", "ended": True, "origins": []},
}  # fmt: skip


def chosen(text: str) -> dict[str, str]:
    found = re.search(r"const S=({.*?});", text)
    assert found is not None
    told: dict[str, str] = json.loads(found[1])
    return told


def test_the_tag_weighs_less_than_3_kb_gzipped() -> None:
    text = tag.script("wk_" + "0" * 24, KEYS["wk_1"])
    assert len(gzip.compress(text.encode())) < 3000
    assert len(tag.answer("key=wk_1", {"accept-encoding": "gzip"}, KEYS).body) < 3000


def test_comments_stay_with_us_and_no_code_is_lost_with_them() -> None:
    source = tag.SOURCE.read_text(encoding="utf-8")
    lines = [line.strip() for line in source.splitlines()]
    code = [line for line in lines if line and not line.startswith("//")]
    # Only whole lines are taken away: a text over several lines would be hurt, and no other comment would go.
    assert not any(re.search(r"`|/\*|\s//\s", line) for line in code)
    kept = tag.script("", {}).splitlines()
    assert [line for line in kept if not line.startswith("const S=")] == code


def test_a_page_gets_the_choices_of_its_key_and_nothing_is_sent_by_default_before_consent() -> None:
    text = tag.answer("key=wk_1", {}, KEYS).body.decode()
    assert chosen(text) == {"key": "wk_1", "consent": "until_refused", "storage": "none", "gpc": "anonymous",
                            "forms": "on", "identify": "on"}  # fmt: skip
    assert chosen(tag.answer("", {}, KEYS).body.decode()) == {
        "key": "", "consent": "wait", "storage": "cookie", "gpc": "nothing", "forms": "off", "identify": "off",
    }  # fmt: skip


def test_an_ended_key_gets_a_tag_that_does_nothing_and_an_unknown_one_is_told() -> None:
    ended = tag.answer("key=wk_2", {}, KEYS)
    assert ended.status == 200
    assert b"fetch" not in ended.body
    unknown = tag.answer("key=wk_3", {}, KEYS)
    assert (unknown.status, unknown.headers["cache-control"]) == (404, "no-store")
    assert b"no such write key" in unknown.body


@pytest.mark.parametrize(
    ("accepted", "kind"),
    [("gzip, deflate, br, zstd", "br"), ("gzip", "gzip"), ("br;q=0, gzip;q=0.5", "gzip"), ("", ""), ("br;q=x", "")],
)
def test_it_travels_in_the_shortest_form_that_the_browser_takes(accepted: str, kind: str) -> None:
    found = tag.answer("key=wk_1", {"accept-encoding": accepted}, KEYS)
    assert found.headers.get("content-encoding", "") == kind
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}[kind]
    assert unpack(found.body).decode() == tag.script("wk_1", KEYS["wk_1"])


def test_browsers_keep_it_for_minutes_and_ask_whether_it_changed() -> None:
    first = tag.answer("key=wk_1", {"accept-encoding": "br"}, KEYS)
    assert first.headers["cache-control"] == "public, max-age=300"
    assert first.headers["cross-origin-resource-policy"] == "cross-origin"
    again = {"accept-encoding": "br", "if-none-match": first.headers["etag"]}
    assert (tag.answer("key=wk_1", again, KEYS).status, tag.answer("key=wk_1", again, KEYS).body) == (304, b"")
    changed = {"wk_1": KEYS["wk_1"] | {"consent": "wait"}}
    assert tag.answer("key=wk_1", again, changed).status == 200
