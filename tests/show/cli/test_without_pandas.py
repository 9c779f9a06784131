"""What nobody uses is not loaded: it is half a second of every command."""

import subprocess
import sys

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
