"""Known holes of what the packages are built of, by pip-audit; where its data cannot be reached, one line says so."""

import json
import subprocess
import sys
from pathlib import Path

LOCK = Path(__file__).resolve().parent / "requirements-build.txt"
SECONDS = 120
UNREACHED = "pip-audit could not reach its data here: nothing was asked about known holes."


def told(answer: str) -> tuple[int, str]:
    """The exit code and the words for what pip-audit answered as JSON; a part that it could not ask about is told."""
    try:
        parts = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return 0, UNREACHED
    skipped = [part["name"] for part in parts if "skip_reason" in part]
    holes = [f"{part['name']} {part['version']}: {hole['id']}" for part in parts for hole in part.get("vulns", ())]
    if parts and len(skipped) == len(parts):
        return 0, UNREACHED
    words = [f"{len(parts) - len(skipped)} of {len(parts)} parts were asked about, {len(holes)} known holes.", *holes]
    return bool(holes), "\n  ".join(words + ([f"not asked about: {', '.join(skipped)}"] if skipped else []))


def main() -> int:
    """1 where a hole is known, else 0."""
    command = [sys.executable, "-m", "pip_audit", "--progress-spinner", "off", "--format", "json", "--timeout", "10"]
    command += ["--disable-pip", "--requirement", str(LOCK)]
    try:
        done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=SECONDS, check=False)
        code, words = told(done.stdout)
    except subprocess.TimeoutExpired:
        code, words = 0, UNREACHED
    print(words)
    return code


if __name__ == "__main__":
    sys.exit(main())
