"""The names of the aspects, in the order in which people read them; without importing any aspect."""

from kyodo_core.domain.labels import Label

LABELS: dict[str, Label] = {
    "basis": Label("根拠", "Basis"),
    "definitions": Label("協働の定義", "Definitions"),
    "terms": Label("用語", "Terms"),
    "background": Label("背景・必要性", "Background"),
    "vision": Label("目指す姿", "Vision"),
    "actors": Label("協働の主体", "Actors"),
    "councils": Label("地域協働体等", "Community councils"),
    "forms": Label("協働の形態", "Forms of cooperation"),
    "bands": Label("協働の領域", "Bands"),
    "principles": Label("原則・考え方", "Principles"),
    "fields": Label("適した分野", "Suitable fields"),
    "effects": Label("期待される効果", "Effects"),
    "cautions": Label("留意点", "Cautions"),
    "undertakings": Label("主体ごとの取り組み", "Undertakings"),
    "plans": Label("計画", "Plans"),
    "cycles": Label("サイクル", "Cycles"),
    "progress": Label("推進状況", "Progress"),
    "indicators": Label("数値目標", "Indicators"),
    "programs": Label("支援事業", "Support programs"),
    "facilities": Label("拠点施設", "Facilities"),
    "institutions": Label("推進体制", "Institutions"),
    "dialogue": Label("対話の場", "Dialogue"),
    "maturity": Label("成熟段階", "Maturity"),
    "history": Label("歩み", "History"),
}

OVERVIEW_IDS: tuple[str, ...] = (
    "basis",
    "definitions",
    "councils",
    "forms",
    "bands",
    "principles",
    "plans",
    "cycles",
    "progress",
    "indicators",
    "programs",
    "maturity",
)
"""The aspects that an overview tells something of; of the others it tells whether they are stated."""
