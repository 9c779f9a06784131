"""The part that somebody is likely to take in a purchase: from department and seniority, or from what the CRM says."""

from collections.abc import Mapping

from tiercel.normal.text import compared

Role = tuple[str, float]

# How often a person of such a title takes the part, as the field describes buying groups; a setting of nobody's yet,
# so modest. That somebody is a champion or a blocker stands in no title: it comes from the CRM alone.
_LEADS = ("owner", "c_level", "vp", "director")
_EXECUTIVE: Mapping[str, Role] = {
    "owner": ("economic_buyer", 0.6),
    "c_level": ("executive_sponsor", 0.7),
    "vp": ("executive_sponsor", 0.6),
    "director": ("decision_maker", 0.5),
}
_MONEY = frozenset({"finance", "purchasing"})
_SYSTEMS = frozenset({"it", "engineering"})
_ADVISE = frozenset({"consulting", "legal", "research"})

# The roles that CRMs offer by default, in the form of `compared`.
_CRM_ROLES = {
    "business user": "user",
    "end user": "user",
    "user": "user",
    "technical user": "user",
    "influencer": "influencer",
    "evaluator": "influencer",
    "recommender": "influencer",
    "legal and compliance": "influencer",
    "decision maker": "decision_maker",
    "approver": "decision_maker",
    "economic decision maker": "economic_buyer",
    "economic buyer": "economic_buyer",
    "budget holder": "economic_buyer",
    "technical buyer": "it_expert",
    "technical decision maker": "it_expert",
    "it expert": "it_expert",
    "champion": "champion",
    "coach": "champion",
    "internal champion": "champion",
    "blocker": "blocker",
    "gatekeeper": "blocker",
    "detractor": "blocker",
    "executive sponsor": "executive_sponsor",
    "sponsor": "executive_sponsor",
}
SURE_OF_CRM = 0.95


def buying_role(seniority: str, department: str, sure: float, crm_role: str = "") -> Role:
    """The part in a purchase, with its confidence in [0, 1].

    sure      the confidence of seniority and department together, in [0, 1]
    crm_role  what the CRM calls the contact's part, in its own words; it decides where we know the word

    >>> buying_role("director", "finance", 0.8), buying_role("professional", "sales", 0.8, "Decision Maker")
    (('economic_buyer', 0.56), ('decision_maker', 0.95))
    """
    said = _CRM_ROLES.get(compared(crm_role))
    if said:
        return said, SURE_OF_CRM
    role, likely = _by_title(seniority, department)
    return role, round(likely * sure, 4)


def _by_title(seniority: str, department: str) -> Role:
    leads = seniority in _LEADS
    if department == "executive" and leads:
        return _EXECUTIVE[seniority]
    if department in _MONEY and leads:
        return "economic_buyer", 0.7
    if department in _SYSTEMS:
        return ("decision_maker", 0.5) if seniority in ("owner", "c_level") else ("it_expert", 0.7)
    if leads:
        return _lead(seniority, department)
    if seniority in ("manager", "senior") or department in _ADVISE | _MONEY:
        return "influencer", 0.6
    return "user", 0.7 if department != "other" else 0.5


def _lead(seniority: str, department: str) -> Role:
    if seniority == "c_level" and department == "operations":
        return "executive_sponsor", 0.6
    return "decision_maker", 0.7 if department not in _ADVISE else 0.5
