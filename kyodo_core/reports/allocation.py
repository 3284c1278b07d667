"""算定表: an allocation to areas, as a report and as data."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kyodo_core.aspects.programs import Program
from kyodo_core.assessment.allocate import Allocation, Line
from kyodo_core.domain.municipality import Municipality
from kyodo_core.domain.reports import Paragraph, Report, Section, Table
from kyodo_core.domain.sources import Citation
from kyodo_core.errors import Fault, nearest
from kyodo_core.messages import _


def allocation_report(
    city: Municipality, program: Program, year: object, allocation: Allocation, cite: Sequence[Citation]
) -> Report:
    """Every component per area with its formula, the totals, what cut them, and what is left of each pool."""
    names = tuple(component.name for component in allocation.components)
    formulas = Table(
        (_("Area"), *names),
        tuple((line.area, *line.formulas) for line in allocation.lines),
        ratios=(2, *(4 for _name in names)),
    )
    title = _("{city} {program}: allocation for {year}").format(
        city=city.name, program=program.name, year=year
    )
    amounts = Section(_("Amounts"), (_amounts(allocation, names, cite), *_notes(allocation)))
    return Report(title, (amounts, Section(_("Formulas"), (formulas,))), documents=city.header.documents)


def _amounts(allocation: Allocation, names: Sequence[str], cite: Sequence[Citation]) -> Table:
    """The amounts; where a limit or a rounding changed a total, the sum before it and what did."""
    cut = any(line.cuts for line in allocation.lines)
    figures = [*(f"{name}（円）" for name in names), *([_("Sum (yen)")] if cut else []), _("Total (yen)")]
    rows = [
        (line.area, *_yen(line.amounts, line.sum if cut else None, line.total), *_remark(line, cut))
        for line in allocation.lines
    ]
    sums = [sum(line.amounts[place] for line in allocation.lines) for place in range(len(names))]
    rows.append(
        (_("Total"), *_yen(sums, sum(sums) if cut else None, allocation.total), *([""] if cut else []))
    )
    return Table(
        (_("Area"), *figures, *([_("Remark")] if cut else [])),
        tuple(rows),
        right=tuple(range(1, len(figures) + 1)),
        citations=tuple(cite),
    )


def _yen(amounts: Sequence[int], before: int | None, total: int) -> list[str]:
    return [f"{amount:,}" for amount in (*amounts, *([before] if before is not None else []), total)]


def _remark(line: Line, cut: bool) -> list[str]:
    """What changed the area's total; nothing where no area has such a remark."""
    said = [f"{one.by}: {one.before:,}円 → {one.after:,}円" for one in line.cuts]
    return ["\n".join(said)] if cut else []


def _notes(allocation: Allocation) -> Iterator[Paragraph]:
    for name, left in allocation.remainders.items():
        yield Paragraph(_("Left of {pool}: {amount} yen").format(pool=name, amount=f"{left:,}"))
    for area in allocation.left_out:
        yield Paragraph(_("Left out by an exception: {area}").format(area=area))
    for area, reason in allocation.refused.items():
        yield Paragraph(f"{area}: {reason}")


def absent_areas(allocation: Allocation, areas_file: str) -> Iterator[Fault]:
    """The areas that an exception names and the file does not have, each with the nearest one there is."""
    found = [line.area for line in allocation.lines] + [*allocation.left_out, *allocation.refused]
    for area in allocation.absent:
        message = _("the file has no area {area}, which an exception names").format(area=area)
        yield Fault(file=areas_file, message=message, hint=nearest(area, found))


def allocation_data(allocation: Allocation) -> Mapping[str, Any]:
    """`areas` with the yen of each component, `total`, who got nothing, and what is left of each pool."""
    return {
        "components": [component.name for component in allocation.components],
        "areas": [
            {
                "area": line.area,
                "amounts": list(line.amounts),
                "formulas": list(line.formulas),
                "sum": line.sum,
                "cuts": [{"by": one.by, "before": one.before, "after": one.after} for one in line.cuts],
                "total": line.total,
            }
            for line in allocation.lines
        ],
        "left_out": list(allocation.left_out),
        "absent": list(allocation.absent),
        "refused": dict(allocation.refused),
        "remainders": dict(allocation.remainders),
        "total": allocation.total,
    }
