"""Small cities of the comparison's tests, each written as TOML in a folder."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kyodo_core.domain.municipality import Municipality
from tests.standins import HEADER, CityFolder

Build = Callable[..., Municipality]
CODES = {"mihon": "039993", "rei": "019992", "tameshi": "029998"}
PREFECTURES = {"03": "岩手県", "01": "北海道", "02": "青森県"}


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """A city by its slug, with aspects as TOML: `build("rei", forms='[[form]] …')`."""

    def make(slug: str, **aspects: str) -> Municipality:
        folder = CityFolder(tmp_path / slug)
        code = CODES[slug]
        header = HEADER.replace("mihon", slug).replace("039993", code)
        folder.write("municipality", header.replace("岩手県", PREFECTURES[code[:2]]))
        for aspect_id, text in aspects.items():
            folder.write(aspect_id, text)
        return folder.read()

    return make


def form(fact_id: str, *kinds: str, **more: str) -> str:
    """A form as TOML."""
    return table("form", fact_id, kinds=[*kinds], **more)


def table(name: str, fact_id: str, **keys: object) -> str:
    """A table of an aspect's file as TOML, cited to the plan's section of the same name."""
    said = "".join(f"{key} = {toml(value)}\n" for key, value in keys.items())
    return f'[[{name}]]\nid = "{fact_id}"\nname = "{fact_id}"\n{said}cite = "plan#{fact_id}"\n'


def toml(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    return f'"{value}"' if isinstance(value, str) else str(value)
