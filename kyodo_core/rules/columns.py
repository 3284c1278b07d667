"""The rules on whole columns: a small language of whole-number columns that a query engine carries out.

An element writes with it what its `apply` does to one case. Amounts stay exact: a ratio is a numerator and
a denominator, both whole. Every column knows how large it can get, so that a rule that would pass 64 bits
is found before it is computed; such a rule is assessed one application at a time.

Equal parts of a rule are one node of the graph, and figures are parameters, numbered as they are drawn:
two programs whose rules end in the same nodes have one shape, and one query computes both.
"""

from collections.abc import Sequence
from fractions import Fraction
from string import Formatter

from attrs import define, field

from kyodo_core.domain.values import Value, record

LARGEST = 10**12
"""Numbers of an application up to which columns are exact; in yen, a trillion."""
BOUND = 2**63 - 1

Node = tuple[str | int, ...]


class Graph:
    """The nodes of all rules, each once; a node is its operation with the numbers of what it works on.

    `largest` is the largest number that any column made since it was last set to 0 can reach.
    """

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.largest = 0
        self._numbers: dict[Node, int] = {}

    def number(self, *node: str | int) -> int:
        """The number of a node, a new one if no rule had it yet."""
        number = self._numbers.setdefault(node, len(self.nodes))
        if number == len(self.nodes):
            self.nodes.append(node)
        return number

    def constant(self, number: int) -> int | None:
        """The number that a node is in every row and program, if it is one."""
        node = self.nodes[number]
        return int(node[1]) if node[0] == "constant" else None


