"""Where the pages of our users' sites get the web tag; anybody may."""

from tiercel.show.web.access import ANYONE, Address
from tiercel.show.web.tag import tag

ADDRESS = Address("t.js", "tag", tag, ANYONE)
