"""Words that are spelt alike everywhere, so that a slip is seen even where every row has it."""

WELL_KNOWN: dict[str, tuple[str, ...]] = {
    "industry": tuple(
        """accounting advertising aerospace agriculture airlines apparel architecture automotive aviation banking biotechnology
        broadcasting chemicals communications construction consulting cosmetics defense education electronics employment energy
        engineering entertainment environmental finance fintech food gaming government healthcare hospitality hospitals insurance
        investment legal legislative leisure logistics machinery manufacturing marketing media medical mining nonprofit oil
        pharmaceuticals publishing railroads recreation recruiting research restaurants retail security semiconductors
        services shipping software sports steel technology telecommunications textiles tobacco tourism transportation travel
        utilities warehousing wholesale""".split()
    ),
    "type": ("customer", "prospect", "partner", "competitor", "supplier", "investor", "reseller", "renewal", "expansion"),
    "ownership": ("public", "private", "subsidiary", "government", "partnership"),
}
