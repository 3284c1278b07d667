"""Fixtures for all tests."""

from pathlib import Path

import pytest
from hypothesis import settings

from kyodo_core import messages
from tests.standins import HEADER, CityFolder

settings.register_profile("kyodo", deadline=None, derandomize=True)
settings.load_profile("kyodo")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "language(lang): run in this language instead of English; None leaves it unchosen"
    )


@pytest.fixture(autouse=True)
def _language(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages are English unless a test is marked otherwise; what a test chooses ends with it."""
    marker = request.node.get_closest_marker("language")
    lang = marker.args[0] if marker else "en"
    monkeypatch.setattr(messages, "_chosen", [lang] if lang else [])


@pytest.fixture
def folder(tmp_path: Path) -> CityFolder:
    """A city's folder with a sound header and no aspects."""
    made = CityFolder(tmp_path / "mihon")
    made.write("municipality", HEADER)
    return made
