"""Runs every comparison of this folder in a process of its own, and keeps what each said in bench-results/.

python -m bench                 all of them
python -m bench scorecard       those named
python -m bench -- --rows 1000  the rest goes to each comparison
"""

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
RESULTS = FOLDER.parent / "bench-results"
NOT_COMPARISONS = {"__init__", "__main__", "interleaved"}


def comparisons() -> list[str]:
    """Every module with a `main()`; those that begin with an underscore are parts of others."""
    names = (path.stem for path in sorted(FOLDER.glob("*.py")))
    return [name for name in names if name not in NOT_COMPARISONS and not name.startswith("_")]


def main(arguments: list[str]) -> int:
    split = arguments.index("--") if "--" in arguments else len(arguments)
    named, passed_on = arguments[:split], arguments[split + 1 :]
    unknown = sorted(set(named) - set(comparisons()))
    if unknown:
        sys.exit(f"There is no comparison {', '.join(unknown)}. There are: {', '.join(comparisons())}.")
    RESULTS.mkdir(exist_ok=True)
    failed = [name for name in named or comparisons() if not run(name, passed_on)]
    if failed:
        print(f"Failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def run(name: str, passed_on: list[str]) -> bool:
    """One comparison, its lines shown as they come and kept in a file."""
    print(f"── {name}", flush=True)
    command = [sys.executable, "-u", "-m", f"bench.{name}", *passed_on]
    with (
        (RESULTS / f"{name}.txt").open("w", encoding="utf-8") as kept,
        subprocess.Popen(command, cwd=FOLDER.parent, stdout=subprocess.PIPE, text=True) as process,
    ):
        for line in process.stdout or ():
            print(line, end="", flush=True)
            kept.write(line)
    return process.returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
