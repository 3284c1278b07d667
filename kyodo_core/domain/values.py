"""How the project's values are made: frozen attrs classes that are cheap to define.

attrs writes and compiles `__eq__`, `__hash__` and `__repr__` anew for every class. With some ninety
classes that is half of the time a command takes to start, so they inherit them from `Value`.
"""

from typing import Any, Self, TypeVar, cast, dataclass_transform

import attrs

C = TypeVar("C", bound=type[Any])


class Value:
    """Compared, hashed and shown by its fields; an instance equals only instances of its own class."""

    __slots__ = ()

    @classmethod
    def fields(cls) -> "tuple[attrs.Attribute[Any], ...]":
        """The attrs fields of the class, in order; as attrs.fields, without its asking what it is given."""
        return cast("tuple[attrs.Attribute[Any], ...]", cast("Any", cls).__attrs_attrs__)

    def having(self, **changes: Any) -> Self:
        """The same value with some fields changed."""
        return cast("Self", attrs.evolve(cast("Any", self), **changes))

    def _held(self) -> tuple[Any, ...]:
        return tuple([getattr(self, field.name) for field in self.fields()])

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._held() == other._held()

    def __hash__(self) -> int:
        return hash(self._held())

    def __repr__(self) -> str:
        said = (f"{f.name}={getattr(self, f.name)!r}" for f in self.fields())
        return f"{type(self).__name__}({', '.join(said)})"


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(attrs.field,))
def value(cls: C) -> C:
    """A frozen attrs class, a subclass of `Value`, whose fields are given by name."""
    made: C = attrs.frozen(cls, kw_only=True, eq=False, repr=False)
    return made


@dataclass_transform(frozen_default=True, field_specifiers=(attrs.field,))
def record(cls: C) -> C:
    """A frozen attrs class, a subclass of `Value`, whose few fields are given in order."""
    made: C = attrs.frozen(cls, eq=False, repr=False)
    return made