@record
class Column(Value):
    """A column of whole numbers, truths or texts; `bound` is the largest number that it can hold."""

    graph: Graph
    number: int
    bound: int = 0

    def _with(self, operation: str, other: "Column | int", bound: int) -> "Column":
        right = self._column(other)
        self.graph.largest = max(self.graph.largest, bound)
        return Column(self.graph, self.graph.number(operation, self.number, right.number), bound)

    def __add__(self, other: "Column | int") -> "Column":
        """The sum; nothing is to be computed where one of them is 0 in every row."""
        right = self._column(other)
        if self._is(0) or right._is(0):
            return right if self._is(0) else self
        return self._with("add", right, self.bound + right.bound)

    def __mul__(self, other: "Column | int") -> "Column":
        """The product; nothing is to be computed where one of them is 0 or 1 in every row."""
        right = self._column(other)
        if self._is(0) or right._is(1):
            return self
        if self._is(1) or right._is(0):
            return right
        return self._with("mul", right, self.bound * right.bound)

    def _column(self, other: "Column | int") -> "Column":
        return other if isinstance(other, Column) else constant(self.graph, other)

    def _is(self, given: int) -> bool:
        return self.graph.constant(self.number) == given

    def less(self, other: "Column | int") -> "Column":
        """What is left of it after the other is taken off; nothing where the other is larger."""
        rest = self._with("sub", other, max(self.bound, _bound(other)))
        return rest._with("greatest", 0, self.bound)

    def parts(self, other: "Column", least: int) -> "Column":
        """Whole parts of the size of the other, which is nowhere smaller than `least`.

        What is divided is never negative, since engines round negatives differently.
        """
        return self._with("floordiv", other, self.bound // least)

    def least(self, other: "Column | int") -> "Column":
        return self._with("least", other, min(self.bound, _bound(other)))

    def equals(self, other: "Column | int") -> "Column":
        return self._with("eq", other, 1)

    def equals_text(self, text: str) -> "Column":
        """Is it this text, in every program alike?"""
        return self._with("eq", text_constant(self.graph, text), 1)

    def __le__(self, other: "Column | int") -> "Column":
        return self._with("le", other, 1)

    def __gt__(self, other: "Column | int") -> "Column":
        return ~(self <= other)

    def __and__(self, other: "Column") -> "Column":
        return self._with("and", other, 1)

    def __or__(self, other: "Column") -> "Column":
        return self._with("or", other, 1)

    def __invert__(self) -> "Column":
        return Column(self.graph, self.graph.number("not", self.number), 1)

    def where(self, then: "Column | int", other: "Column | int") -> "Column":
        """One column where this truth holds, the other where it does not."""
        one, two = self._column(then), self._column(other)
        bound = max(one.bound, two.bound)
        return Column(self.graph, self.graph.number("where", self.number, one.number, two.number), bound)

    def then_text(self, other: "Column") -> "Column":
        """This, as text, with the other after it."""
        return self._with("text", other, 0)


def constant(graph: Graph, given: int) -> Column:
    """The same number in every row, and in every program that has the same shape."""
    return Column(graph, graph.number("constant", given), abs(given))


def text_constant(graph: Graph, text: str) -> Column:
    """The same text in every row and every program."""
    return Column(graph, graph.number("text_constant", text))


def _bound(other: Column | int) -> int:
    return other.bound if isinstance(other, Column) else abs(other)


@record
class Ratio(Value):
    """An exact amount in columns: a numerator over a denominator above 0."""

    top: Column
    bottom: Column

    def plus(self, other: "Ratio") -> "Ratio":
        if self.bottom.number == other.bottom.number:
            return Ratio(self.top + other.top, self.bottom)
        return Ratio(self.top * other.bottom + other.top * self.bottom, self.bottom * other.bottom)

    def times(self, other: "Ratio") -> "Ratio":
        return Ratio(self.top * other.top, self.bottom * other.bottom)

    def least(self, other: "Ratio") -> "Ratio":
        if self.bottom.number == other.bottom.number:
            return Ratio(self.top.least(other.top), self.bottom)
        top = (self.top * other.bottom).least(other.top * self.bottom)
        return Ratio(top, self.bottom * other.bottom)

    def less(self, other: Column) -> "Ratio":
        """Less whole yen; not below 0."""
        return Ratio(self.top.less(other * self.bottom), self.bottom)


@record
class ColumnRefusal(Value):
    """Where it holds, nothing is granted, and the message says why.

    `template` is what the message says in all rows.
    """

    condition: Column
    template: str
    message: Column


@define
class ColumnCase:
    """All applications under one set of terms, on their way through the elements of its rule.

    `costs` are the categories that the applications have a column for. `drawn` has the parameters in the
    order in which the elements drew them.
    """

    graph: Graph
    costs: Sequence[str] = ()
    drawn: list[int | str] = field(factory=list)
    refusals: list[ColumnRefusal] = field(factory=list)
    cost: Ratio = field(init=False)
    amount: Ratio = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.cost = self.amount = self.whole(constant(self.graph, 0))

    def fact(self, name: str) -> Column:
        """A fact of the applicants, of the type that the program declares."""
        return Column(self.graph, self.graph.number("fact", name), LARGEST)

    def date(self, name: str) -> Column:
        """A fact that is a date, as the number 20270401."""
        return Column(self.graph, self.graph.number("date", name), 99_999_999)

    def declared_cost(self, category: str) -> Column:
        """The costs of a category, in yen."""
        return Column(self.graph, self.graph.number("cost", category), LARGEST)

    def parameter(self, given: int | str) -> Column:
        """A figure or text of these terms; other programs of the same shape have others."""
        operation = "text_parameter" if isinstance(given, str) else "parameter"
        number = self.graph.number(operation, len(self.drawn))
        self.drawn.append(given)
        bound = given if isinstance(given, int) else 0
        self.graph.largest = max(self.graph.largest, bound)
        return Column(self.graph, number, bound)

    def text(self, text: str) -> Column:
        """A text that is no parameter: the same in every program."""
        return text_constant(self.graph, text)

    def whole(self, amount: Column) -> Ratio:
        """Whole yen as a ratio."""
        return Ratio(amount, constant(self.graph, 1))

    def rate(self, rate: Fraction) -> Ratio:
        return Ratio(self.parameter(rate.numerator), self.parameter(rate.denominator))

    def refuse_saying(self, condition: Column, text: str) -> None:
        """Grant nothing where the condition holds, and say this; a text that is said twice is told once."""
        self.refusals.append(ColumnRefusal(condition, text, self.parameter(text)))

    def refuse(self, condition: Column, template: str, **values: "Column | int | str") -> None:
        """Grant nothing where the condition holds; columns among the values are filled in row by row."""
        message: Column | None = None
        text = said = ""
        for literal, name, _format, _conversion in Formatter().parse(template):
            given = values[name] if name else ""
            text, said = text + literal, said + literal
            if isinstance(given, Column):
                before = self.parameter(text)
                message = (before if message is None else message.then_text(before)).then_text(given)
                text, said = "", f"{said}{{{name}}}"
            else:
                text, said = text + str(given), said + str(given)
        if text or message is None:
            last = self.parameter(text)
            message = last if message is None else message.then_text(last)
        self.refusals.append(ColumnRefusal(condition, said, message))
