"""Analytics and tag managers, by the servers that their tags come from."""

from tiercel.collect.technologies.fingerprint import Fingerprint

CATEGORY = "Analytics"

KNOWN = (
    Fingerprint(
        "Google Analytics",
        hosts=("google-analytics.com",),
        paths=("googletagmanager.com/gtag/js?id=G-", "googletagmanager.com/gtag/js?id=UA-"),
    ),
    Fingerprint(
        "Google Tag Manager",
        paths=("googletagmanager.com/gtm.js", "googletagmanager.com/ns.html"),
        scripts=("gtm.start",),
    ),
    Fingerprint("Segment", hosts=("cdn.segment.com", "api.segment.io")),
    Fingerprint("RudderStack", hosts=("cdn.rudderlabs.com",)),
    Fingerprint("Mixpanel", hosts=("cdn.mxpnl.com", "api.mixpanel.com")),
    Fingerprint("Amplitude", hosts=("cdn.amplitude.com", "api.amplitude.com")),
    Fingerprint("PostHog", hosts=("i.posthog.com", "app.posthog.com"), scripts=("posthog.init",)),
    Fingerprint("Heap", hosts=("heapanalytics.com",)),
    Fingerprint("Matomo", paths=("/matomo.js", "/piwik.js"), scripts=("_paq.push",)),
    Fingerprint("Plausible", hosts=("plausible.io",)),
    Fingerprint("Hotjar", hosts=("static.hotjar.com",), scripts=("_hjSettings",)),
    Fingerprint("Microsoft Clarity", hosts=("clarity.ms",)),
    Fingerprint("FullStory", hosts=("fullstory.com",)),
    Fingerprint("Optimizely", hosts=("cdn.optimizely.com",)),
    Fingerprint("Yandex Metrica", hosts=("mc.yandex.ru",)),
    Fingerprint("Baidu Tongji", hosts=("hm.baidu.com",)),
)
