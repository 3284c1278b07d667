"""The texts of a new plugin's files."""

import json
from collections.abc import Iterable, Iterator
from string import Template

from kyodo_core.aspects import ASPECT_IDS, Aspect, aspect
from kyodo_core.domain.codes import MunicipalityCode
from kyodo_core.domain.municipality import Header
from kyodo_core.domain.sources import Document
from kyodo_core.domain.values import Value, record
from kyodo_core.loading.schemas import NAMES, file_name, schema_text
from kyodo_core.loading.versions import KEY, SCHEMA_VERSION
from kyodo_core.messages import _, language
from kyodo_core.scaffold import templates
from kyodo_core.scaffold.examples import Examples, commented, explained, kinds_of

SCHEMAS = "schemas"
"""The folder of the editors' schemas, beside the plugin's package."""


@record
class City(Value):
    """Who a new plugin is for; `document` is the title of its first document, empty if there is none yet."""

    slug: str
    name: str
    code: MunicipalityCode
    document: str = ""

    @property
    def package(self) -> str:
        """The name of the plugin's Python package."""
        return package_of(self.slug)

    @property
    def document_id(self) -> str:
        """The id of the first document, which the examples cite."""
        return f"{self.slug}-document"


def package_of(slug: str) -> str:
    """The Python package of a city's plugin."""
    return f"kyodo_{slug.replace('-', '_')}"


def quoted(text: str) -> str:
    """A text as a string of TOML."""
    return json.dumps(text, ensure_ascii=False)


def schema_lines(up: str, name: str) -> list[str]:
    """The line by which an editor finds the schema of a file; `up` leads to the plugin's folder.

    An empty line keeps it apart from the notes that follow.
    """
    return [f"#:schema {up}{SCHEMAS}/{file_name(name)}", ""]


def plugin_texts(city: City) -> dict[str, str]:
    """The text of every file of the plugin, by its path in the plugin's folder."""
    names = {
        "slug": city.slug,
        "package": city.package,
        "name": city.name,
        "prefecture": city.code.prefecture,
        "code": str(city.code),
        "description": quoted(f"{city.name}'s framework of collaboration for kyodo"),
        "aspects": "\n".join(f"| `{one.id}.toml` | {one.label.ja} | {one.label.en} |" for one in _aspects()),
    }
    texts = {
        path.replace("PACKAGE", city.package): Template(text).substitute(names)
        for path, text in templates.FILES.items()
    }
    texts[f"{city.package}/municipality.toml"] = municipality_text(city)
    for declared in _aspects():
        texts[f"{city.package}/aspects/{declared.id}.toml"] = aspect_text(declared, city.document_id)
    return texts | {f"{SCHEMAS}/{file_name(name)}": schema_text(name) for name in NAMES}


def municipality_text(city: City) -> str:
    """`municipality.toml`: who the city is, its first document or an example of one."""
    written = {
        KEY: str(SCHEMA_VERSION),
        "slug": quoted(city.slug),
        "name": quoted(city.name),
        "code": quoted(str(city.code)),
        "prefecture": quoted(city.code.prefecture),
    }
    examples = Examples(city.document_id)
    lines = schema_lines("../", "municipality")
    lines += [
        f"{field.name} = {written[field.name]}  # {explained(field)}"
        for field in Header.fields()
        if field.name in written
    ]
    lines += ["", *_todo(), "", *_prose(_about_documents()), "", _document(city, examples)]
    return "\n".join(lines) + "\n"


def _todo() -> Iterator[str]:
    """The aspects that are not encoded yet: all of them."""
    yield from _prose(_("Aspects that are not encoded yet. Take one out before you write it."))
    yield "todo = ["
    for declared in _aspects():
        yield f'  "{declared.id}",  # {declared.label.text(language())}'
    yield "]"


def _about_documents() -> str:
    return _(
        "Documents: one [[document]] for each. Whatever is stated cites one by its id, as document#section."
    )


def _document(city: City, examples: Examples) -> str:
    example = examples.fact(Document, "document", listed=True)
    given = {"id": city.document_id, "short": city.document, "issuer": city.name, "title": city.document}
    lines = []
    for line in example.split("\n"):
        key = line.partition(" = ")[0]
        known = given.get(key, "")
        if known:
            line = f"{key} = {quoted(known)}{line[line.index('  #') :]}"
        required = key.startswith("[[") or bool(known)
        lines.append(line if city.document and required else commented(line))
    return "\n".join(lines)


def aspect_text(declared: Aspect, document: str) -> str:
    """An aspect's file: how it is written, the words that it takes, and an example with every key."""
    heading = f"[{declared.table}]" if declared.single else f"[[{declared.table}]]"
    label = declared.label.text(language())
    example = Examples(document).fact(declared.fact, declared.table, not declared.single)
    lines = [
        *schema_lines("../../", declared.id),
        *_prose(f"{label}: {heading}", *_how()),
        "",
        *_vocabulary(declared),
        commented(example),
    ]
    return "\n".join(lines) + "\n"


def _how() -> Iterator[str]:
    yield _("Write only what the documents say; what is left out is not stated.")
    yield _("Take away the # before the lines that you need of the example, and overwrite its values.")
    yield _(
        "Required lines stay, the others only where they are needed. Repeat the table as often as needed."
    )


def _vocabulary(declared: Aspect) -> Iterator[str]:
    """The core kinds with their labels, by the keys that take them."""
    for kind, keys in kinds_of(declared.fact).items():
        yield from _prose(_("{keys} can be:").format(keys=", ".join(keys)))
        yield from (f"#   {member}  {member.label.text(language())}" for member in kind)
        yield "#"


def _prose(*paragraphs: str) -> Iterator[str]:
    return (f"# {paragraph}" for paragraph in paragraphs)


def _aspects() -> Iterable[Aspect]:
    return map(aspect, ASPECT_IDS)
