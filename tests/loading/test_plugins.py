"""A plugin that is not installed is read from its folder, wheel or zip file; nothing of it is run."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from kyodo_core.errors import DefinitionError
from kyodo_core.loading.plugins import read_plugin
from tests.standins import HEADER

FORM = '[[form]]\nid = "grant"\nname = "補助"\nkinds = ["grant"]\ncite = "plan#1"\n'
HOOKS = "raise SystemExit('run')\n"
Laid = Callable[..., Path]


@pytest.fixture(params=["folder", "wheel"])
def laid(request: pytest.FixtureRequest, tmp_path: Path) -> Laid:
    """Lay files out by their paths, in a folder or in a wheel."""

    def lay(**files: str) -> Path:
        root = tmp_path / "old"
        named = {name.replace("__", "/") + ".toml": text for name, text in files.items()}
        named |= {"kyodo_mihon/hooks.py": HOOKS, "kyodo_mihon/__init__.py": HOOKS}
        for name, text in named.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return root if request.param == "folder" else wheel(tmp_path / "old-0.1-py3-none-any.whl", named)

    return lay


def wheel(path: Path, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def refused(path: Path) -> tuple[str, str, str]:
    """File, message and hint of the one fault with which a place is refused."""
    with pytest.raises(DefinitionError) as error:
        read_plugin(path)
    [fault] = error.value.faults
    return fault.file, fault.message, fault.hint


def test_plugin_is_found_at_any_depth(laid: Laid) -> None:
    city = read_plugin(laid(plugins__mihon__kyodo_mihon__municipality=HEADER))

    assert city.slug == "mihon"
    assert city.aspects["forms"] == ()


def test_header_may_lie_at_the_top(laid: Laid) -> None:
    assert read_plugin(laid(municipality=HEADER, aspects__forms=FORM)).aspects["forms"][0].name == "補助"


def test_facts_are_read_as_those_of_an_installed_plugin(laid: Laid) -> None:
    city = read_plugin(laid(kyodo_mihon__municipality=HEADER, kyodo_mihon__aspects__forms=FORM))

    assert list(city.aspects) == ["forms"]
    assert [fact.id for fact in city.aspects["forms"]] == ["grant"]


def test_fault_inside_is_told_with_its_place(laid: Laid) -> None:
    root = laid(kyodo_mihon__municipality=HEADER, kyodo_mihon__aspects__forms=FORM.replace("grant", "grnat"))

    with pytest.raises(DefinitionError) as error:
        read_plugin(root).aspects["forms"]

    assert [fault.place for fault in error.value.faults] == [f"{root}/kyodo_mihon/aspects/forms.toml:4:10"]


def test_misspelt_file_is_found(laid: Laid) -> None:
    root = laid(kyodo_mihon__municipality=HEADER, kyodo_mihon__aspects__from=FORM)
    files = read_plugin(root).aspects

    [fault] = files.unknown_files()  # type: ignore[attr-defined]
    assert fault.file == f"{root}/kyodo_mihon/aspects/from.toml"


def test_several_cities_are_refused_by_name(laid: Laid) -> None:
    root = laid(a__municipality=HEADER, b__municipality=HEADER)

    file, message, hint = refused(root)

    assert (file, message) == (str(root), "several cities lie in it")
    assert hint.replace("/,", ",").rstrip("/") == f"name one of them: {root}/a, {root}/b"


def test_many_cities_are_not_all_named(laid: Laid) -> None:
    _file, _message, hint = refused(laid(**{f"c{n}__municipality": HEADER for n in range(7)}))

    assert hint.count(", ") == 4
    assert hint.endswith(" …")


def test_place_without_a_city_is_refused(laid: Laid) -> None:
    root = laid(kyodo_mihon__other="")

    assert refused(root) == (
        str(root),
        "no municipality.toml lies in it",
        "name the folder of a plugin, or a wheel or zip file of it",
    )


def test_hidden_folders_are_not_looked_into(tmp_path: Path) -> None:
    for name in ("kyodo_mihon", ".venv/lib/kyodo_mihon"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "municipality.toml").write_text(HEADER, encoding="utf-8")

    assert read_plugin(tmp_path).slug == "mihon"


def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "nowhere"

    assert refused(path) == (
        str(path),
        "the file cannot be read",
        "there is neither a folder nor a file of this name",
    )


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(HEADER.encode(), id="toml"),
        pytest.param(b"PK\x03\x04 cut off", id="cut-off"),
    ],
)
def test_file_that_is_no_archive_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "plugin.whl"
    path.write_bytes(content)

    assert refused(path) == (
        str(path),
        "this is no wheel or zip file that can be read: File is not a zip file",
        "",
    )


def test_damaged_archive_is_refused_by_the_file_that_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "plugin.zip"
    with zipfile.ZipFile(path, "w") as archive:  # stored, so that a letter can be changed
        archive.writestr("municipality.toml", HEADER)
    path.write_bytes(path.read_bytes().replace(b"mihon", b"mohon"))

    assert refused(path) == (
        str(path),
        "this is no wheel or zip file that can be read: municipality.toml",
        "",
    )


def test_archive_with_a_password_is_refused(tmp_path: Path) -> None:
    path = wheel(tmp_path / "plugin.zip", {"municipality.toml": HEADER})
    data = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # the flag that says: encrypted
        data[data.index(mark) + place] |= 1
    path.write_bytes(data)

    _file, message, _hint = refused(path)
    assert "password required" in message
