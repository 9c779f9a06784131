"""Marketing automation, forms and consent: their loaders come from servers of their own."""

from tiercel.collect.technologies.fingerprint import Fingerprint

CATEGORY = "Marketing"

KNOWN = (
    Fingerprint(
        "HubSpot",
        hosts=(
            "hs-scripts.com",
            "hsforms.net",
            "hsforms.com",
            "hs-analytics.net",
            "hs-banner.com",
            "hubspot.com.hsforms.com",
        ),
        scripts=("hbspt.forms.create",),
    ),
    Fingerprint("Marketo", hosts=("munchkin.marketo.net",), scripts=("Munchkin.init",)),
    Fingerprint("Salesforce Pardot", hosts=("pi.pardot.com", "go.pardot.com"), scripts=("piAId",)),
    Fingerprint("ActiveCampaign", hosts=("activehosted.com", "trackcmp.net")),
    Fingerprint("Mailchimp", hosts=("list-manage.com", "chimpstatic.com")),
    Fingerprint("Klaviyo", hosts=("klaviyo.com",)),
    Fingerprint("Brevo", hosts=("sibautomation.com", "sibforms.com")),
    Fingerprint("6sense", hosts=("6sc.co", "6sense.com")),
    Fingerprint("Demandbase", hosts=("tag.demandbase.com", "company-target.com")),
    Fingerprint("Clearbit", hosts=("clearbitjs.com", "tag.clearbitscripts.com")),
    Fingerprint("OneTrust", hosts=("cookielaw.org", "onetrust.com")),
    Fingerprint("Cookiebot", hosts=("consent.cookiebot.com",)),
    Fingerprint("Typeform", hosts=("embed.typeform.com",)),
    Fingerprint("Calendly", hosts=("assets.calendly.com",)),
)
