"""A real client, sending until it is ended: run by the interpreter of `.venv/clients`, which has no Tiercel.

real_client.py CLIENT PORT FILE    writes the id of each event that the server said it stored to FILE, a line each
"""

import gzip
import json
import logging
import sys
import time
from pathlib import Path

import requests

logging.disable(logging.CRITICAL)
NAME, PORT = sys.argv[1], int(sys.argv[2])
FILE = Path(sys.argv[3]).open("a", buffering=1)  # noqa: SIM115 - until the process is ended
HOST = f"http://127.0.0.1:{PORT}"


def note_what_was_acknowledged() -> None:
    """All four clients send by requests: whatever they do with an answer, this is what they were told."""
    send = requests.adapters.HTTPAdapter.send

    def noting(adapter, request, *rest, **more):
        response = send(adapter, request, *rest, **more)
        if response.status_code == 200 and request.body:
            body = request.body if isinstance(request.body, bytes) else request.body.encode()
            said = json.loads(gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body)
            events = said.get("batch") or said.get("data") or []
            FILE.write("".join(f"{e.get('messageId') or e.get('uuid') or e.get('eid')}\n" for e in events))
        return response

    requests.adapters.HTTPAdapter.send = noting


def segment():
    from segment.analytics import Client

    client = Client("WRITEKEY", host=HOST, upload_interval=0.1, max_retries=1, gzip=True, timeout=5)
    return lambda n: client.track(f"u-{n}", "Demo Requested", {"n": n})


def rudder():
    from rudderstack.analytics import Client

    client = Client("WRITEKEY", host=HOST, upload_interval=0.1, max_retries=1, timeout=5)
    return lambda n: client.track(f"u-{n}", "Demo Requested", {"n": n})


def posthog():
    from posthog import Posthog

    client = Posthog("phc_KEY", host=HOST, flush_interval=0.1, flush_at=20, max_retries=1, timeout=5)
    return lambda n: client.capture("demo_requested", distinct_id=f"u-{n}", properties={"n": n})


def snowplow():
    from snowplow_tracker import Emitter, StructuredEvent, Tracker

    emitter = Emitter("127.0.0.1", "http", PORT, batch_size=5, request_timeout=5, max_retry_delay_seconds=1)
    tracker = Tracker("ns", emitter, app_id="abm")
    return lambda n: tracker.track(StructuredEvent("demo", "request", value=n))


note_what_was_acknowledged()
send_one = {"segment": segment, "rudder": rudder, "posthog": posthog, "snowplow": snowplow}[NAME]()
for number in range(10**9):
    send_one(number)
    time.sleep(0.005)
