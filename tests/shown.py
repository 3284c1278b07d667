"""What the tests expect kyodo to say: the texts in their sources and in the files of expected outputs.

A text of a source is there in one piece, with the texts that its module gives a name to, and `HOLE` for
what else stands in the braces of an f-string. An output may fold a message: each of its lines is there
together with those below.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

TESTS = Path(__file__).parent
_ABOUT = {Path(__file__), TESTS / "test_messages_shown.py", TESTS / "test_messages.py"}
HOLE = "\ufffc"
_END = "\0"
_FOLDED = 4
"""Over so many lines a message may run in an expected output."""
_PLACEHOLDER = re.compile(r"\{\w*\}")
_SIGN = rf"[{HOLE}:：、。（(「\[;>→│|は\"\n#.?]"
_BEFORE = rf"(?:^|(?<={_SIGN})|(?<={_SIGN} )|(?<=  ))"
_AFTER = rf"(?=$|[{HOLE}:：、。（()）」\].,;│|\"]|\s+[(（│|]|  )"


def is_shown(message: str) -> bool:
    """Does a test expect the whole message, with anything where it has braces?

    Around it stands a sign, not more of a sentence: a part of a message does not show the message.
    """
    literal = _PLACEHOLDER.split(message.strip())
    pattern = _whole(literal)
    return any(pattern.search(text) for text in _texts_with(max(literal, key=len)))


def _whole(literal: list[str]) -> re.Pattern[str]:
    """The message between two signs; those that it has itself at its ends are enough."""
    before = _BEFORE if literal[0][:1].isalnum() else ""
    after = _AFTER if literal[-1][-1:].isalnum() else ""
    return re.compile(before + ".+?".join(map(re.escape, literal)) + after, re.MULTILINE)


def _texts_with(part: str) -> Iterator[str]:
    """The expected texts in which a part stands."""
    every, place = _every(), -1
    while (place := every.find(part, place + 1)) >= 0:
        end = every.index(_END, place)
        yield every[every.rindex(_END, 0, place) + 1 : end]
        place = end


@cache
def _every() -> str:
    """All texts in one, which is searched quicker than many."""
    return _END.join(["", *dict.fromkeys([*sources(), *outputs()]), ""])


def sources() -> Iterator[str]:
    """Every text of the tests' sources; docstrings say nothing of what is expected."""
    for path in sorted(set(TESTS.rglob("*.py")) - _ABOUT):
        module = ast.parse(path.read_text(encoding="utf-8"))
        yield from _texts(module, dict(_named(module)))


def _named(module: ast.Module) -> Iterator[tuple[str, str]]:
    """The texts that a module has given a name to."""
    for node in module.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            name, held = node.targets[0], node.value.value
            if isinstance(name, ast.Name) and isinstance(held, str):
                yield name.id, held


def _texts(node: ast.AST, named: Mapping[str, str]) -> Iterator[str]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
            continue
        text = None if isinstance(child, ast.Name) else _text(child, named)
        if text is None:
            yield from _texts(child, named)
        else:
            yield text
            yield from _folded(text) if "\n" in text else ()
            yield re.sub(r"\\(.)", r"\1", text)  # a pattern for `match`


def _text(node: ast.AST, named: Mapping[str, str]) -> str | None:
    """The text of an expression that makes one; None of any other node."""
    if isinstance(node, ast.Constant):
        return node.value.replace(_END, "") if isinstance(node.value, str) else None
    if isinstance(node, ast.Name):
        return named.get(node.id)
    if isinstance(node, ast.FormattedValue):
        return _text(node.value, named)
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part, named) or HOLE for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        parts = (_text(node.left, named), _text(node.right, named))
        return None if parts == (None, None) else "".join(part or HOLE for part in parts)
    return None


def outputs() -> Iterator[str]:
    """What stands in the files of expected outputs, and in cases in TOML."""
    for path in (*TESTS.glob("*/expected/*.txt"), *TESTS.rglob("*.toml")):
        yield from _folded(path.read_text(encoding="utf-8"))


def _folded(text: str) -> Iterator[str]:
    """Every line of an output, alone and with those below it."""
    lines = [line.strip() for line in text.split("\n")]
    for start in range(len(lines)):
        for many in range(1, _FOLDED + 1):
            yield " ".join(lines[start : start + many])
            yield "".join(lines[start : start + many])
