"""A plugin that is not installed: its TOML in a folder, a wheel or a zip file.

Only TOML is read; nothing of the plugin's code is imported or run.
"""

import os
from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import TYPE_CHECKING

from kyodo_core.domain.municipality import Municipality
from kyodo_core.errors import DefinitionError, Fault
from kyodo_core.loading.municipalities import HEADER_FILE, read_municipality
from kyodo_core.messages import _

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_SHOWN = 5


def read_plugin(path: FilePath) -> Municipality:
    """The municipality of the plugin that lies in a folder, or in a wheel or zip file, at any depth.

    Its aspects are read when they are asked for, as those of an installed plugin are.

    Raises:
        DefinitionError: nothing can be read there, it holds no plugin or several, or the header is wrong.
    """
    found = list(_below(path) if path.is_dir() else _archived(path))
    if len(found) == 1:
        return read_municipality(found[0])
    if not found:
        hint = _("name the folder of a plugin, or a wheel or zip file of it")
        raise _refused(path, _("no {file} lies in it").format(file=HEADER_FILE), hint)
    shown = ", ".join(str(one) for one in found[:_SHOWN]) + (" …" if len(found) > _SHOWN else "")
    raise _refused(path, _("several cities lie in it"), _("name one of them: {names}").format(names=shown))


def _below(root: FilePath) -> Iterator[FilePath]:
    """The folders with a header, not looking into hidden ones such as .git and .venv."""
    for folder, inner, files in os.walk(root):
        if HEADER_FILE in files:
            inner.clear()
            yield FilePath(folder)
        inner[:] = sorted(name for name in inner if not name.startswith("."))


def _archived(path: FilePath) -> "Iterator[Traversable]":
    """The same in an archive whose files can all be read."""
    import zipfile
    import zlib

    try:
        archive = zipfile.ZipFile(path)
        damaged = archive.testzip()
    except FileNotFoundError:
        hint = _("there is neither a folder nor a file of this name")
        raise _refused(path, _("the file cannot be read"), hint) from None
    except OSError as error:
        raise _refused(path, _("the file cannot be read"), str(error.strerror)) from None
    except (zipfile.BadZipFile, zlib.error, RuntimeError) as error:  # no archive, damaged, or with a password
        raise _refused(
            path, _("this is no wheel or zip file that can be read: {reason}").format(reason=error)
        ) from None
    if damaged:
        raise _refused(
            path, _("this is no wheel or zip file that can be read: {reason}").format(reason=damaged)
        )
    for name in archive.namelist():
        folder, _mark, file = name.rpartition("/")
        if file == HEADER_FILE:
            yield zipfile.Path(archive, f"{folder}/" if folder else "")


def _refused(path: FilePath, message: str, hint: str = "") -> DefinitionError:
    return DefinitionError(message, [Fault(file=str(path), message=message, hint=hint)])
