"""What moves the simulated market: the log-odds that attributes and people add to the chance to win."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Effects:
    """The planted truth, in log-odds unless another unit is in the name.

    levels          of a category, by attribute; a level that is not named adds nothing
    slopes          of a number, by attribute, for one standard deviation (of its logarithm, save for growth)
    technologies    for an account that uses the product
    roles           for a deal in which somebody of that role is engaged
    types           for a deal of that type, beside a new one; renewals have their own: churn
    account_spread  standard deviation of what an account's deals share beyond its attributes
    win_rate        share of new deals that are won
    value_slopes    by how much the logarithm of the amount rises with one standard deviation of the attribute
    churn_levels, churn_slopes  to the chance that a subscription is not renewed
    churn_base      log-odds of that on an account on which nothing else acts
    """

    levels: Mapping[str, Mapping[str, float]] = field(
        default_factory=lambda: {
            "industry": {
                "Logistics": 0.8,
                "E-commerce": 0.6,
                "Financial Services": -0.5,
                "Education": -0.7,
                "Public Sector": -1.0,
            },
            "source": {"Referral": 0.6, "List": -0.5},
            "fulfilment_model": {"Third party": 0.5, "Dropshipping": -0.6},
            "compliance_need": {"High": 0.7},
        }
    )
    slopes: Mapping[str, float] = field(
        default_factory=lambda: {"employees": 0.4, "growth": 0.4, "shipping_volume": 0.5}
    )
    technologies: Mapping[str, float] = field(default_factory=lambda: {"Parcelgrid": 1.0, "Shipwright One": -1.0})
    roles: Mapping[str, float] = field(
        default_factory=lambda: {
            "champion": 0.7,
            "decision_maker": 0.5,
            "economic_buyer": 0.5,
            "executive_sponsor": 0.4,
            "blocker": -0.8,
        }
    )
    types: Mapping[str, float] = field(default_factory=lambda: {"expansion": 0.9, "cross_sell": 0.5})
    account_spread: float = 0.5
    win_rate: float = 0.27
    value_slopes: Mapping[str, float] = field(default_factory=lambda: {"employees": 0.45, "shipping_volume": 0.2})
    churn_levels: Mapping[str, Mapping[str, float]] = field(
        default_factory=lambda: {"fulfilment_model": {"Dropshipping": 0.9}, "compliance_need": {"High": -0.7}}
    )
    churn_slopes: Mapping[str, float] = field(default_factory=lambda: {"employees": -0.5})
    churn_base: float = -1.5

    @property
    def drivers(self) -> tuple[str, ...]:
        """The account attributes that move the chance to win."""
        levels = [name for name, effects in self.levels.items() if any(effects.values())]
        slopes = [name for name, slope in self.slopes.items() if slope]
        return (*levels, *slopes, *(("technologies",) if any(self.technologies.values()) else ()))

    def scaled(self, by: float) -> "Effects":
        """The same market with every effect on the chance to win times `by`; 0 makes winning pure luck."""
        return replace(
            self,
            levels={name: _times(effects, by) for name, effects in self.levels.items()},
            slopes=_times(self.slopes, by),
            technologies=_times(self.technologies, by),
            roles=_times(self.roles, by),
        )


def _times(effects: Mapping[str, float], by: float) -> dict[str, float]:
    return {name: effect * by for name, effect in effects.items()}


DEFAULT = Effects()
NOTHING = DEFAULT.scaled(0)
