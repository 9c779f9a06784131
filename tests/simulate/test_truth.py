"""The planted truth can be found again by an oracle that knows where to look, and noise is noise."""

from dataclasses import replace
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
import statsmodels.api as sm
from scipy import stats

from tiercel.simulate.effects import DEFAULT, NOTHING
from tiercel.simulate.market import Market, make_market

UNTIL = date(2026, 1, 1)


def test_a_logistic_regression_on_the_true_attributes_covers_the_planted_log_odds():
    """15 coefficients within four standard errors: by chance alone one seed in a thousand fails."""
    effects = replace(DEFAULT, roles={}, types={}, account_spread=0.0)
    made = make_market(11, until=UNTIL, accounts=12_000, deals=12_000, effects=effects)
    design, planted = _design(_closed_new_deals(made))
    fit = sm.Logit(design.pop("won"), np.column_stack([np.ones(len(design["growth"])), *design.values()])).fit(disp=0)
    error = np.abs(fit.params[1:] - [planted[name] for name in design])
    assert len(design) == 15
    assert np.all(error < 4 * fit.bse[1:])
    assert np.all(fit.bse[1:] < 0.3)


def test_deals_are_won_as_often_as_their_true_chance_says(market: Market):
    """A slope of one and an intercept of nought, each within four standard errors (one in 8,000 by chance)."""
    deals = market.truth.deals.append_column("outcome", market.tables["deals"]["outcome"])
    assert deals["deal"].equals(market.tables["deals"]["external_id"])
    closed = deals.filter(pc.not_equal(deals["outcome"], "open"))
    won = pc.equal(closed["outcome"], "won").to_numpy().astype(float)
    fit = sm.Logit(won, sm.add_constant(closed["log_odds"].to_numpy())).fit(disp=0)
    assert abs(fit.params[1] - 1) < 4 * fit.bse[1] < 0.4
    # A lost deal ends sooner than a won one would have, so that a few more losses than wins are seen by the end.
    assert -0.25 < fit.params[0] < 4 * fit.bse[0]


def test_roles_raise_the_chance_by_what_was_planted(market: Market):
    """On the log-odds themselves: what is left after an account's fit is the roles, the type and luck."""
    role_labels = {"champion": "Champion", "blocker": "Blocker"}
    taking = market.tables["deal_contacts"]
    rows = _closed_new_deals(market)
    rest = rows["log_odds"].to_numpy() - rows["fit"].to_numpy()
    for role, label in role_labels.items():
        present = pc.is_in(rows["external_id"], taking.filter(pc.equal(taking["role"], label))["deal"]).to_numpy()
        gain = rest[present].mean() - rest[~present].mean()
        # A quarter of the roles were never written down, and so sit on the other side.
        assert np.sign(gain) == np.sign(DEFAULT.roles[role])
        assert 0.6 * abs(DEFAULT.roles[role]) < abs(gain) < 1.2 * abs(DEFAULT.roles[role])


def test_noise_has_nothing_to_do_with_fit(market: Market):
    """Nine tests of p above 0.0005: one seed in 200 fails by chance."""
    rows = _accounts(market)
    for name in market.truth.noise:
        column = f"{name}_minor" if f"{name}_minor" in rows.column_names else name
        known = rows.filter(rows[column].is_valid())
        fit = known["fit"].to_numpy()
        if pa.types.is_string(known[column].type):
            levels = known[column].to_pylist()
            groups = [fit[[level == each for level in levels]] for each in sorted(set(levels))]
            p = stats.f_oneway(*[group for group in groups if group.size > 1]).pvalue
        else:
            p = stats.spearmanr(known[column].to_numpy(), fit).pvalue
        assert p > 0.0005, name


def test_a_proxy_goes_with_fit_though_it_does_nothing(market: Market):
    rows = _accounts(market)
    for name in ("revenue_minor", "offices"):
        known = rows.filter(rows[name].is_valid())
        assert stats.spearmanr(known[name].to_numpy(), known["fit"].to_numpy()).statistic > 0.2


def test_cells_are_blank_whether_or_not_the_account_is_good(market: Market):
    rows = _accounts(market)
    fit = rows["fit"].to_numpy()
    for name in ("employees", "growth", "shipping_volume", "fulfilment_model", "funding_minor"):
        blank = rows[name].is_null().to_numpy()
        assert stats.ttest_ind(fit[blank], fit[~blank]).pvalue > 0.0005


def test_where_nothing_is_planted_winning_is_luck():
    made = make_market(until=UNTIL, accounts=1000, deals=500, effects=NOTHING)
    truth = made.truth
    assert truth.drivers == ()
    assert truth.roles == ()
    assert set(truth.accounts["fit"].to_pylist()) == {0.0}
    assert {"industry", "employees", "technologies", "revenue"} <= set(truth.noise)


