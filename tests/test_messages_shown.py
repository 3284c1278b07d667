"""Every message by which kyodo refuses something, or warns of it, is shown whole by a test."""

import ast
from collections.abc import Iterator

import pytest

from tests.shown import is_shown
from tests.test_messages import PACKAGE, translated

SPEAKING = "cli"
"""Here messages are also headings and helps: those of the functions that raise an error are shown."""
WORDING = ("reports", "render")
"""The parts that put an answer into words, and refuse nothing."""


def said(node: ast.AST) -> Iterator[str]:
    """The messages in a part of a source."""
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "_":
            text = call.args[0]
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                yield text.value


def refusing(module: ast.AST) -> Iterator[ast.AST]:
    """The functions that raise an error; the decorators, which have the helps, are no part of them."""
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef) and any(isinstance(one, ast.Raise) for one in ast.walk(node)):
            yield from node.body


def messages() -> Iterator[tuple[str, str]]:
    """Every message of the parts that look at what people wrote, with the place of its source."""
    for path in sorted(PACKAGE.rglob("*.py")):
        source = path.relative_to(PACKAGE)
        module = ast.parse(path.read_text(encoding="utf-8"))
        if source.parts[0] not in WORDING:
            for node in refusing(module) if source.parts[0] == SPEAKING else [module]:
                for text in said(node):
                    yield source.as_posix(), text


MESSAGES = sorted(set(messages()))


def test_messages_are_found() -> None:
    assert len(MESSAGES) > 500
    assert ("loading/structuring.py", "this key does not exist") in MESSAGES
    assert ("cli/check.py", "--year goes with --stale.") in MESSAGES


@pytest.mark.parametrize(
    ("source", "message"), MESSAGES, ids=[f"{source}-{message[:40]}" for source, message in MESSAGES]
)
def test_message_is_shown_in_one_of_the_languages(source: str, message: str) -> None:
    assert is_shown(message) or is_shown(translated(message)), f"{source}: no test shows {message!r}"


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        pytest.param("the text is empty", True, id="whole"),
        pytest.param("the text is", False, id="only-its-beginning"),
        pytest.param("text is empty", False, id="only-its-end"),
        pytest.param("he text is empty", False, id="within-a-word"),
        pytest.param("the key {key} is missing", True, id="with-a-value"),
        pytest.param("the key {key} is missing here", False, id="more-than-is-said"),
        pytest.param("is missing {key} the key", False, id="in-another-order"),
    ],
)
def test_message_is_shown_where_all_of_it_stands(message: str, shown: bool) -> None:
    assert is_shown(message) is shown
