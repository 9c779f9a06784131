"""Who is no person: crawlers, previews of links, scanners of mails, and programs that drive a browser."""

from __future__ import annotations

import re
from functools import cache

from tiercel.collect.visits.network_kinds import CLOUD
from tiercel.collect.visits.remembering import remembered, remembered_of_three

CRAWLER, PREVIEW, SCANNER, AUTOMATION = "crawler", "preview", "scanner", "automation"
# By the kept list's own tags, the more telling first: a scanner of mails also monitors.
_TAGS = {PREVIEW: {"social-preview"}, SCANNER: {"scanner"}, AUTOMATION: {"browser-automation", "http-library"}}
# Gateways that open the links of a mail before it is delivered; the kept list has only some of them.
_MAIL_SCANNERS = re.compile(
    r"barracuda|mimecast|proofpoint|urldefense|safelinks|microsoft office.*(?:existence|protocol) discovery|"
    r"forcepoint|ironport|messagelabs|symantec|trendmicro|trend micro|sophos|fireeye|trellix|zscaler|"
    r"mailguard|spamexperts|cloudmark|hornetsecurity|avanan|fortimail|link ?(?:check|scan)",
    re.IGNORECASE,
)
_CACHED, _LONGEST = 20_000, 500


@remembered(_CACHED)
def kind_of_agent(user_agent: str) -> str:
    """What a user agent says that it is: one of the four above, "" for a person's browser or where nothing is said.

    >>> kind_of_agent("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)")
    'crawler'
    >>> kind_of_agent("Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)")
    'preview'
    >>> kind_of_agent("Mozilla/5.0 (Macintosh; Intel Mac OS X 14_1) AppleWebKit/605.1.15 Version/17.1 Safari/605.1.15")
    ''
    """
    agent = user_agent[:_LONGEST]
    if not agent:
        return ""
    if _MAIL_SCANNERS.search(agent):
        return SCANNER
    # Read and compiled when the first agent is asked about: most commands ask about none.
    import crawleruseragents  # type: ignore[import-untyped]

    if not crawleruseragents.is_crawler(agent):
        return ""
    return next((kind for kind in _TAGS if _pattern(kind).search(agent)), CRAWLER)


@remembered_of_three(_CACHED)
def kind_of_visit(user_agent: str, medium: str, network: str) -> str:
    """The same, and whoever follows the link of a mail from a data centre is taken for the scanner of a mail gateway.

    medium    of the campaign, as the link says it
    network   the kind of network that the visit came from
    """
    kind = kind_of_agent(user_agent)
    if not kind and network == CLOUD and medium.casefold() in ("email", "e-mail", "mail", "newsletter"):
        return SCANNER
    return kind


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    from crawleruseragents import CRAWLER_USER_AGENTS_DATA as known  # noqa: N811

    return re.compile("|".join(each["pattern"] for each in known if _TAGS[kind] & set(each.get("tags", ()))))
