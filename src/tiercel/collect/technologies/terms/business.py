"""Products that sales, marketing, support, finance and people work with."""

# ruff: noqa: E501  a list of words is read as a list

from tiercel.collect.technologies.fingerprint import Term

CATEGORY = "Business application"

KNOWN = (
    Term("Salesforce", spellings=("SFDC",)),
    Term("HubSpot"),
    Term("Marketo"),
    Term("Pardot"),
    Term("Outreach", exact=True, beside=("outreach.io", "salesloft", "gong", "salesforce")),
    Term("Salesloft"),
    Term("Gong", exact=True, beside=("salesforce", "outreach", "salesloft", "hubspot")),
    Term("ZoomInfo"),
    Term("Apollo.io"),
    Term("6sense"),
    Term("Demandbase"),
    Term("Zendesk"),
    Term("Intercom", exact=True),
    Term("ServiceNow"),
    Term("Jira"),
    Term("Confluence", exact=True),
    Term("Asana", exact=True),
    Term("Slack", exact=True),
    Term("Notion", exact=True),
    Term("Airtable"),
    Term("NetSuite"),
    Term("SAP", exact=True),
    Term("Workday", exact=True),
    Term("QuickBooks"),
    Term("Xero", exact=True),
    Term("Stripe", exact=True),
    Term("Shopify"),
    Term("Figma"),
    Term("Adobe Photoshop", spellings=("Photoshop",)),
    Term("Segment", exact=True, beside=("cdp", "mixpanel", "amplitude", "rudderstack", "twilio segment")),
    Term("Amplitude", exact=True, beside=("mixpanel", "segment", "analytics")),
    Term("Mixpanel"),
    Term("Google Analytics"),
    Term("Google Ads", spellings=("AdWords", "Google AdWords")),
    Term("Twilio"),
    Term("Microsoft Dynamics", spellings=("Dynamics 365",)),
    Term("Pipedrive"),
    Term("Zoho"),
    Term("WordPress"),
    Term("Webflow"),
    Term("Excel", spellings=("Microsoft Excel",), exact=True),
    Term("AutoCAD"),
    Term("SolidWorks"),
)  # fmt: skip
