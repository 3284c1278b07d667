"""How much of a framework a city's plugin holds: by aspect, its facts and their citations."""

from kyodo_core.aspects import ASPECT_IDS
from kyodo_core.domain.citing import citations_of
from kyodo_core.domain.labels import Kind
from kyodo_core.domain.municipality import Municipality
from kyodo_core.domain.values import Value, record
from kyodo_core.errors import FaultsError


class Encoding(Kind):
    """What a plugin says of an aspect: facts, that its documents are silent, or nothing yet."""

    STATED = "stated", "記載あり", "Stated"
    NOT_STATED = "not_stated", "記載なし", "Not stated"
    TODO = "todo", "未入力", "Not encoded yet"
    FAULTY = "faulty", "読み込めない", "Cannot be read"


@record
class CoveredAspect(Value):
    """One aspect: how many facts the city states, and how many places of documents they cite.

    A place that two facts cite counts twice, so that the counts of a city's aspects add up.
    """

    aspect_id: str
    encoding: Encoding
    facts: int = 0
    citations: int = 0


@record
class Coverage(Value):
    """All aspects of one city, in their order."""

    city: Municipality
    aspects: tuple[CoveredAspect, ...]

    def count(self, encoding: Encoding) -> int:
        return sum(covered.encoding is encoding for covered in self.aspects)

    @property
    def facts(self) -> int:
        return sum(covered.facts for covered in self.aspects)

    @property
    def citations(self) -> int:
        return sum(covered.citations for covered in self.aspects)


def coverage(city: Municipality) -> Coverage:
    """Count what the city states; an aspect whose file is wrong is counted as `faulty`, not raised."""
    return Coverage(city, tuple(_covered(city, aspect_id) for aspect_id in ASPECT_IDS))


def _covered(city: Municipality, aspect_id: str) -> CoveredAspect:
    try:
        facts = city.aspects[aspect_id]
    except FaultsError:
        return CoveredAspect(aspect_id, Encoding.FAULTY)
    if facts:
        cited = sum(len(citations_of(fact)) for fact in facts)
        return CoveredAspect(aspect_id, Encoding.STATED, len(facts), cited)
    return CoveredAspect(aspect_id, Encoding.TODO if city.awaits(aspect_id) else Encoding.NOT_STATED)
