"""A plugin as `kyodo new-city` makes it, and what a person does to its files."""

from collections.abc import Iterable
from pathlib import Path

from attrs import frozen

from kyodo_core.checking import Checked, check
from kyodo_core.domain.codes import MunicipalityCode
from kyodo_core.registry import Registry
from kyodo_core.scaffold.city import CityRequest, new_city
from kyodo_core.scaffold.examples import uncommented
from kyodo_core.scaffold.texts import City
from tests.standins import CityFolder, Source, plugin

MIHON = City("mihon", "見本市", MunicipalityCode("039993"))
NONE = Registry([])
"""No city is installed."""


@frozen
class Scaffold:
    """The folder of a new city's plugin; the city is 見本市 unless another is asked for."""

    root: Path
    slug: str

    @classmethod
    def at(cls, folder: Path, **asked: str) -> "Scaffold":
        request = CityRequest(**{"slug": "mihon", "name": "見本市", "code": "039993", **asked}, folder=folder)
        new_city(request, NONE)
        return cls(request.target, request.slug)

    @property
    def city(self) -> CityFolder:
        """The folder of TOML files inside the plugin."""
        return CityFolder(self.root / f"kyodo_{self.slug}")

    @property
    def header(self) -> Path:
        return self.city.root / "municipality.toml"

    def file(self, aspect_id: str) -> Path:
        return self.city.root / "aspects" / f"{aspect_id}.toml"

    def write(self, aspect_id: str, text: str) -> None:
        """Take an aspect out of todo and write facts at the end of its file."""
        self.begin(aspect_id)
        with self.file(aspect_id).open("a", encoding="utf-8") as file:
            file.write(f"\n{text}")

    def begin(self, *aspects: str) -> None:
        """Take aspects out of todo."""
        for aspect_id in aspects:
            self._leave_out(f'  "{aspect_id}",')

    def use_examples(self, aspects: Iterable[str]) -> None:
        """Put the examples of the documents and of some aspects in force."""
        for path in (self.header, *map(self.file, aspects)):
            path.write_text(uncommented(path.read_text(encoding="utf-8")), encoding="utf-8")
        self.begin(*aspects)

    def _leave_out(self, start: str) -> None:
        lines = self.header.read_text(encoding="utf-8").splitlines(keepends=True)
        (found,) = (line for line in lines if line.startswith(start))
        lines.remove(found)
        self.header.write_text("".join(lines), encoding="utf-8")

    def source(self) -> Source:
        return Source(self.slug, plugin(self.city.read))

    def checked(self) -> Checked:
        """What `kyodo check` finds in it."""
        (found,) = check(Registry([self.source()]), [self.slug])
        return found
