"""Web sites where anybody may have a page: as a company's web site they say nothing of which company it is."""

_LISTED = """
    facebook.com fb.com fb.me instagram.com linkedin.com lnkd.in twitter.com x.com youtube.com youtu.be tiktok.com
    pinterest.com vk.com ok.ru t.me telegram.me telegram.org whatsapp.com wa.me weibo.com weixin.com wechat.com
    zhihu.com douyin.com aparat.com snapchat.com threads.net reddit.com medium.com substack.com wordpress.com
    blogspot.com blogger.com tumblr.com blogfa.com mihanblog.com wixsite.com wix.com weebly.com squarespace.com
    webflow.io godaddysites.com jimdo.com jimdosite.com strikingly.com business.site google.com github.com github.io
    gitlab.com notion.site notion.so carrd.co linktr.ee about.me crunchbase.com xing.com etsy.com ebay.com amazon.com
    alibaba.com made-in-china.com myshopify.com bit.ly yelp.com tripadvisor.com wikipedia.org eventbrite.com
    meetup.com herokuapp.com vercel.app netlify.app pages.dev web.app firebaseapp.com azurewebsites.net
"""
OPEN_SITES = frozenset(_LISTED.split())


def is_open_site(domain: str) -> bool:
    """Whether anybody may have a page on a domain.

    >>> is_open_site("linkedin.com"), is_open_site("example.com")
    (True, False)
    """
    return domain in OPEN_SITES
