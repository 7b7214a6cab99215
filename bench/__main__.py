"""`make bench`: every workload against its yardstick in the same run, one process each.

    python -m bench              all of them
    python -m bench slots plan   some of them

Prints ratios and growth exponents; the exit status is 1 when a gate or a goal was not passed.
What could not be measured, because its yardstick cannot be had here, is named at the end.
"""

import subprocess
import sys
import time
from pathlib import Path

from bench import NOT_MEASURED

FOLDER = Path(__file__).parent
NAMES = sorted(file.stem for file in FOLDER.glob("*.py") if not file.stem.startswith("_"))


def main(asked: list[str]) -> int:
    """Run the asked workloads (or all) one after the other; 1 when one of them failed."""
    if unknown := [name for name in asked if name not in NAMES]:
        print(f"unknown: {', '.join(unknown)}  (names: {', '.join(NAMES)})", file=sys.stderr)
        return 2
    ended = {name: _status(name) for name in asked or NAMES}
    missed = [name for name, status in ended.items() if status == NOT_MEASURED]
    failed = [name for name, status in ended.items() if status not in (0, NOT_MEASURED)]
    print(
        f"\n{'failed: ' + ', '.join(failed) if failed else 'all gates that were measured passed'}"
    )
    if missed:
        print(f"not measured: {', '.join(missed)}")
    return 1 if failed else 0


def _status(name: str) -> int:
    """Its exit status; a process of its own, so that no workload warms or burdens the next one."""
    print(f"\n— {name} —", flush=True)
    began = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", f"bench.{name}"], cwd=FOLDER.parent, check=False)
    print(f"  ({time.perf_counter() - began:.0f} s)", flush=True)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