def test_drivers_proxies_and_noise_do_not_overlap(market: Market):
    truth = market.truth
    groups = [set(truth.drivers), set(truth.proxies), set(truth.noise), set(truth.leaks["accounts"])]
    assert sum(map(len, groups)) == len(set.union(*groups))


def test_customers_that_should_leave_do():
    """Dropshippers' subscriptions end more often: planted at 0.9 log-odds, told apart by chance in 999 of 1,000."""
    made = make_market(5, until=UNTIL, accounts=8000, deals=8000)
    renewals = made.tables["deals"].filter(pc.equal(made.tables["deals"]["type"], "renewal"))
    joined = _beside(renewals.drop(["type"]), "account", made.tables["accounts"], "external_id")
    won = pc.equal(joined["outcome"], "won").to_numpy(zero_copy_only=False)
    model = np.array(joined["fulfilment_model"].to_pylist(), dtype=object)
    assert won[model == "Dropshipping"].mean() < won[model == "In house"].mean() - 0.05


def test_the_oracle_would_notice_a_wrong_truth():
    """The same oracle, told that shipping does nothing, is more than four standard errors off."""
    effects = replace(DEFAULT, roles={}, types={}, account_spread=0.0)
    design, _ = _design(_closed_new_deals(make_market(11, until=UNTIL, accounts=6000, deals=6000, effects=effects)))
    fit = sm.Logit(design.pop("won"), np.column_stack([np.ones(len(design["growth"])), *design.values()])).fit(disp=0)
    place = 1 + list(design).index("shipping_volume")
    assert fit.params[place] > 4 * fit.bse[place]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_an_account_with_a_good_fit_wins_more(seed: int):
    rows = _closed_new_deals(make_market(seed, until=UNTIL, accounts=3000, deals=2000))
    won, fit = pc.equal(rows["outcome"], "won").to_numpy(), rows["fit"].to_numpy()
    best = fit > np.quantile(fit, 0.75)
    assert won[best].mean() > 1.5 * won[~best].mean()


def _accounts(market: Market) -> pa.Table:
    return _beside(market.tables["accounts"], "external_id", market.truth.accounts, "account")


def _closed_new_deals(market: Market) -> pa.Table:
    deals = market.tables["deals"].select(["external_id", "account", "type", "outcome"])
    deals = _beside(deals, "external_id", market.truth.deals, "deal")
    closed = deals.filter(pc.and_(pc.equal(deals["type"], "new"), pc.not_equal(deals["outcome"], "open")))
    return _beside(closed, "account", _accounts(market).drop(["type"]), "external_id")


def _beside(left: pa.Table, key: str, right: pa.Table, right_key: str) -> pa.Table:
    """The rows of the left that the right knows, in their order, with the columns of the right."""
    found = pc.index_in(left[key], right[right_key].combine_chunks())
    left, found = left.filter(found.is_valid()), found.drop_null()
    for name in right.column_names:
        if name != right_key and name not in left.column_names:
            left = left.append_column(name, right[name].take(found))
    return left


def _design(rows: pa.Table) -> tuple[dict[str, np.ndarray], dict[str, float]]:
    """Columns of true attributes for rows that have them all, and what was planted for each."""
    wanted = [
        "industry",
        "source",
        "fulfilment_model",
        "compliance_need",
        "employees",
        "growth",
        "shipping_volume",
        "technologies",
    ]
    rows = rows.select([*wanted, "outcome"]).drop_null()
    rows = rows.filter(pc.invert(pc.is_in(rows["industry"], pa.array(["Logistcs", "Helthcare"]))))
    design: dict[str, np.ndarray] = {"won": pc.equal(rows["outcome"], "won").to_numpy().astype(float)}
    planted: dict[str, float] = dict(DEFAULT.slopes)
    design["employees"] = np.log(rows["employees"].to_numpy() / 220) / 1.3
    design["growth"] = (rows["growth"].to_numpy() - 0.08) / 0.15
    design["shipping_volume"] = np.log(rows["shipping_volume"].to_numpy() / 6000) / 1.4
    for name, effects in DEFAULT.levels.items():
        for level, effect in effects.items():
            design[level] = pc.equal(rows[name], level).to_numpy().astype(float)
            planted[level] = effect
    used = rows["technologies"].to_pylist()
    for name, effect in DEFAULT.technologies.items():
        design[name] = np.array([name in row for row in used], dtype=float)
        planted[name] = effect
    return design, planted
