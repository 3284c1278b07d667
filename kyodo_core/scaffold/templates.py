"""The files of a new plugin that no class can be asked for; `$name` stands for what the city is asked."""

from pathlib import Path

CONFORMANCE_TEST = "from kyodo_core.conformance import test_conformance as test_conformance\n"
"""The plugin's own test: everything that holds for every city."""

PYPROJECT = """\
[build-system]
requires = ["hatchling>=1.27"]
build-backend = "hatchling.build"

[project]
name = "kyodo-$slug"
version = "0.1.0"
description = $description
readme = "README.md"
requires-python = ">=3.11"
dependencies = ["kyodo-core"]

[project.optional-dependencies]
test = ["kyodo-core[conformance]"]

[project.entry-points."kyodo.cities"]
$slug = "$package.hooks"

[tool.hatch.build.targets.wheel]
packages = ["$package"]
"""

PACKAGE = '''\
"""The framework of collaboration of the city `$slug`, encoded from its published documents."""
'''

HOOKS = '''\
"""What the plugin of the city `$slug` supplies to kyodo."""

from pathlib import Path

from kyodo_core.api import Municipality, hookimpl, read_municipality


@hookimpl
def kyodo_municipality() -> Municipality:
    return read_municipality(Path(__file__).parent)
'''

README = (Path(__file__).parent / "plugin_readme.md").read_text(encoding="utf-8")

FILES = {
    "pyproject.toml": PYPROJECT,
    "README.md": README,
    "PACKAGE/__init__.py": PACKAGE,
    "PACKAGE/hooks.py": HOOKS,
    "tests/test_conformance.py": CONFORMANCE_TEST,
}
"""The templates by their path in the plugin's folder; PACKAGE is the plugin's Python package."""
