"""Stand-ins for what the tests need of the world: a city's folder, and installed plugins."""

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from attrs import frozen

from kyodo_core.domain.codes import MunicipalityCode
from kyodo_core.domain.facts import Fact
from kyodo_core.domain.municipality import Header, Municipality
from kyodo_core.domain.sources import Document
from kyodo_core.errors import Fault
from kyodo_core.hookspecs import hookimpl
from kyodo_core.loading.municipalities import AspectFiles, read_municipality

HEADER = """\
slug = "mihon"
name = "見本市"
code = "039993"
prefecture = "岩手県"
schema = 1

[[document]]
id = "plan"
title = "見本市協働推進計画"
short = "計画"
issuer = "見本市"
"""


@frozen
class CityFolder:
    """A city's folder as a plugin has it; made with a sound header and no aspects."""

    root: Path

    def write(self, file: str, text: str | bytes) -> Path:
        """Write a file of the folder: `municipality`, or the aspect of that id."""
        path = self.root / (f"{file}.toml" if file == "municipality" else f"aspects/{file}.toml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def read(self) -> Municipality:
        return read_municipality(self.root)

    def files(self) -> AspectFiles:
        files = self.read().aspects
        assert isinstance(files, AspectFiles)
        return files

    def facts(self, aspect_id: str, text: str) -> tuple[Fact, ...]:
        """The facts of an aspect written as `text`."""
        self.write(aspect_id, text)
        return self.files()[aspect_id]

    def warnings(self, aspect_id: str, text: str) -> list[Fault]:
        """What loading the aspect warns of."""
        self.write(aspect_id, text)
        files = self.files()
        assert files[aspect_id]
        return files.warnings.get(aspect_id, [])


def city(slug: str = "mihon", code: str = "039993", **aspects: tuple[Fact, ...]) -> Municipality:
    """A city without a folder, with the given facts by aspect id."""
    parsed = MunicipalityCode.parse(code)
    header = Header(
        schema=1,
        slug=slug,
        name="見本市",
        code=parsed,
        prefecture=parsed.prefecture,
        documents=(Document(id="plan", title="見本市協働推進計画", short="計画", issuer="見本市"),),
    )
    return Municipality(header=header, aspects=defaultdict(tuple, aspects))


@frozen
class Source:
    """A stand-in for an entry point: its name and what it loads; an exception is raised instead."""

    name: str
    plugin: Any

    def load(self) -> Any:
        if isinstance(self.plugin, Exception):
            raise self.plugin
        return self.plugin


def plugin(supply: Callable[[], Any], **hooks: Any) -> SimpleNamespace:
    """A plugin whose city is supplied by `supply`, with other hooks or misspelt ones."""

    def kyodo_municipality() -> Any:
        return supply()

    return SimpleNamespace(kyodo_municipality=hookimpl(kyodo_municipality), **hooks)
