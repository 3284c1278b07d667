"""Files in a city's folder of aspects that no one would read: their names are no aspect's."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kyodo_core.errors import Fault, suggestion
from kyodo_core.messages import _

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_ENDING = ".toml"


def unread_files(folder: "Traversable", aspects: Mapping[str, str]) -> Iterator[Fault]:
    """A fault for each; `aspects` are the ids with their labels. There may be no such folder."""
    files = {path.name: path for path in folder.iterdir()} if folder.is_dir() else {}
    for name in sorted(files):
        stem = name.removesuffix(_ENDING)
        if stem != name and stem not in aspects:
            message = _("no aspect has the name of this file")
            yield Fault(file=str(files[name]), message=message, hint=suggestion(stem, aspects))
        elif stem == name and (meant := _meant(name)):
            message = _("the file is not read: its name has to end in .toml")
            yield Fault(file=str(files[name]), message=message, hint=meant)


def _meant(name: str) -> str:
    """The name of a file of TOML that got another ending: by Notepad (.toml.txt), or in capital letters."""
    plain = name.lower().removesuffix(".txt")
    return plain if plain.endswith(_ENDING) else ""
