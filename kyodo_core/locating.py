"""Where a configuration is found; asked before any command, so it reads nothing and needs little."""

import sys
from collections.abc import Mapping
from pathlib import Path

FILE = "kyodo.toml"


def named_folder(named: Path | None, environment: Mapping[str, str]) -> Path | None:
    """The folder that was asked for: by `--config`, else by KYODO_CONFIG."""
    if named is None and environment.get("KYODO_CONFIG"):
        return Path(environment["KYODO_CONFIG"])
    return named


def found_folder(named: Path | None, environment: Mapping[str, str], working: Path) -> Path | None:
    """The named folder, else the first of the working folder, its `configs` and the user's that has one."""
    asked = named_folder(named, environment)
    folders = [asked] if asked else [working, working / "configs", _user_folder(environment)]
    return next((folder for folder in folders if folder and (folder / FILE).is_file()), None)


def _user_folder(environment: Mapping[str, str]) -> Path | None:
    """The user's own folder; None for a user without a home, such as in a container."""
    if sys.platform == "win32":
        parent = environment.get("APPDATA") or "~"
    else:
        parent = environment.get("XDG_CONFIG_HOME") or "~/.config"
    try:
        return Path(parent).expanduser() / "kyodo"
    except RuntimeError:
        return None
