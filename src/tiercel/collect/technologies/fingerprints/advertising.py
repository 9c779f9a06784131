"""Tags of advertising platforms."""

from tiercel.collect.technologies.fingerprint import Fingerprint

CATEGORY = "Advertising"

KNOWN = (
    Fingerprint("Meta Pixel", hosts=("connect.facebook.net",), paths=("facebook.com/tr?",)),
    Fingerprint(
        "LinkedIn Insight Tag", hosts=("snap.licdn.com", "px.ads.linkedin.com"), scripts=("_linkedin_partner_id",)
    ),
    Fingerprint("Google Ads", hosts=("googleadservices.com",), paths=("gtag/js?id=AW-",)),
    Fingerprint("Microsoft Advertising", hosts=("bat.bing.com",)),
    Fingerprint("TikTok Pixel", hosts=("analytics.tiktok.com",)),
    Fingerprint("AdRoll", hosts=("adroll.com",)),
)
