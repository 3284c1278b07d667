"""Whatever a table holds, it is taken over soundly or refused; never anything between."""

from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from kyodo_core.aspects import ASPECT_IDS, aspect
from kyodo_core.errors import KyodoError
from kyodo_core.importing.targets import Targets
from tests.importing.tables import Import
from tests.standins import HEADER, CityFolder, city

CELLS = st.sampled_from(
    [
        *(
            "",
            "-",
            "a",
            "b-1",
            "共催",
            "市民、事業者",
            "名称：内容",
            "一\n・二",
            "plan#第2章",
            "paln#1",
            "R6",
            "6年度",
        ),
        *(
            "平成26年度～",
            "2027-04-01",
            "12",
            "1,200円",
            "37.5%",
            "2/3",
            "○",
            "全体計",
            "6 (37.5%)",
            "\x00",
            "=A1",
        ),
    ]
) | st.text(max_size=8)
REQUIRED = {
    "forms": ("name=共催", "kinds=共催"),
    "actors": ("name=市民", "kinds=市民"),
    "plans": ("name=計画", "kinds=総合計画"),
    "programs": ("name=補助金", "support=財政的支援"),
    "indicators": ("name=参加率", "kinds=職員の理解", "unit=%"),
    "history": ("name=発足", "kinds=計画", "fiscal_year=R6"),
    "councils": ("name=設立数", "kinds=設立数"),
    "progress": ("id=items", "name=進捗", "as_of=R6"),
}
"""What would be missing in most tables, so that some of them are sound."""
PLAN = '[[plan]]\nid = "a"\nname = "共催"\nkinds = []\ncite = "plan#1"\n'


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, list[list[str]]]:
    """An aspect, and a table with some of the headings that it knows."""
    aspect_id = draw(st.sampled_from([*ASPECT_IDS, *REQUIRED, *REQUIRED]))
    known = list(Targets(aspect(aspect_id), city().aspects).columns)
    more = ["備考", "目標値 R6", "平成26年度", "実施済", "実施済 割合"]
    heads = draw(st.lists(st.sampled_from([*known, *more]), min_size=1, max_size=6, unique=True))
    rows = draw(st.lists(st.lists(CELLS, min_size=len(heads), max_size=len(heads)), min_size=1, max_size=3))
    return aspect_id, [heads, *rows]


@settings(max_examples=300)
@given(table=tables(), replace=st.booleans(), prefix=st.sampled_from(["", "p"]))
def test_any_table_is_taken_over_soundly_or_refused(
    table: tuple[str, list[list[str]]], replace: bool, prefix: str
) -> None:
    aspect_id, rows = table
    with TemporaryDirectory() as root:
        folder = CityFolder(Path(root) / "mihon")
        folder.write("municipality", HEADER)
        folder.write("plans", PLAN)
        try:
            draft = Import(folder, aspect_id, rows).draft(
                "備考=",
                fixed=["kinds=共催"] if aspect_id == "forms" else [],
                id_prefix=prefix,
                replace=replace,
            )
        except KyodoError:
            return

        assert folder.facts(aspect_id, draft.text)
        assert tomli.loads(draft.text, parse_float=Decimal)
