"""What staff head a column with, beside the labels of the keys, where it can mean only one of them."""

from collections.abc import Mapping

from kyodo_core.aspects.indicators import ValueKind

_EVERYWHERE: Mapping[str, tuple[str, ...]] = {
    "name": ("名前",),
    "text": ("概要",),
    "kinds": ("種別",),
}
_ASPECTS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "councils": {"name": ("組織名", "団体名", "協議会名")},
    "forms": {"name": ("形態", "形態名", "協働の形態"), "points": ("ポイント",)},
    "indicators": {"name": ("指標", "指標名")},
    "programs": {"name": ("事業名", "事業名称", "補助金名", "制度名"), "text": ("事業概要",)},
}
_VALUES: Mapping[ValueKind, tuple[str, ...]] = {
    ValueKind.BASELINE: ("基準",),
    ValueKind.ACTUAL: ("実績値",),
    ValueKind.TARGET: ("目標",),
}


def headwords(aspect_id: str, key: str) -> tuple[str, ...]:
    """Other words for a key of an aspect's facts."""
    return (*_EVERYWHERE.get(key, ()), *_ASPECTS.get(aspect_id, {}).get(key, ()))


def value_words(kind: ValueKind) -> tuple[str, ...]:
    """All words for a kind of an indicator's value, the longest first."""
    known = (kind.label.ja, kind.label.en, str(kind), *_VALUES[kind])
    return tuple(sorted(known, key=len, reverse=True))
