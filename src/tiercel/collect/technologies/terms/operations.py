"""Clouds and what runs software."""

from tiercel.collect.technologies.fingerprint import Term

CATEGORY = "Cloud and operations"

KNOWN = (
    Term("AWS", spellings=("Amazon Web Services", "Amazon Web Services (AWS)"), exact=True),
    Term("Google Cloud", spellings=("GCP", "Google Cloud Platform"), exact=True),
    Term("Microsoft Azure", spellings=("Azure",), exact=True),
    Term("Kubernetes", spellings=("k8s",)),
    Term("Docker", exact=True),
    Term("Terraform"),
    Term("Ansible", exact=True),
    Term("Jenkins", exact=True),
    Term("GitHub Actions"),
    Term("CircleCI"),
    Term("Datadog"),
    Term("Grafana"),
    Term("Prometheus", exact=True),
    Term("Sentry", exact=True, beside=("datadog", "monitoring", "observability", "error track")),
    Term("nginx"),
    Term("Linux", exact=True),
    Term("Heroku"),
    Term("Vercel"),
    Term("Cloudflare"),
    Term("Kafka Connect"),
    Term("Helm", exact=True, beside=("kubernetes", "k8s")),
    Term("Pulumi"),
    Term("Git", exact=True),
    Term("GitLab"),
    Term("OpenTelemetry"),
)  # fmt: skip
