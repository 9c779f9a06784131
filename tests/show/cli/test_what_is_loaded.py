"""What a command does not use is not loaded: it is half a second of every command."""

import os
import subprocess
import sys
from pathlib import Path

COMMAND = """
import atexit, sys
atexit.register(lambda: print("pandas" in sys.modules))
import pyarrow
from tiercel.show.cli.main import main
sys.argv = ["tiercel", "--version"]
try:
    main()
finally:
    assert pyarrow.array([1, None]).to_pylist() == [1, None]
    import sklearn.base
"""


def test_a_command_goes_without_pandas_and_arrow_does_too() -> None:
    done = subprocess.run([sys.executable, "-c", COMMAND], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[-1] == "False"


LIST = """
import sys
from tiercel.show.cli.main import main
sys.argv = ["tiercel", "accounts", "list"]
try:
    main()
finally:
    heavy = {"numpy", "pyarrow", "duckdb", "scipy", "openpyxl", "crawleruseragents", "django.test"}
    print(sorted(heavy & set(sys.modules)))
"""


def test_a_list_needs_nothing_that_analyses(tmp_path: Path) -> None:
    environ = {k: v for k, v in os.environ.items() if not k.startswith("DJANGO_")} | {
        "TIERCEL_WORKSPACE": str(tmp_path)
    }
    done = subprocess.run([sys.executable, "-c", LIST], capture_output=True, text=True, check=False, env=environ)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "[]"
