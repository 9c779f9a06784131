"""What is answered to a page that asks for the web tag: the script with the choices of the page's key in it."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import brotli

PATH = "/t.js"
SOURCE = Path(__file__).with_name("tag.js")
# A change of a key's choices reaches every page within so many seconds.
SECONDS_KEPT = 300
ENDED = "// This write key has ended: nothing is sent.\nwindow.tiercel=function(){};window.tiercel.on=1;\n"
UNKNOWN = "// There is no such write key. Copy the line again from Settings, Collecting.\n"
ALWAYS = {
    "content-type": "text/javascript; charset=utf-8",
    "cross-origin-resource-policy": "cross-origin",
    "access-control-allow-origin": "*",
    "x-content-type-options": "nosniff",
    "vary": "accept-encoding",
}


@dataclass(frozen=True)
class Answer:
    """An HTTP answer, whoever gives it."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def answer(query: str, headers: Mapping[str, str], keys: Mapping[str, Any]) -> Answer:
    """The tag of the key that the query names, as `key=wk_…`; without one, the tag of pages that say all by themselves.

    headers   of the request, by lower-case names: accept-encoding, if-none-match
    keys      each write key with its choices, as `write_keys.json` has them
    """
    named = parse_qs(query).get("key", [""])[0]
    key = keys.get(named)
    if named and key is None:
        return Answer(404, ALWAYS | {"cache-control": "no-store"}, UNKNOWN.encode())
    text = ENDED if key and key.get("ended") else script(named, key or {})
    kind = _encoding(headers.get("accept-encoding", ""))
    body, version = _packed(text, kind)
    kept = ALWAYS | {"cache-control": f"public, max-age={SECONDS_KEPT}", "etag": f'"{version}"'}
    if version in headers.get("if-none-match", ""):
        return Answer(304, kept, b"")
    return Answer(200, kept | ({"content-encoding": kind} if kind else {}), body)


def script(key: str, choices: Mapping[str, Any]) -> str:
    """The script as it is served; a choice that is not made is the one that sends and keeps the least.

    >>> script("wk_1", {"consent": "until_refused"}).splitlines()[1][:47]
    'const S={"key":"wk_1","consent":"until_refused"'
    """
    forms = choices.get("forms", "off")
    chosen = {
        "key": key,
        "consent": choices.get("consent", "wait"),
        "storage": choices.get("storage", "cookie"),
        "gpc": choices.get("on_gpc", "nothing"),
        "forms": "off" if forms == "off" else "on",
        "identify": "on" if forms == "mail" else "off",
    }
    # Within a function of its own: what it calls S is nobody else's.
    return _short().replace("(() => {", "(() => {\nconst S=" + json.dumps(chosen, separators=(",", ":")) + ";", 1)


@lru_cache(maxsize=1)
def _short() -> str:
    """The source without its comments and its indentation; `//` begins a comment there only at the start of a line."""
    lines = (line.strip() for line in SOURCE.read_text(encoding="utf-8").splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//")) + "\n"


@lru_cache(maxsize=1024)
def _packed(text: str, kind: str) -> tuple[bytes, str]:
    """The text as it travels, with a version that differs for each form of it."""
    content = text.encode()
    if kind == "br":
        body = bytes(brotli.compress(content, quality=11))
    else:
        body = gzip.compress(content, mtime=0) if kind == "gzip" else content
    return body, hashlib.sha256(body).hexdigest()[:20]


def _encoding(accepted: str) -> str:
    """The shortest form that the browser takes: br, gzip, or empty for the text itself."""
    weights = dict(_weight(each) for each in accepted.split(",") if each.strip())
    return next((kind for kind in ("br", "gzip") if weights.get(kind, 0) > 0), "")


def _weight(coding: str) -> tuple[str, float]:
    name, _, weight = coding.partition(";")
    try:
        return name.strip(), float(weight.replace(" ", "").removeprefix("q=") or 1)
    except ValueError:
        return name.strip(), 0
