"""Commands timed in turn, and figures printed as medians with their spread."""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple


class Run(NamedTuple):
    """A command that was run: wall seconds, seconds of all processors, most memory in MiB, its output."""

    seconds: float
    cpu: float
    peak: float
    said: str


def interleaved(commands: Mapping[str, Sequence[str]], runs: int) -> dict[str, list[float]]:
    """Wall seconds of each command, run in turn A B C A B C after one uncounted round."""
    return {name: [one.seconds for one in found] for name, found in in_turn(commands, runs).items()}


def in_turn(
    commands: Mapping[str, Sequence[str]], runs: int, environment: Mapping[str, str] | None = None
) -> dict[str, list[Run]]:
    """The runs of each command, in turn A B C A B C after one uncounted round; `environment` is added."""
    found: dict[str, list[Run]] = {name: [] for name in commands}
    for counted in range(-1, runs):
        for name, command in commands.items():
            one = run(command, environment or {})
            if counted >= 0:
                found[name].append(one)
    return found


def run(command: Sequence[str], environment: Mapping[str, str]) -> Run:
    """Run a command to its end; it must succeed."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    with (
        tempfile.TemporaryFile("w+") as said,
        tempfile.TemporaryFile("w+") as errors,
        tempfile.NamedTemporaryFile("r") as used,
    ):
        # through a small process: what this one holds would count in the peak of what it starts
        ended = subprocess.run(
            [sys.executable, __file__, used.name, *command],
            stdout=said,
            stderr=errors,
            env={**kept, **environment},
        )
        said.seek(0)
        errors.seek(0)
        if ended.returncode:
            raise SystemExit(f"{' '.join(command)}\n{errors.read()}")
        return Run(*json.load(used), said.read())


def _measured(report: str, command: Sequence[str]) -> int:
    """Run a command, and write its wall seconds, seconds of all processors and most memory in MiB."""
    begun = time.perf_counter()
    code = subprocess.call(command)
    seconds = time.perf_counter() - begun
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    peak = used.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    with Path(report).open("w", encoding="utf-8") as file:
        json.dump((seconds, used.ru_utime + used.ru_stime, peak), file)
    return code


def figures(name: str, seconds: Sequence[float], runs: Sequence[Run] = ()) -> str:
    """A line with the median and the spread, in milliseconds; for whole runs with processors and memory."""
    low, middle, high = min(seconds), statistics.median(seconds), max(seconds)
    line = f"{name:<28} median {middle * 1000:8.1f} ms   min {low * 1000:8.1f}   max {high * 1000:8.1f}"
    if not runs:
        return line
    cpu, peak = (statistics.median(each) for each in ([r.cpu for r in runs], [r.peak for r in runs]))
    return f"{line}   processors {cpu * 1000:8.1f} ms   peak {peak:.0f} MiB"


def ratio(ours: Sequence[float], peers: Sequence[float]) -> float:
    """The median of the ratios, pair by pair, so that a drift of the machine's speed cancels out."""
    return statistics.median(one / other for one, other in zip(ours, peers, strict=True))


def verdict(measured: Mapping[str, tuple[float, float]]) -> None:
    """Print each ratio beside its limit; exit with 1 where one is above it."""
    for name, (found, limit) in measured.items():
        print(
            f"{name:<28} {found:5.2f} times its peer, limit {limit:g}{'' if found <= limit else '   ABOVE'}"
        )
    sys.exit(any(found > limit for found, limit in measured.values()))


if __name__ == "__main__":
    sys.exit(_measured(sys.argv[1], sys.argv[2:]))
