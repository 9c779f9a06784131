"""Where machines ask whether it lives, is ready, and how much it does; anybody may, and hears little."""

from tiercel.show.web.access import ANYONE, Address
from tiercel.show.web.probes import healthz, read_metrics, readyz

ADDRESSES = (
    Address("healthz", "healthz", healthz, ANYONE),
    Address("readyz", "readyz", readyz, ANYONE),
    # Its own guard: this machine, or the token.
    Address("metrics", "metrics", read_metrics, ANYONE),
)
