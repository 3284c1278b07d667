"""併用不可: who takes part in one of the named programs in the year is not eligible."""

from collections.abc import Iterator

from kyodo_core.domain.values import Value, record
from kyodo_core.messages import _
from kyodo_core.rules.case import Case
from kyodo_core.rules.columns import ColumnCase
from kyodo_core.rules.facts import OTHER_PROGRAMS


@record
class Exclusion(Value):
    programs: tuple[str, ...]

    def needs(self) -> Iterator[tuple[str, str]]:
        yield OTHER_PROGRAMS, _("the program is not combined with some others")

    def apply(self, case: Case) -> None:
        taken = case.facts[OTHER_PROGRAMS]
        assert isinstance(taken, tuple)
        both = [program for program in self.programs if program in taken]
        label = _("Not combined with: {programs}").format(programs=", ".join(self.programs))
        case.note(label, _("not met") if both else _("met"), **{OTHER_PROGRAMS: ", ".join(taken) or "-"})
        for program in both:
            case.refuse(_("The program is not combined with {program}.").format(program=program))

    def columns(self, case: ColumnCase) -> None:
        """Nothing: who takes part in other programs is assessed singly, since their ids are looked up."""
