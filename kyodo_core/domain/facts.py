"""A fact: one thing that a document states, with the place where it states it."""

from attrs import field

from kyodo_core.domain.kinds import FormKind, Standing
from kyodo_core.domain.labels import Kind, says
from kyodo_core.domain.silence import NOT_STATED, NotStated, Text
from kyodo_core.domain.sources import Citation
from kyodo_core.domain.values import Value, value
from kyodo_core.domain.years import FiscalYear, Period, overdue


@value
class Later(Value):
    """What came of a plan that its own document left open; said by a later document."""

    text: str = field(metadata=says("その後", "What came of it"))
    since: FiscalYear | NotStated = field(default=NOT_STATED, metadata=says("年度", "Fiscal year"))
    cite: tuple[Citation, ...] = field(metadata=says("出典", "Citations"))


@value
class Conflict(Value):
    """What another place in the documents says of the same thing, kept beside the fact."""

    text: str = field(metadata=says("異なる記載", "The differing statement"))
    cite: tuple[Citation, ...] = field(metadata=says("出典", "Citations"))


@value
class Fact(Value):
    """What every fact has; each aspect adds its own fields.

    `name` is the document's own word for the thing, `text` says in other words what the document says
    of it. `inference` gives the reason where the text supports a reading without saying it outright.
    """

    id: str = field(metadata=says("ID", "Id, unique in the file, lower-case ASCII"))
    name: str = field(metadata=says("名称", "Name, in the document's own words"))
    text: Text = field(default=NOT_STATED, metadata=says("内容", "What the document says, in other words"))
    standing: Standing = field(
        default=Standing.IN_FORCE, metadata=says("確度", "How firmly the document says it")
    )
    since: FiscalYear | NotStated = field(
        default=NOT_STATED, metadata=says("開始年度", "First fiscal year in force")
    )
    until: FiscalYear | NotStated = field(
        default=NOT_STATED, metadata=says("終了年度", "Last fiscal year in force")
    )
    review_by: FiscalYear | NotStated = field(
        default=NOT_STATED, metadata=says("見直しの期限", "Fiscal year by which it is to be reviewed")
    )
    inference: Text = field(
        default=NOT_STATED, metadata=says("推定の理由", "Why the text supports this reading")
    )
    later: tuple[Later, ...] = field(default=(), metadata=says("その後の経過", "What came of it later"))
    conflicts: tuple[Conflict, ...] = field(
        default=(), metadata=says("資料間の相違", "Other statements of the same thing")
    )
    cite: tuple[Citation, ...] = field(metadata=says("出典", "Citations, document#section"))

    def core_kinds(self) -> tuple[Kind, ...]:
        """The core kinds that this fact is compared under; empty for a thing no core kind covers."""
        kinds: tuple[Kind, ...] = getattr(self, "kinds", ())
        return kinds

    def span(self) -> Period:
        """The fiscal years in which the fact holds; open where no year is stated."""
        return Period(self.since, self.until)

    def brief(self) -> str:
        """What the fact says, for a cell; empty where the document says no more than the name."""
        return self.text or ""

    def overdue(self, year: FiscalYear) -> bool:
        """Was it to be reviewed by a year that has passed, and is it still in force in `year`?"""
        return overdue(self.review_by, self.until, year)

    def holds_in(self, year: FiscalYear) -> bool:
        """Does the fact hold in `year`? A fact without years always does."""
        return year in self.span()


@value
class Practice(Fact):
    """A fact through which a city practises forms of cooperation, listed by it or not."""

    practises: tuple[FormKind, ...] = field(
        default=(), metadata=says("実践する協働の形態", "Forms of cooperation practised through it")
    )


@value
class Part(Value):
    """A named part of a fact: a function, a role, a use, a benefit."""

    name: str = field(metadata=says("名称", "Name, in the document's own words"))
    text: Text = field(default=NOT_STATED, metadata=says("内容", "What it says, in other words"))
    examples: tuple[str, ...] = field(default=(), metadata=says("例", "Examples"))
