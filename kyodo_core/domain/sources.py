"""Documents and citations: every stated fact says where it stands."""

from attrs import field, frozen

from kyodo_core.domain.labels import says
from kyodo_core.domain.silence import NOT_STATED, NotStated, Text
from kyodo_core.domain.values import Value, value
from kyodo_core.domain.years import DocumentDate


@frozen
class Citation:
    """A place in a document; written `document#section` in TOML."""

    document: str
    section: str

    @classmethod
    def parse(cls, text: str) -> "Citation":
        """Read `document#section`.

        Raises:
            ValueError: either part is missing.
        """
        document, mark, section = text.partition("#")
        if not (mark and document.strip() and section.strip()):
            raise ValueError(text)
        return cls(document.strip(), section.strip())

    def __str__(self) -> str:
        return f"{self.document}#{self.section}"


@value
class Document(Value):
    """A source that a city's facts are taken from."""

    id: str = field(metadata=says("文書ID", "Document id"))
    title: str = field(metadata=says("名称", "Title"))
    short: str = field(metadata=says("略称", "Short title, shown in tables"))
    issuer: str = field(metadata=says("発行者", "Issuer"))
    issued: DocumentDate | NotStated = field(
        default=NOT_STATED, metadata=says("発行・策定の日", "Date of issue, as the document gives it")
    )
    state_of: DocumentDate | NotStated = field(
        default=NOT_STATED, metadata=says("内容の時点", "Date of the state that the document describes")
    )
    supersedes: tuple[str, ...] = field(
        default=(), metadata=says("引き継いだ文書", "Ids of the documents it took over from")
    )
    plan: Text = field(
        default=NOT_STATED, metadata=says("計画", "Id of the plan that it sets out", refers="plans")
    )
    note: Text = field(default=NOT_STATED, metadata=says("注記", "How complete the text at hand is"))
