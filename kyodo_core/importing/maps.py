"""What a person says of a table: which heading is which key, what all rows share, how ids are made.

It is said on the command line or kept in a small TOML file:

    id_prefix = "form"
    cite = "plan#第2章"
    ignore = ["備考"]

    [columns]
    "形態" = "name"

    [fixed]
    kinds = "共催"
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from attrs import field

from kyodo_core.domain.labels import says
from kyodo_core.domain.silence import NOT_STATED, Text
from kyodo_core.domain.sources import Citation
from kyodo_core.domain.values import Value, value
from kyodo_core.errors import KyodoError
from kyodo_core.importing.headings import Column, Said
from kyodo_core.importing.writing import value_text
from kyodo_core.loading.files import TomlFile
from kyodo_core.loading.structuring import structure
from kyodo_core.messages import _


@value
class MapFile(Value):
    """A table's headings by key, and what holds for all of its rows; as TOML has it."""

    columns: dict[str, str] = field(factory=dict, metadata=says("列", "Keys by heading"))
    ignore: tuple[str, ...] = field(default=(), metadata=says("読まない列", "Headings left out"))
    fixed: dict[str, str] = field(factory=dict, metadata=says("共通の値", "Values of all rows, by key"))
    id_prefix: Text = field(default=NOT_STATED, metadata=says("IDの接頭辞", "What made ids begin with"))
    cite: tuple[Citation, ...] = field(default=(), metadata=says("出典", "Citations of all rows"))


@value
class TableMap(MapFile):
    """The same as it is used; `needed` are the headings that the table must have."""

    needed: tuple[str, ...] = ()

    @property
    def said(self) -> Said:
        return Said(columns=self.columns, ignore=self.ignore, needed=self.needed)


def read_map(path: Path | str) -> TableMap:
    """The map in a TOML file.

    Raises:
        DefinitionError: the file is no map, with all its faults.
    """
    file = TomlFile(Path(path))
    read, faults = structure(file.data, MapFile)
    if faults:
        raise file.error(file.faults(faults))
    return TableMap(**{each.name: getattr(read, each.name) for each in MapFile.fields()})


def with_options(
    known: TableMap, columns: Iterable[str], fixed: Iterable[str], cite: Sequence[str], id_prefix: str
) -> TableMap:
    """The map with what the command line says, which comes before it.

    Raises:
        KyodoError: an option is not written 見出し=key or key=value, or a citation is none.
    """
    named = dict(_pair(text, _("write it heading=key")) for text in columns)
    same = dict(_pair(text, _("write it key=value")) for text in fixed)
    left_out = [heading for heading, key in named.items() if not key]
    return known.having(
        columns=known.columns | {heading: key for heading, key in named.items() if key},
        ignore=(*(heading for heading in known.ignore if heading not in named), *left_out),
        fixed=known.fixed | same,
        cite=tuple(map(_citation, cite)) or known.cite,
        id_prefix=id_prefix or known.id_prefix,
        needed=tuple(named),
    )


def _pair(text: str, hint: str) -> tuple[str, str]:
    name, mark, said = text.rpartition("=") if text.endswith("=") else text.partition("=")
    if not mark or not name.strip():
        raise KyodoError(_("{text} cannot be read.").format(text=text), hint)
    return name.strip(), said.strip()


def _citation(text: str) -> Citation:
    try:
        return Citation.parse(text)
    except ValueError:
        message = _("{text} cannot be read.").format(text=text)
        raise KyodoError(message, _("a citation is written document#section")) from None


def map_text(used: TableMap, heads: Sequence[str], columns: Sequence[Column]) -> str:
    """The map as it was used, with every heading, to be kept for the next table of the same form."""
    read = {column.heading: column.target.key for column in columns}
    lines = []
    if used.id_prefix:
        lines.append(f"id_prefix = {value_text(used.id_prefix)}")
    if used.cite:
        lines.append(f"cite = {value_text([str(one) for one in used.cite])}")
    left_out = [heading for heading in heads if heading and heading not in read]
    if left_out:
        lines.append(f"ignore = {value_text(left_out)}")
    lines += _table("columns", read)
    lines += _table("fixed", used.fixed)
    return "\n".join(lines).lstrip("\n") + "\n"


def _table(name: str, held: Mapping[str, str]) -> list[str]:
    if not held:
        return []
    return ["", f"[{name}]", *(f"{value_text(key)} = {value_text(said)}" for key, said in held.items())]
