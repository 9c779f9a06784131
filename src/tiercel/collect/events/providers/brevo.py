"""Brevo, which signs nothing: a name and password stand in the address that it is given."""

from tiercel.collect.events.provider import PASSWORD
from tiercel.collect.events.providers._checks import not_by_password as wrong_with
from tiercel.collect.events.providers._checks import wrong_password as wrong_secret

LABEL = "Brevo"
PROOF = PASSWORD

__all__ = ["LABEL", "PROOF", "wrong_secret", "wrong_with"]
