"""What a page writes twice, and what page after page writes the same.

`{% capture heading %}…{% endcapture %}` keeps what it renders as a variable. `{% kept each %}…{% endkept %}` keeps what
it renders for the pages that follow, and renders it again where `each` is another value than before.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.translation import get_language

from tiercel.show.web.language import calendar, numbering

register = template.Library()
MOST = 500
# What somebody typed stands in it: five hundred long ones would fill the memory.
MOST_LETTERS = 50_000


class CaptureNode(template.Node):
    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name = name
        self.nodelist = nodelist

    def render(self, context: Context) -> str:
        context[self.name] = self.nodelist.render(context)
        return ""


class KeptNode(template.Node):
    """Renders once for each value, language, calendar and digits; the longest unused of 500 is forgotten."""

    def __init__(self, values: list[FilterExpression], nodelist: NodeList) -> None:
        self.values = values
        self.nodelist = nodelist
        self.rendered: OrderedDict[Hashable, str] = OrderedDict()
        # To look for a value asks in Python whether others equal it: meanwhile another thread could take it out.
        self.one_at_a_time = Lock()

    def render(self, context: Context) -> str:
        values = tuple(value.resolve(context) for value in self.values)
        key = (get_language(), calendar(), numbering(), values)
        with self.one_at_a_time:
            found = self.rendered.pop(key, None)
        if found is None:
            found = self.nodelist.render(context)
        if len(found) <= MOST_LETTERS:
            with self.one_at_a_time:
                self.rendered[key] = found
                if len(self.rendered) > MOST:
                    self.rendered.popitem(last=False)
        return found


@register.tag
def capture(parser: Parser, token: Token) -> CaptureNode:
    _, name = token.split_contents()
    nodelist = parser.parse(("endcapture",))
    parser.delete_first_token()
    return CaptureNode(name, nodelist)


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """What stands inside is made of these values alone (frozen, so that they can be told apart), never of who asks."""
    _, *values = token.split_contents()
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode([parser.compile_filter(value) for value in values], nodelist)
