from datetime import date

import pytest

from tiercel.simulate.market import Market, make_market

UNTIL = date(2026, 1, 1)


@pytest.fixture(scope="session")
def market() -> Market:
    return make_market(until=UNTIL)
