"""Chats and help desks that pages carry."""

from tiercel.collect.technologies.fingerprint import Fingerprint

CATEGORY = "Chat and support"

KNOWN = (
    Fingerprint("Intercom", hosts=("widget.intercom.io", "js.intercomcdn.com"), scripts=("intercomSettings",)),
    Fingerprint("Drift", hosts=("js.driftt.com", "drift.com")),
    Fingerprint("Zendesk", hosts=("zdassets.com",)),
    Fingerprint("Freshworks", hosts=("wchat.freshchat.com", "widget.freshworks.com")),
    Fingerprint("LiveChat", hosts=("cdn.livechatinc.com",)),
    Fingerprint("Crisp", hosts=("client.crisp.chat",)),
    Fingerprint("Tawk.to", hosts=("embed.tawk.to",)),
    Fingerprint("Qualified", hosts=("js.qualified.com",)),
    Fingerprint("Goftino", hosts=("goftino.com",)),
)
