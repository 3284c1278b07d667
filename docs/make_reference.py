"""Write the key reference of all TOML files: `python docs/make_reference.py`.

Everything in it is read from the classes that the files are read into: the keys from their attrs
fields, the words from the fields' labels, the core kinds from the enumerations. `docs/toml-reference.md`
is written anew and is the same for the same classes.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
from reference_tables import anchor, fields, key_table, nested, table_section, used

from kyodo_core.aspects import ASPECT_IDS, Aspect, aspect
from kyodo_core.assessment.across import Asker
from kyodo_core.assessment.application import Application
from kyodo_core.configuration import Choices
from kyodo_core.domain.facts import Fact
from kyodo_core.domain.municipality import Header
from kyodo_core.domain.sources import Document
from kyodo_core.importing.maps import MapFile
from kyodo_core.loading.additions import Addition
from kyodo_core.rules.facts import KNOWN, SUPPLIED

FILE = Path(__file__).parent / "toml-reference.md"

INTRODUCTION = """\
# Keys of the TOML files

Made by `python docs/make_reference.py` from the classes that the files are read into; not edited by hand.
How a city is written, with examples, stands in [toml.md](toml.md), how the terms of a program are in
[terms.ja.md](terms.ja.md).

| file | is |
|---|---|
| [`municipality.toml`](#municipalitytoml), [`aspects/*.toml`](#keys-of-every-fact) | a city, in its plugin |
| [an application](#an-application) | what `kyodo assess` and `kyodo compare --applicant` read |
| [`kyodo.toml`](#kyodotoml), [`<city>.toml`](#citytoml-an-overlay) | choices of a deployment, overlays |
| [a map of a table](#a-map-of-a-table) | how `kyodo import-table` reads headings |
| [areas](#areas) | no TOML but a table: what `kyodo allocate` reads |

| type | written as |
|---|---|
| text | `"…"`, not empty |
| whole number | `200_000`, without quotes |
| number | `37.5` or `100`, without quotes, kept exactly |
| true or false | `true`, without quotes |
| rate | `"2/3"` or `"66.7%"` |
| fiscal year | `"平成26年度"`, `"H26"`, `"令和元年度"`, `"2014年度"` |
| day | `2014-04-01`, without quotes |
| date | `"令和6年4月1日"`, `"H23.4"`, `"平成20年"`, or `2014-04-01` without quotes |
| citation | `"document#section"` |
| citations | one citation, or a list of them |
| code | six digits in quotes, the last one the check digit |
| list of … | `[ …, … ]` |
| table | `{ key = … }`, or its own heading `[….key]` |
| list of tables | `[{ … }, { … }]`, or one heading `[[….key]]` for each |
| *kind* | the id of one core kind, in quotes |
| fact | by its [type](#facttype): `12`, `true`, `"…"`, `2014-04-01` without quotes, `["…", "…"]` |

A key that is not required is left out where the document is silent; `"not_stated"` says the same, except
for a list, which is left out. A required list may be empty: `kinds = []` says that no core kind fits, and
the fact is then compared in the row その他（独自）. An `id` is lower-case ASCII letters, figures and
hyphens: `"co-hosting"`."""

APPLICATION = """\
What `kyodo assess` reads; `kyodo assess --template CITY PROGRAM` writes one to fill in. The facts are those
that the program declares and those that every program knows."""

ASKER = """\
What `kyodo compare --applicant` reads. An application will do: the keys that name a city and a program are
not used."""

CHOICES = """\
The choices of a deployment ([where it lies](../configs/README.md)). Without the file, all installed cities
answer."""

OVERLAY = f"""\
## &lt;city&gt;.toml, an overlay

Beside `kyodo.toml`, with the slug of a city as its name: your own terms for the city's programs, and programs
of your own. Every `[[program.terms]]` in it states `since` and `basis`.

`[[document]]`, for your own rules, has the keys of a [document](#{anchor(Document)})."""

ADDITION = (
    "It adds terms to the plugin's program, which hold from their `since` on; nothing else of it changes."
)

OWN_PROGRAM = """\
### `[[program]]` with another id

It is a program of your own, with the keys of [aspects/programs.toml](#aspectsprogramstoml)."""

MAP = """\
What `kyodo import-table --map` reads and `--save-map` writes: how the headings of a table are read
([plugins.md](plugins.md#from-a-table))."""

AREAS = """\
## Areas

What `kyodo allocate` reads is a table, CSV or Excel, with a row for each area. The first column names the
area; each other column is headed by the id or the name of a fact that the program declares or that every
program knows. How cells are written stands in [guide.ja.md](guide.ja.md#表を読ませる)."""


def reference_text() -> str:
    """The whole reference, in the order of the aspects."""
    return "\n\n".join([INTRODUCTION, *Reference().sections()]) + "\n"


class Reference:
    """Walks the files; a nested table or kind stands with the one aspect that uses it, or after all aspects.

    `documented` has the classes whose tables were written.
    """

    def __init__(self) -> None:
        self.documented: list[Any] = []
        self._users: dict[Any, list[str]] = {}
        for aspect_id in ASPECT_IDS:
            for held in dict.fromkeys(used(_own(aspect(aspect_id)))):
                self._users.setdefault(held, []).append(aspect_id)

    def sections(self) -> Iterator[str]:
        yield from self._file("## municipality.toml", Header, "The identity of the city and its documents.")
        about = "Every table of every aspect has these keys; what each aspect adds follows."
        yield from self._file("## Keys of every fact", Fact, about)
        for aspect_id in ASPECT_IDS:
            yield from self._aspect(aspect(aspect_id))
        yield "## Tables and kinds that several aspects use"
        for held, users in self._users.items():
            if len(users) > 1:
                yield from self._nested(held)
        yield from self._file("## An application", Application, APPLICATION)
        yield "\n".join(_known_facts())
        yield from self._file("### An applicant for every city", Asker, ASKER)
        yield from self._file("## kyodo.toml", Choices, CHOICES)
        yield OVERLAY
        yield from self._file("### `[[program]]` with the id of a program of the plugin", Addition, ADDITION)
        yield OWN_PROGRAM
        yield from self._file("## A map of a table", MapFile, MAP)
        yield AREAS

    def _aspect(self, declared: Aspect) -> Iterator[str]:
        label = declared.label
        heading = f"[{declared.table}]" if declared.single else f"[[{declared.table}]]"
        self.documented.append(declared.fact)
        yield "\n\n".join(
            [
                f"## aspects/{declared.id}.toml",
                f"`{heading}` — {label.ja} / {label.en}",
                key_table(_own(declared), declared.fact),
            ]
        )
        for held, users in self._users.items():
            if users == [declared.id]:
                yield from self._nested(held)

    def _file(self, heading: str, cls: Any, introduction: str) -> Iterator[str]:
        """The table of a class, and the tables and kinds in it that do not stand elsewhere."""
        self.documented.append(cls)
        yield table_section(heading, cls, introduction)
        for held in dict.fromkeys(used(fields(cls))):
            if held not in self._users or cls is Fact:
                yield from self._nested(held)

    def _nested(self, held: Any) -> Iterator[str]:
        if held not in self.documented:
            self.documented.append(held)
            yield nested(held)


def _known_facts() -> Iterator[str]:
    """A line for each fact that every program knows."""
    supplied = " and ".join(f"`{name}`" for name in SUPPLIED)
    yield from ("### Facts that every program knows", "")
    yield f"Terms may ask for these without declaring them; {supplied} are known without being stated."
    yield from ("", "| id | type | 日本語 | unit |", "|---|---|---|---|")
    for fact in KNOWN.values():
        yield f"| `{fact.id}` | `{fact.type}` | {fact.name} | {fact.unit or ''} |"


def _own(declared: Aspect) -> list["attrs.Attribute[Any]"]:
    """The fields that an aspect adds to those of every fact."""
    common = {field.name for field in fields(Fact)}
    return [field for field in fields(declared.fact) if field.name not in common]


if __name__ == "__main__":
    FILE.write_text(reference_text(), encoding="utf-8", newline="\n")
