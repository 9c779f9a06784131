"""How much of a file we open, so that a small file cannot fill the machine."""

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Limits:
    """max_file_mb       of the file as it lies there
    max_unzipped_mb   of what it unpacks to
    max_ratio         unpacked to packed, above 10 MB unpacked; honest tables reach about 50
    max_sheet_cells   of the rectangle around a worksheet, which is held in memory
    max_sheet_mb      of its texts, likewise
    max_cell_chars    longer cells are set aside
    max_columns       wider tables are refused
    """

    max_file_mb: int = 4_000
    max_unzipped_mb: int = 16_000
    max_ratio: int = 400
    max_sheet_cells: int = 40_000_000
    max_sheet_mb: int = 4_000
    max_cell_chars: int = 100_000
    max_columns: int = 4_000
