"""Systems that make the pages, which say so or leave their paths."""

from tiercel.collect.technologies.fingerprint import Fingerprint

CATEGORY = "Content management"

KNOWN = (
    Fingerprint("WordPress", generators=("WordPress",), paths=("/wp-content/", "/wp-includes/")),
    Fingerprint(
        "Drupal",
        generators=("Drupal",),
        attributes=("data-drupal-selector",),
        headers=("x-drupal-cache", "x-generator: drupal"),
    ),
    Fingerprint("Joomla", generators=("Joomla",), paths=("/media/jui/",)),
    Fingerprint("TYPO3", generators=("TYPO3",), paths=("/typo3temp/", "/typo3conf/")),
    Fingerprint(
        "Webflow",
        generators=("Webflow",),
        hosts=("assets.website-files.com", "cdn.prod.website-files.com"),
        attributes=("data-wf-page", "data-wf-site"),
    ),
    Fingerprint("Wix", generators=("Wix.com",), hosts=("static.parastorage.com", "static.wixstatic.com")),
    Fingerprint(
        "Squarespace", generators=("Squarespace",), hosts=("static1.squarespace.com", "assets.squarespace.com")
    ),
    Fingerprint("Ghost", generators=("Ghost",)),
    Fingerprint("Contentful", hosts=("images.ctfassets.net", "assets.ctfassets.net")),
    Fingerprint("Sitecore", paths=("/-/media/", "/sitecore/"), attributes=("data-sc-id",)),
    Fingerprint("Adobe Experience Manager", paths=("/etc.clientlibs/", "/content/dam/")),
    Fingerprint(
        "HubSpot CMS", generators=("HubSpot",), hosts=("hubspotusercontent-na1.net", "hubspotusercontent-eu1.net")
    ),
    Fingerprint("Framer", generators=("Framer",), hosts=("framerusercontent.com",)),
)
