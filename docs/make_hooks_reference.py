"""Write the hook reference: `python docs/make_hooks_reference.py`.

Everything in it is read from the hooks' specifications: their signatures and docstrings, and where the api
has the types that they name. `docs/hooks-reference.md` is written anew and is the same for the same hooks.
"""

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from kyodo_core import api
from kyodo_core.discovery import PLUGINS
from kyodo_core.hookspecs import CITY_HOOKS, GROUP, PLUGIN_HOOKS

FILE = Path(__file__).parent / "hooks-reference.md"
INTRODUCTION = """\
# Hooks: reference

Made by `python docs/make_hooks_reference.py` from `kyodo_core/hookspecs.py`; not edited by hand. How plugins
are written, with examples that run, stands in [hooks.md](hooks.md) and, for cities, in
[plugins.md](plugins.md).

A plugin marks the function with `@hookimpl` of `kyodo_core.api`. It may leave out parameters that it does not
need; the others have the names that they have here."""
GROUPS: tuple[tuple[str, str, Mapping[str, Callable[..., Any]]], ...] = (
    (GROUP, "A plugin of this group is one city. Its hooks are called for that city alone.", CITY_HOOKS),
    (PLUGINS, "A plugin of this group adds to kyodo itself.", PLUGIN_HOOKS),
)
_TYPE = re.compile(r"\b[A-Z]\w+")
_STANDARD = {"Sequence": "collections.abc"}


def reference_text() -> str:
    """The whole reference, group by group."""
    return "\n\n".join([INTRODUCTION, *_sections()]) + "\n"


def _sections() -> Iterator[str]:
    for group, about, hooks in GROUPS:
        yield f"## Group `{group}`"
        yield about
        for name, hook in hooks.items():
            yield f"### {name}"
            yield f"```python\n{_signature(name, hook)}\n```"
            yield inspect.getdoc(hook) or ""
            yield "\n".join(["| type | from |", "|---|---|", *_types(hook)])


def _signature(name: str, hook: Callable[..., Any]) -> str:
    """The line that a plugin writes."""
    signature = inspect.signature(hook)
    given = ", ".join(f"{one.name}: {_words(one.annotation)}" for one in signature.parameters.values())
    return f"def {name}({given}) -> {_words(signature.return_annotation)}: ..."


def _words(annotation: Any) -> str:
    """An annotation as it is written, without the modules of kyodo's types."""
    text = annotation if isinstance(annotation, str) else inspect.formatannotation(annotation)
    return re.sub(r"\b(?:kyodo_core|collections)(?:\.[a-z_]+)*\.(?=[A-Z])", "", text)


def _types(hook: Callable[..., Any]) -> Iterator[str]:
    """A line for each type in the signature, with the module that plugins import it from."""
    for name in dict.fromkeys(_TYPE.findall(_signature("", hook).replace("None", ""))):
        yield f"| `{name}` | `{_home(name)}` |"


def _home(name: str) -> str:
    """The module that offers a type to plugins; of kyodo's, the api's own before its parts.

    Raises:
        LookupError: a plugin cannot import the type from anywhere.
    """
    if name in _STANDARD:
        return _STANDARD[name]
    for module in (*_api(), import_module("click")):
        if hasattr(module, name):
            return module.__name__
    raise LookupError(f"no module of the api offers {name}")


def _api() -> Iterator[ModuleType]:
    yield api
    for part in sorted(iter_modules(api.__path__), key=lambda found: found.name):
        yield import_module(f"{api.__name__}.{part.name}")


if __name__ == "__main__":
    FILE.write_text(reference_text(), encoding="utf-8", newline="\n")
