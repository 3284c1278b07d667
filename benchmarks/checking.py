"""How long `kyodo check` of one city takes, against reading all that the city's plugin holds.

Each run is a process of its own; it is timed from its first import of kyodo on, without the start of Python.
"""

import os
import subprocess
import sys
import time

from measuring import figures, ratio, verdict

RUNS = 15
LIMIT = 3.0
CITIES = ("hanamaki", "ichinoseki", "yamaguchi")


def load(city: str) -> None:
    """The peer: find the plugin and read every aspect of it."""
    from kyodo_core.aspects import ASPECT_IDS
    from kyodo_core.registry import Registry, entry_points

    aspects = Registry(entry_points()).city(city).aspects
    assert sum(len(aspects[aspect_id]) for aspect_id in ASPECT_IDS)


def check(city: str, *options: str) -> None:
    from kyodo_core.cli.main import group

    group().main(["check", city, *options], standalone_mode=False)


WAYS = {
    "load": load,
    "check": check,
    "check --coverage": lambda city: check(city, "--coverage"),
}


def measure(way: str, city: str) -> None:
    begun = time.perf_counter()
    WAYS[way](city)
    print(time.perf_counter() - begun, file=sys.stderr)


def seconds(way: str, city: str) -> float:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, __file__, way, city]
    return float(subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stderr)


def main() -> None:
    verdicts = {}
    for city in CITIES:
        measured: dict[str, list[float]] = {way: [] for way in WAYS}
        for counted in range(-1, RUNS):  # one uncounted round
            for way, found in measured.items():
                took = seconds(way, city)
                if counted >= 0:
                    found.append(took)
        for way, found in measured.items():
            print(figures(f"{way} {city}", found))
            if way != "load":
                verdicts[f"{way} {city}"] = (ratio(found, measured["load"]), LIMIT)
    verdict(verdicts)


if __name__ == "__main__":
    measure(*sys.argv[1:]) if len(sys.argv) == 3 else main()
