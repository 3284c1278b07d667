"""Every municipality of Japan: load and compare 1,741 generated cities, against tomllib on the same files.

The cities are made of the shipped plugins' own aspect files, about 30 KB each, under names and codes of
their own. Loader and peer run in processes of their own, in turn; each prints its seconds and peak memory.
"""

import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path

from measuring import figures, ratio, verdict

COUNT = 1741
BYTES = 30_000
RUNS = 3
LIMIT = 1.5
PLUGINS = Path(__file__).parent.parent / "plugins"
TOGETHER = {"programs": ("plans",)}
"""Aspects whose facts name facts of another aspect."""


def generate(folder: Path) -> int:
    """Write the cities; returns how many bytes they have."""
    choose = random.Random(1741)
    sources = sorted(path.parent for path in PLUGINS.glob("*/kyodo_*/municipality.toml"))
    written = 0
    for number in range(COUNT):
        source = choose.choice(sources)
        written += _write_city(folder / f"city{number:04}", source, number, choose)
    return written


def _write_city(city: Path, source: Path, number: int, choose: random.Random) -> int:
    from kyodo_core.domain.codes import PREFECTURES, check_digit

    prefecture = number % len(PREFECTURES)
    code = f"{prefecture + 1:02}{100 + number // len(PREFECTURES):03}"
    names = {
        "slug": city.name,
        "name": f"第{number}市",
        "code": code + check_digit(code),
        "prefecture": PREFECTURES[prefecture],
    }
    documents = (source / "municipality.toml").read_text(encoding="utf-8").partition("\n[[document]]")[2]
    header = "schema = 1\n" + "".join(f'{key} = "{value}"\n' for key, value in names.items())
    (city / "aspects").mkdir(parents=True)
    texts = {"municipality": f"{header}\n[[document]]{documents}"}
    size = 0
    for path in choose.sample(
        sorted((source / "aspects").glob("*.toml")), k=len([*(source / "aspects").iterdir()])
    ):
        for name in (path.stem, *TOGETHER.get(path.stem, ())):
            text = (source / "aspects" / f"{name}.toml").read_text(encoding="utf-8")
            if name not in texts:
                texts[name] = text
                size += len(text.encode())
        if size >= BYTES:
            break
    for name, text in texts.items():
        path = city / "municipality.toml" if name == "municipality" else city / "aspects" / f"{name}.toml"
        path.write_text(text, encoding="utf-8")
    return sum(len(text.encode()) for text in texts.values())


def parse_all(folder: Path) -> object:
    """The peer: tomllib on every file."""
    return [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.toml"))]


def load_and_compare(folder: Path) -> object:
    """kyodo: read every city and compare all of them in every aspect."""
    from kyodo_core.aspects import ASPECT_IDS
    from kyodo_core.comparison.matrix import compare
    from kyodo_core.loading.municipalities import read_municipality

    return compare([read_municipality(city) for city in sorted(folder.iterdir())], ASPECT_IDS)


WAYS = {"tomllib": parse_all, "kyodo": load_and_compare}


def measure(way: str, folder: Path) -> None:
    begun = time.perf_counter()
    kept = WAYS[way](folder)
    seconds = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert kept
    print(json.dumps({"seconds": seconds, "peak_kib": peak}))


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        size = generate(folder)
        print(f"{COUNT} cities, {size / COUNT / 1000:.1f} KB each, {size / 1e6:.1f} MB in all")
        measured: dict[str, list[dict[str, float]]] = {way: [] for way in WAYS}
        for _run in range(RUNS):
            for way, found in measured.items():
                command = [sys.executable, __file__, way, temporary]
                output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
                found.append(json.loads(output))
    seconds = {way: [run["seconds"] for run in runs] for way, runs in measured.items()}
    for way, runs in measured.items():
        peak = statistics.median(run["peak_kib"] for run in runs) / 1024
        print(f"{figures(way, seconds[way])}   peak {peak:.0f} MiB")
    verdict({"load and compare all": (ratio(seconds["kyodo"], seconds["tomllib"]), LIMIT)})


if __name__ == "__main__":
    measure(sys.argv[1], Path(sys.argv[2])) if len(sys.argv) == 3 else main()
