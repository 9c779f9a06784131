"""A real identity provider in a process of its own: `python identity_provider.py PORT CLIENT_REDIRECT`.

Canaille keeps its people in memory here. Ada's, Fay's and Eve's addresses are checked; Mallory's is not, though it is
the same as Ada's.
"""

import datetime
import logging
import sys
from typing import Any

PASSWORD = "at the provider, another"
CLIENT, SECRET = "tiercel-test", "a secret between two machines"
PEOPLE = {
    "ada": "ada@tiercel.example",
    "fay": "fay@tiercel.example",
    "gus": "gus@tiercel.example",
    "eve": "eve@tiercel.example",
    "mallory": "ada@tiercel.example",
}
CHECKED = "{% if user.user_name == 'mallory' %}false{% else %}true{% endif %}"


def make_app(port: int, redirect: str) -> Any:
    import canaille
    from canaille.app import models
    from canaille.backends import Backend
    from canaille.oidc.jose import make_default_rsa_jwk

    config = {
        "SECRET_KEY": "of the provider alone, and nobody else's",
        "SERVER_NAME": f"127.0.0.1:{port}",
        "PREFERRED_URL_SCHEME": "http",
        "SESSION_COOKIE_NAME": "provider",
        "CANAILLE": {"DATABASE": "memory", "JAVASCRIPT": False, "ACL": {"DEFAULT": {"PERMISSIONS": ["use_oidc"]}}},
        "CANAILLE_OIDC": {"ACTIVE_JWKS": [make_default_rsa_jwk().as_dict(private=True)]},
    }
    app = canaille.create_app(config=config)
    app.config["CANAILLE_OIDC"]["USERINFO_MAPPING"]["EMAIL_VERIFIED"] = CHECKED
    with app.app_context():
        for name, email in PEOPLE.items():
            Backend.instance.save(
                models.User(user_name=name, family_name=name, formatted_name=name, emails=[email], password=PASSWORD)
            )
        client = models.Client(
            client_id=CLIENT,
            client_secret=SECRET,
            client_name="Tiercel",
            client_uri="http://127.0.0.1",
            redirect_uris=[redirect],
            grant_types=["authorization_code"],
            response_types=["code"],
            scope=["openid", "profile", "email"],
            token_endpoint_auth_method="client_secret_basic",
            client_id_issued_at=datetime.datetime.now(datetime.UTC),
        )
        Backend.instance.save(client)
        client.audience = [client]
        Backend.instance.save(client)
    return app


if __name__ == "__main__":
    from werkzeug.serving import run_simple

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    run_simple("127.0.0.1", int(sys.argv[1]), make_app(int(sys.argv[1]), sys.argv[2]), threaded=True)
