"""One municipality with all that it states about collaboration."""

from collections.abc import Mapping

from attrs import field

from kyodo_core.domain.codes import MunicipalityCode
from kyodo_core.domain.facts import Fact
from kyodo_core.domain.labels import says
from kyodo_core.domain.sources import Document
from kyodo_core.domain.values import Value, value

Holdings = Mapping[str, tuple[Fact, ...]]
"""The facts of one city by aspect id.

An aspect that the documents do not state is not `in` it, and looked up is an empty tuple.
"""


@value
class Header(Value):
    """The identity of a municipality and the documents it is encoded from; a city just begun has none.

    `schema` is the version of kyodo's TOML that the plugin is written for. `todo` names the aspects that are
    not encoded yet: of these, silence is no statement of the documents.
    """

    schema: int = field(metadata=says("TOMLの版", "Version of kyodo's TOML that it is written for"))
    slug: str = field(metadata=says("識別子", "Slug: lower-case ASCII, the plugin's entry point"))
    name: str = field(metadata=says("市町村名", "Name"))
    code: MunicipalityCode = field(metadata=says("全国地方公共団体コード", "Municipality code, six digits"))
    prefecture: str = field(metadata=says("都道府県", "Prefecture"))
    documents: tuple[Document, ...] = field(default=(), metadata=says("文書", "Documents"))
    todo: tuple[str, ...] = field(
        default=(), metadata=says("未入力の項目", "Ids of the aspects that are not encoded yet")
    )


@value
class Municipality(Value):
    """What a plugin supplies: its header, and its facts by aspect.

    `aspects` may read an aspect only when it is asked for, and then raises DefinitionError with all
    faults of that aspect's file.
    """

    header: Header
    aspects: Holdings

    @property
    def slug(self) -> str:
        return self.header.slug

    @property
    def name(self) -> str:
        return self.header.name

    def awaits(self, aspect_id: str) -> bool:
        """Is the aspect still to be encoded?"""
        return aspect_id in self.header.todo

    def document(self, document_id: str) -> Document:
        """The document of that id; KeyError if the city declares none."""
        for document in self.header.documents:
            if document.id == document_id:
                return document
        raise KeyError(document_id)
