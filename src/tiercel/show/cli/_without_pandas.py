"""Commands begin without pandas: nothing here uses it, and several libraries load it wherever they find it."""

import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec


class _Absent(MetaPathFinder):
    """Says of pandas that it is not there; what is used here of other libraries does without it.

    No name in `sys.modules` does that as well: DuckDB takes what is there for loaded, and looks into it.
    """

    def find_spec(self, fullname: str, *_where: object) -> ModuleSpec | None:
        if fullname == "pandas":
            raise ModuleNotFoundError(
                "the commands of Tiercel go without pandas: show/cli/_without_pandas.py", name=fullname
            )
        return None


def go_without_pandas() -> None:
    """For the rest of this process; one that has loaded it already keeps it.

    It comes along with the solver of tiers. Arrow alone would load it for the first array that is made: half a second
    of a processor, in every command and every process that serves.
    """
    if "pandas" not in sys.modules:
        sys.meta_path.insert(0, _Absent())
