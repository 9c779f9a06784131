"""What messages of other collectors are written in; asked before anything is loaded that reads them."""

from tiercel.core.parts import part_names


def is_dialect(name: str) -> bool:
    return name in part_names("tiercel.collect.events.dialects")
