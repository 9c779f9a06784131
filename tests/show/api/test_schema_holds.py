"""The description of the API is true: schemathesis finds no call, fitting or not, that is answered otherwise."""

from dataclasses import replace
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from tests.conftest import Cast
from tests.flow.market import NOW, account, person, profile, tiers_document
from tests.show.api.conftest import token_of

from tiercel.core.settings import Settings
from tiercel.records.models import Contact, ContactAccount, Deal, Target


@pytest.fixture
def api_schema(transactional_db: None, cast: Cast, workspace: Settings, settings: Any) -> Any:
    """The description as the server gives it, before a small market: accounts, people, deals, targets, versions."""
    settings.WORKSPACE = replace(workspace, api_per_minute=10**9)
    accounts = [account(name, value) for name, value in (("Acme", 900), ("Bolt", 800), ("Cargo", 700))]
    person("Reem", "Account executive")
    for each in accounts:
        contact = Contact.objects.create(name=f"At {each.name}", email="a@b.example", received_at=NOW)
        ContactAccount.objects.create(contact=contact, account=each, made_at=NOW)
        Deal.objects.create(name="Deal", account=each, received_at=NOW, outcome="open")
        Target.objects.create(account=each, tier=1, made_at=NOW)
    tiers_document()
    profile()
    from tiercel.show.web.asgi import application

    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", application)
    token = token_of(cast.ada)

    @schema.auth()
    class Key:
        def get(self, case: Any, context: Any) -> str:
            return token

        def set(self, case: Any, data: str, context: Any) -> None:
            case.headers = {**(case.headers or {}), "Authorization": f"Bearer {data}"}

    return schema


schema = schemathesis.pytest.from_fixture("api_schema")


@pytest.mark.slow
@schema.parametrize()
@settings(
    max_examples=8,
    derandomize=True,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_as_the_description_says(case: Any) -> None:
    case.call_and_validate()
