"""A shape as expressions on columns: the same for polars, duckdb and Spark.

They are written once, in the part of polars' language that narwhals has too. The lazy engines take them
through narwhals; the default engine takes them from polars itself, since translating them anew for each
batch cost as much as computing it.
"""

from collections.abc import Callable
from functools import reduce
from operator import and_, or_
from typing import Any

from kyodo_core.bulk.heads import NO_NAMES, Heads
from kyodo_core.bulk.rulebook import parameter
from kyodo_core.bulk.shapes import Shape
from kyodo_core.domain.kinds import ActorKind
from kyodo_core.rules.columns import LARGEST, Graph, Node
from kyodo_core.rules.facts import FISCAL_YEAR, KIND, FactType

ELIGIBLE, AMOUNT, REASON = "eligible", "amount", "reason"
THE_YEAR = "__year"
"""The column with the fiscal year as a number, beside the parameters."""

Api = Any
"""The module that expressions are made with: narwhals, or polars."""
Given = Callable[[str], Any]
"""A parameter or the fiscal year by the name of its column: the column, or its one value."""
_LEAVES = ("fact", "cost", "parameter", "text_parameter", "constant", "text_constant")


class Query:
    """The expressions of one shape over the columns of a file.

    Steps that several others use, or that are chosen between, are columns of their own, made stage by stage
    in `stages`; an expression that was repeated instead would grow with every limit. `for_results` and
    `for_reasons` are the parameters that the results ask for, and those that only the reasons do, by the
    names of their columns. `kind` is that of all applicants, where they are of one.
    """

    def __init__(
        self, api: Api, graph: Graph, heads: Heads, shape: Shape, given: Given, kind: str | None = None
    ) -> None:
        self._api = api
        self._graph = graph
        self._heads = heads
        self._given = given
        self._kind = api.col(heads.roles[KIND]) if kind is None else api.lit(kind, dtype=api.String)
        self.shape = shape
        self._numbers = {check.head for check in shape.checks if check.type is FactType.NUMBER}
        self._staging = True
        self._columns = self._shared()
        self._made: dict[int, Any] = {}
        self._level: dict[int, int] = {}
        self.stages: list[dict[str, Any]] = []
        self._asked: dict[str, None] = {}
        self._refused = [self._expr(condition) for condition, _message in shape.refusals]
        self._amount = self._expr(shape.amount) if shape.amount is not None else None
        self.for_results = tuple(self._asked)
        self._staging = False  # messages are for few rows: nothing of them is made for all
        self._told = [self._expr(message) for _condition, message in shape.refusals]
        self._silence = self._expr(shape.silence) if shape.silence is not None else None
        self.for_reasons = tuple(name for name in self._asked if name not in self.for_results)

    def sound(self) -> Any:
        """Where a row can be computed: what is needed is there, no number is negative or too large.

        Asked before anything is computed: an engine takes the least of an empty cost and a limit to be
        the limit.
        """
        kind = self._api.col(self._heads.roles[KIND])
        checks = [~kind.is_null(), kind.is_in([str(one) for one in ActorKind])]
        for check in self.shape.checks:
            column = self._api.col(check.head)
            within = self._within(column, check.type)
            if check.needed:
                checks.append(~column.is_null())
                if within is not None:
                    checks.append(within)
            elif within is not None:
                checks.append(column.is_null() | within)
        checks += [self._api.col(head).is_null() for head in self.shape.empty]
        return reduce(and_, checks)

    def _within(self, column: Any, fact_type: FactType) -> Any:
        """Is the value one that can be computed? None where every value is."""
        if fact_type is FactType.NUMBER:
            return (column >= 0) & (column <= LARGEST)
        if fact_type is FactType.NAMES:
            return column.is_in(NO_NAMES)
        return None

    def computed(self, frame: Any) -> Any:
        """The rows with `eligible` and `amount`: whole yen, 0 for who is not eligible, nothing where the
        document states no amount.
        """
        for stage in self.stages:
            frame = frame.with_columns(**stage)
        eligible = ~reduce(or_, self._refused) if self._refused else self._api.lit(True)
        zero = self._api.lit(0, dtype=self._api.Int64)
        if self._amount is None:
            frame = frame.with_columns(eligible.alias(ELIGIBLE))
            return frame.with_columns(self._api.when(~self._api.col(ELIGIBLE)).then(zero).alias(AMOUNT))
        # a column before it is chosen, see _shared
        frame = frame.with_columns(eligible.alias(ELIGIBLE), self._amount.alias(AMOUNT))
        granted = self._api.when(self._api.col(ELIGIBLE)).then(self._api.col(AMOUNT)).otherwise(zero)
        return frame.with_columns(granted.alias(AMOUNT))

    def reason(self) -> Any:
        """Why nothing is granted: all messages, in the order of the rules; nothing for who is granted."""
        parts = [
            self._api.when(condition).then(message)
            for condition, message in zip(self._refused, self._told, strict=True)
        ]
        if self._silence is not None:
            parts.append(self._api.when(self._api.col(ELIGIBLE)).then(self._silence))
        if not parts:
            return self._api.lit(None, dtype=self._api.String)
        joined = (
            parts[0] if len(parts) == 1 else self._api.concat_str(parts, separator=" ", ignore_nulls=True)
        )
        return joined if self._silence is not None else self._api.when(~self._api.col(ELIGIBLE)).then(joined)

    def _shared(self) -> set[int]:
        """The nodes that are made columns: used several times, or chosen between.

        polars takes several times as long for a least or greatest within a choice as for a column of it.
        """
        roots = [node for pair in self.shape.refusals for node in pair]
        roots += [node for node in (self.shape.amount, self.shape.silence) if node is not None]
        found: set[int] = set()
        seen: set[int] = set()
        while roots:
            number = roots.pop()
            if number in seen:
                found.add(number)
                continue
            seen.add(number)
            node = self._graph.nodes[number]
            below = _below(node)
            if node[0] == "where":
                found.update(below[1:])
            roots += below
        return found

    def _expr(self, number: int) -> Any:
        """The expression of a node; one that is used again becomes a column first."""
        if number not in self._made:
            node = self._graph.nodes[number]
            below = [self._expr(one) for one in _below(node)]
            made = self._translated(node, below)
            self._level[number] = max((self._level[one] for one in _below(node)), default=0)
            if self._staging and node[0] not in _LEAVES and number in self._columns:
                made = self._staged(number, made)
            self._made[number] = made
        return self._made[number]

    def _staged(self, number: int, made: Any) -> Any:
        level = self._level[number]
        if level == len(self.stages):
            self.stages.append({})
        self.stages[level][f"__step_{number}"] = made
        self._level[number] = level + 1
        return self._api.col(f"__step_{number}")

    def _translated(self, node: Node, below: list[Any]) -> Any:
        operation, rest = str(node[0]), node[1:]
        if operation == "fact":
            return self._fact(str(rest[0]))
        if operation == "date":
            day = self._fact(str(rest[0])).dt
            return self._long(day.year()) * 10_000 + self._long(day.month()) * 100 + self._long(day.day())
        if operation == "cost":
            return self._long(self._api.col(self._heads.costs[str(rest[0])]))
        if operation in ("parameter", "text_parameter"):
            return self._parameter(parameter(int(rest[0]), "" if operation == "text_parameter" else 0))
        if operation == "constant":
            return self._api.lit(int(rest[0]), dtype=self._api.Int64)
        if operation == "text_constant":
            return self._api.lit(str(rest[0]), dtype=self._api.String)
        return _OPERATIONS[operation](self._api, *below)

    def _parameter(self, name: str) -> Any:
        self._asked[name] = None
        return self._given(name)

    def _long(self, column: Any) -> Any:
        return column.cast(self._api.Int64)

    def _fact(self, name: str) -> Any:
        if name == FISCAL_YEAR:
            return self._parameter(THE_YEAR)
        if name == KIND:
            return self._kind
        head = self._heads.facts[name]
        return self._long(self._api.col(head)) if head in self._numbers else self._api.col(head)


def _below(node: Node) -> list[int]:
    """The nodes that a node works on."""
    return [] if node[0] in (*_LEAVES, "date") else [int(part) for part in node[1:]]


def _text(api: Api, one: Any, other: Any) -> Any:
    return api.concat_str([one.cast(api.String), other.cast(api.String)])


_OPERATIONS: dict[str, Callable[..., Any]] = {
    "add": lambda api, a, b: a + b,
    "sub": lambda api, a, b: a - b,
    "mul": lambda api, a, b: a * b,
    "floordiv": lambda api, a, b: a // b,
    "least": lambda api, a, b: api.min_horizontal(a, b),
    "greatest": lambda api, a, b: api.max_horizontal(a, b),
    "eq": lambda api, a, b: a == b,
    "le": lambda api, a, b: a <= b,
    "and": lambda api, a, b: a & b,
    "or": lambda api, a, b: a | b,
    "not": lambda api, a: ~a,
    "where": lambda api, truth, a, b: api.when(truth).then(a).otherwise(b),
    "text": _text,
}
