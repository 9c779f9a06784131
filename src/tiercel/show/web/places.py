"""Where the navigation leads, and what else a page declares about itself: a way, a section of the settings, actions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from tiercel.records.models import User
from tiercel.show.web.access import READER

Count = Callable[[User], int]


@dataclass(frozen=True)
class Way:
    """One entry of the navigation. A module of views/ declares it as `WAY`, and nothing else has to be edited.

    name     of the address that it opens
    order    its place: the smaller, the nearer to the beginning
    least    the least role that may open it
    places   names of addresses that belong to it, beside its own and those that begin with one of these and a hyphen
    thumb    whether it stands in the bar of a phone, rather than under "More"
    badge    how many things wait there for this user; it is asked on every page, so it must cost next to nothing
    """

    name: str
    label: Promise
    icon: str
    order: int
    least: str = READER
    places: tuple[str, ...] = ()
    thumb: bool = False
    badge: Count | None = None


@dataclass(frozen=True)
class Section:
    """One section of the settings, declared as `SECTION` (or several as `SECTIONS`) in a module of views/.

    name     of the address that it opens
    places   names of further addresses at which it is the current one
    """

    name: str
    label: Promise
    order: int
    least: str = READER
    places: tuple[str, ...] = ()


@dataclass(frozen=True)
class Action:
    """Something that people look for by what they want to do, as "Import files"; declared in `ACTIONS`.

    name    of the address where it is done
    query   what follows the address, as "state=proposed"
    words   other words that people may type for it
    asked   whether it is found only by who types for it, and not offered to everybody
    """

    label: Promise
    name: str
    icon: str
    least: str = READER
    query: str = ""
    words: Promise | str = ""
    asked: bool = False
