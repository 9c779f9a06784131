"""How Arrow keeps what comes again and again in events: instants, and words."""

import pyarrow as pa

INSTANT = pa.timestamp("us", tz="UTC")
WORD = pa.dictionary(pa.int32(), pa.string())
