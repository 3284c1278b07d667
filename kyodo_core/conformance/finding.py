"""Which city a test file is about: by `CITY` in it, or by the plugin's folder around it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import tomli

from kyodo_core.errors import KyodoError
from kyodo_core.hookspecs import GROUP
from kyodo_core.messages import _

_HEADER = "municipality.toml"
_PROJECT = ("pyproject.toml", "setup.cfg", "setup.py")


def city_of(file: Path, named: Any = None) -> str:
    """The slug of the city that a test file is about; `named` is the file's own `CITY`.

    Raises:
        KyodoError: no city is found around the file, or several are.
    """
    if named is not None:
        return str(named)
    found = next(filter(None, map(_cities_in, _folders(file))), [])
    if len(found) == 1:
        return found[0]
    hint = _('Write CITY = "…" into the file, with the slug of the city.')
    if found:
        raise KyodoError(
            _("Several cities are around {file}: {cities}.").format(file=file.name, cities=", ".join(found)),
            hint,
        )
    raise KyodoError(_("No city is found around {file}.").format(file=file.name), hint)


def _folders(file: Path) -> Iterator[Path]:
    """The folders around a file, up to that of the project it belongs to."""
    for folder in file.resolve().parents:
        yield folder
        if any((folder / name).is_file() for name in _PROJECT):
            return


def _cities_in(folder: Path) -> list[str]:
    """The cities that a folder's project says it supplies, or whose package lies in it."""
    listed = _table(folder / "pyproject.toml").get("project", {}).get("entry-points", {}).get(GROUP, {})
    headers = [folder / _HEADER, *sorted(folder.glob(f"*/{_HEADER}"))]
    packaged = [_table(path).get("slug", "") for path in headers]
    return [*listed] or [str(slug) for slug in packaged if slug]


def _table(path: Path) -> dict[str, Any]:
    """What a TOML file says; nothing where it cannot be read, which the city's own loading tells."""
    try:
        return tomli.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomli.TOMLDecodeError):
        return {}
