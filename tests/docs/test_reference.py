"""The references in the docs are made from the code, complete and current."""

import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import attrs
import pytest

import kyodo_core.api
from kyodo_core import hookspecs
from kyodo_core.domain.values import Value

DOCS = Path(__file__).parents[2] / "docs"
HOOKS = {**hookspecs.CITY_HOOKS, **hookspecs.PLUGIN_HOOKS}


@pytest.fixture
def maker(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script of that name in docs."""
    monkeypatch.syspath_prepend(str(DOCS))
    return import_module(request.param)


@pytest.mark.parametrize(
    ("maker", "file"),
    [("make_reference", "toml-reference.md"), ("make_hooks_reference", "hooks-reference.md")],
    indirect=["maker"],
)
def test_reference_is_what_the_code_says(maker: ModuleType, file: str) -> None:
    assert (DOCS / file).read_text(encoding="utf-8") == maker.reference_text()


def with_keys(cls: type[Any] = Value) -> Iterator[type[Any]]:
    """The core's classes whose fields are keys of a file: each has a label for people."""
    for made in cls.__subclasses__():
        labels = ["label" in field.metadata for field in attrs.fields(made)] if attrs.has(made) else []
        if labels and all(labels) and made.__module__.startswith("kyodo_core."):
            yield made
        yield from with_keys(made)


def name_of(cls: type[Any]) -> str:
    """A class by its name: attrs makes a class anew, and the first may still be there."""
    return f"{cls.__module__}.{cls.__qualname__}"


@pytest.mark.parametrize("maker", ["make_reference"], indirect=True)
def test_every_class_that_a_file_is_read_into_stands_in_the_reference(maker: ModuleType) -> None:
    """A class on which others are built stands there with them."""
    for module in pkgutil.walk_packages(kyodo_core.__path__, "kyodo_core."):
        import_module(module.name)
    reference = maker.Reference()
    assert list(reference.sections())

    leaves = {name_of(cls) for cls in with_keys() if not list(with_keys(cls))}

    assert leaves - {*map(name_of, reference.documented)} == set()


def test_every_hook_belongs_to_one_group() -> None:
    specified = [name for name, one in vars(hookspecs).items() if hasattr(one, "kyodo_spec")]

    assert specified == [*HOOKS]
    assert not hookspecs.CITY_HOOKS.keys() & hookspecs.PLUGIN_HOOKS.keys()


@pytest.mark.parametrize("name", HOOKS)
def test_hook_says_what_it_is_for_when_it_is_called_what_it_gets_and_what_it_returns(name: str) -> None:
    hook = HOOKS[name]
    said = re.sub(r"(?<!\n)\n +", " ", hook.__doc__ or "")
    parameters = hook.__code__.co_varnames[: hook.__code__.co_argcount]

    assert re.match(r"[A-Z][^\n]+\.\n\n", said)
    assert re.search(r"\bCalled (when|once|after)\b", said)
    assert re.search(r"\bReturns (a|the|nothing)\b", said, re.IGNORECASE)
    assert [one for one in parameters if f"`{one}`" not in said] == []


@pytest.mark.parametrize("name", HOOKS)
def test_hook_is_shown_in_the_pages_for_plugins(name: str) -> None:
    pages = "".join((DOCS / page).read_text(encoding="utf-8") for page in ("hooks.md", "plugins.md"))

    assert f"def {name}(" in pages


@pytest.mark.parametrize(
    "module", ["api", "api.facts", "api.reports", "api.assessment", "api.bulk", "api.commands"]
)
def test_what_plugins_may_import_stands_in_their_page(module: str) -> None:
    page = (DOCS / "plugins.md").read_text(encoding="utf-8")

    offered = import_module(f"kyodo_core.{module}").__all__

    assert [name for name in offered if not re.search(rf"`{name}\b", page)] == []


def test_no_module_of_the_api_is_forgotten() -> None:
    parts = {part.name for part in pkgutil.iter_modules(kyodo_core.api.__path__)}

    assert parts == {"assessment", "bulk", "commands", "facts", "reports"}


@pytest.mark.parametrize(
    ("page", "heading"), [("hooks.md", "When a plugin fails"), ("plugins.md", "A plugin that is broken")]
)
def test_messages_in_the_pages_are_those_of_the_program(page: str, heading: str) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    table = text.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    shown = re.findall(r"^\| (?!cause|---)[^|]+ \| ([^|]+) \|$", table, re.MULTILINE)
    catalogue = (DOCS.parent / "kyodo_core/locale/ja/LC_MESSAGES/kyodo.po").read_text(encoding="utf-8")
    known = [
        re.sub(r"\\\{\w+\\\}", ".+", re.escape("".join(re.findall(r'"(.*)"', entry))))
        for entry in re.findall(r'^msgid ((?:".*"\n)+)', catalogue, re.MULTILINE)
    ]

    assert len(shown) >= 8
    assert [one for one in shown if not any(re.fullmatch(message, one) for message in known if message)] == []


@pytest.mark.parametrize("page", ["toml-reference.md", "hooks-reference.md", "hooks.md", "plugins.md"])
def test_links_lead_somewhere(page: str) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#]*)(?:#([^)]+))?\)", text)

    assert links
    for path, anchor in links:
        target = DOCS / path if path else DOCS / page
        assert target.exists(), path
        assert not anchor or anchor in anchors(target), f"{path}#{anchor}"


def anchors(page: Path) -> set[str]:
    """What a link can lead to in a page: ids, and headings as GitHub names them."""
    text = page.read_text(encoding="utf-8")
    headings = re.findall(
        r"^#+ (.+)$", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE), re.M
    )
    plain = (re.sub(r"<[^>]+>|&\w+;|[^\w\- ]", "", heading.lower()) for heading in headings)
    return {*re.findall(r'<a id="([^"]+)">', text), *(heading.replace(" ", "-") for heading in plain)}
