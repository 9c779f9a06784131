"""What was filled in after a deal ended is told from what was known before. Runs on SQLite and on PostgreSQL."""

import numpy as np
import pytest
from tests.records.conftest import Import

from tiercel.flow.profile.closed_deals import closed_deals

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = 30


def accounts(partner: str = "", industry: str = "Software") -> str:
    rows = [f"A{n},Name {n},{industry},{partner}" for n in range(ROWS)]
    return "\n".join(["Account ID,Account Name,Industry,Partner", *rows])


def deals(closed_on: str) -> str:
    rows = [f"D{n},Deal {n},A{n},Closed Won,{closed_on},2020-01-01" for n in range(ROWS)]
    return "\n".join(["Opportunity ID,Opportunity Name,Account ID,Stage,Close Date,Created Date", *rows])


def test_what_a_later_import_fills_in_was_filled_after_the_deals_that_had_ended(import_texts: Import) -> None:
    import_texts({"accounts.csv": accounts("", ""), "deals.csv": deals("2025-01-01")}, keep_unknown=True)
    import_texts({"accounts.csv": accounts("Northwind")}, keep_unknown=True)
    filled = closed_deals().cases.filled
    assert set(filled) == {"industry", "custom.partner"}
    assert np.all(filled["custom.partner"] > 300)


def test_what_came_with_the_first_export_has_no_history(import_texts: Import) -> None:
    import_texts({"accounts.csv": accounts("Northwind"), "deals.csv": deals("2025-01-01")}, keep_unknown=True)
    assert closed_deals().cases.filled == {}


def test_what_we_held_before_the_deal_ended_was_known_before(import_texts: Import) -> None:
    import_texts({"accounts.csv": accounts(), "deals.csv": deals("2090-01-01")})
    assert np.all(closed_deals().cases.filled["industry"] < 0)


def test_a_changed_value_was_there_before_it_changed(import_texts: Import) -> None:
    import_texts({"accounts.csv": accounts(), "deals.csv": deals("2025-01-01")})
    import_texts({"accounts.csv": accounts(industry="Retail")})
    assert closed_deals().cases.filled == {}
