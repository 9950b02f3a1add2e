"""Check what no linter looks at: the length of modules, and what a file gives away."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent

# Past this a module has become two.
MOST_LINES: Final = 400
MOST_LINES_IN_TESTS: Final = 500

# Where packages come from is for each machine to say, and a path of one machine
# means nothing on another.
GIVEAWAYS: Final = {
    "the host of a package registry": re.compile(
        r"\b(?:pypi|pythonhosted|proxy\.golang|deb\.debian)\.org\b"
        r"|\b(?:npmjs|yarnpkg|jsdelivr|unpkg|nodesource)\.(?:com|net|org)\b"
    ),
    "a path of one machine": re.compile(r"(?<![\w.*})/-])/(?:work|root)/\w"),
}


def _files() -> list[Path]:
    """Return what is committed, and what would be if everything were added."""
    # A clone made by another user than the one who reads it is a clone all the same.
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    listed = subprocess.run(
        [*command, "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    names = sorted(set(listed.stdout.split("\0")) - {""})
    return [path for name in names if (path := ROOT / name).is_file()]


def _faults(path: Path) -> list[str]:
    """Say what is wrong with one file."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        return []  # A picture.
    name = path.relative_to(ROOT)
    most = MOST_LINES_IN_TESTS if name.parts[0] == "tests" else MOST_LINES
    faults = [
        f"{name}:{number}: {what}"
        for number, line in enumerate(lines, start=1)
        for what, pattern in GIVEAWAYS.items()
        if pattern.search(line)
    ]
    if path.suffix in {".py", ".pyi"} and len(lines) > most:
        faults.append(f"{name}: {len(lines)} lines, and {most} is the most")
    return faults


def main() -> int:
    """Print every fault, and fail if there is one."""
    faults = [fault for path in _files() for fault in _faults(path)]
    print("\n".join(faults) or "No file is too long or gives anything away.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
