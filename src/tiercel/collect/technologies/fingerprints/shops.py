"""Web shops and payments."""

from tiercel.collect.technologies.fingerprint import Fingerprint

CATEGORY = "Commerce"

KNOWN = (
    Fingerprint(
        "Shopify", hosts=("cdn.shopify.com",), headers=("x-shopid", "x-shopify-stage"), scripts=("Shopify.theme",)
    ),
    Fingerprint("WooCommerce", generators=("WooCommerce",), paths=("/plugins/woocommerce/",)),
    Fingerprint("Magento", paths=("/static/frontend/", "/mage/"), attributes=("data-mage-init",)),
    Fingerprint("PrestaShop", generators=("PrestaShop",)),
    Fingerprint("BigCommerce", hosts=("cdn11.bigcommerce.com",)),
    Fingerprint("Stripe", hosts=("js.stripe.com",)),
    Fingerprint("PayPal", hosts=("paypalobjects.com",), paths=("paypal.com/sdk/js",)),
    Fingerprint(
        "Salesforce Commerce Cloud", hosts=("demandware.net", "demandware.static"), paths=("/on/demandware.static/",)
    ),
)
