"""Commands timed in turn, and figures printed as medians with their spread."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence


def interleaved(commands: Mapping[str, Sequence[str]], runs: int) -> dict[str, list[float]]:
    """Wall seconds of each command, run in turn A B C A B C after one uncounted round."""
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    for counted in range(-1, runs):
        for name, command in commands.items():
            begun = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
            if counted >= 0:
                seconds[name].append(time.perf_counter() - begun)
    return seconds


def figures(name: str, seconds: Sequence[float]) -> str:
    """A line with the median and the spread, in milliseconds."""
    low, middle, high = min(seconds), statistics.median(seconds), max(seconds)
    return f"{name:<28} median {middle * 1000:8.1f} ms   min {low * 1000:8.1f}   max {high * 1000:8.1f}"


def ratio(ours: Sequence[float], peers: Sequence[float]) -> float:
    """The median of the ratios, pair by pair, so that a drift of the machine's speed cancels out."""
    return statistics.median(one / other for one, other in zip(ours, peers, strict=True))


def verdict(measured: Mapping[str, tuple[float, float]]) -> None:
    """Print each ratio beside its limit; exit with 1 where one is above it."""
    for name, (found, limit) in measured.items():
        print(f"{name:<28} {found:5.2f} times its peer, limit {limit}{'' if found <= limit else '   ABOVE'}")
    sys.exit(any(found > limit for found, limit in measured.values()))
