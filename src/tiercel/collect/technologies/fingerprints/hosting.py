"""Networks and servers that answer for a page, by their headers and addresses."""

from tiercel.collect.technologies.fingerprint import Fingerprint

CATEGORY = "Hosting"

KNOWN = (
    Fingerprint("Cloudflare", headers=("cf-ray", "server: cloudflare"), paths=("/cdn-cgi/",)),
    Fingerprint("Vercel", headers=("x-vercel-id", "server: vercel"), paths=("/_vercel/",)),
    Fingerprint("Netlify", headers=("x-nf-request-id", "server: netlify")),
    Fingerprint("Amazon CloudFront", hosts=("cloudfront.net",), headers=("x-amz-cf-id",)),
    Fingerprint("Amazon S3", hosts=("s3.amazonaws.com",)),
    Fingerprint("Akamai", hosts=("akamaihd.net", "akamaized.net"), headers=("x-akamai-transformed",)),
    Fingerprint("Fastly", headers=("x-served-by: cache-",), hosts=("global.ssl.fastly.net",)),
    Fingerprint("Heroku", headers=("via: vegur",)),
    Fingerprint("nginx", headers=("server: nginx",)),
    Fingerprint("Apache HTTP Server", headers=("server: apache",)),
    Fingerprint("Microsoft IIS", headers=("server: microsoft-iis",)),
    Fingerprint("ArvanCloud", headers=("server: arvancloud",), hosts=("arvanstorage.ir", "arvanstorage.com")),
)
