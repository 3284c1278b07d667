"""Which plugins are installed: the entry points of one group, read from the installed packages' own lists.

importlib.metadata answers the same and takes a tenth of the time that a command has to start in, most of
it for parts that read a package's description. A test holds this to what importlib.metadata finds.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from kyodo_core.domain.values import Value, record

PLUGINS = "kyodo.plugins"
"""The entry-point group of the plugins that are no cities."""
_LINE = re.compile(
    r"\s*(?P<name>[^=#\s][^=]*?)\s*=\s*(?P<module>[\w.]+)\s*(?::\s*(?P<attribute>[\w.]+))?\s*$"
)


@record
class InstalledPlugin(Value):
    """An entry point: a name, and the module (or what stands in it) that it loads."""

    name: str
    module: str
    attribute: str = ""

    def load(self) -> Any:
        """The module, or the attribute of it; raises whatever its import raises."""
        found: Any = import_module(self.module)
        for part in filter(None, self.attribute.split(".")):
            found = getattr(found, part)
        return found


def installed_plugins(group: str, path: Sequence[str] | None = None) -> list[InstalledPlugin]:
    """The entry points of a group on the import path, by name; of a package found twice, the first counts."""
    seen: set[str] = set()
    found: list[InstalledPlugin] = []
    for folder in sys.path if path is None else path:
        for package in _packages(Path(folder or ".")):
            name = re.sub(r"[-_.]+", "-", package.stem.partition("-")[0]).lower()
            if name not in seen:
                seen.add(name)
                found += _listed(package / "entry_points.txt", group)
    return sorted(found, key=lambda plugin: plugin.name)


def _packages(folder: Path) -> list[Path]:
    """The packages' own folders; an archive or a folder that is not there has none."""
    try:
        return [entry for entry in folder.iterdir() if entry.name.endswith((".dist-info", ".egg-info"))]
    except OSError:
        return []


def _listed(file: Path, group: str) -> Iterator[InstalledPlugin]:
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return
    section = ""
    for line in text.splitlines():
        if line.strip().startswith("["):
            section = line.strip().strip("[]").strip()
        elif section == group and (match := _LINE.match(line)):
            yield InstalledPlugin(match["name"], match["module"], match["attribute"] or "")
