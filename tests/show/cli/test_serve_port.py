"""The port that is asked for is the port of everything: the pages, and the links in mails."""

import json
import os
import subprocess
import sys
from pathlib import Path

SERVED = """
import json, sys, uvicorn

def said(_app, **given):
    from tiercel.flow.send_mail import link_to
    print(json.dumps([given["port"], link_to("/x")]))

uvicorn.run = said
sys.argv = ["tiercel", "serve", "--port", "8451", "--no-worker"]
from tiercel.show.cli.main import main
main()
"""


def test_links_in_mails_lead_to_the_port_that_was_asked_for(tmp_path: Path) -> None:
    own = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    told = subprocess.run(
        [sys.executable, "-c", SERVED],
        env=own | {"TIERCEL_WORKSPACE": str(tmp_path / "ws")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(told.stdout.splitlines()[-1]) == [8451, "http://localhost:8451/x"]
