"""How the documentation is built: Markdown, with a reference written from the code, and nothing from the network."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from docs.reference_pages import write  # noqa: E402

write(HERE / "reference" / "generated")

project = "Tiercel"
author = "The Tiercel authors"
copyright = "The Tiercel authors"  # noqa: A001
extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "Tiercel"
html_copy_source = False
html_show_sphinx = False
