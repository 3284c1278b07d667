"""A fourth city, made from the scaffold by writing TOML alone: 架空町, which is wholly made up.

And 静町, made up too, of which nothing is encoded but one document.
"""

from pathlib import Path

from tests.scaffolds import Scaffold

DOCUMENTS = """\

[[document]]
id = "guide"
title = "架空町 助けあいの手引き"
short = "手引き"
issuer = "架空町"

[[document]]
id = "rules"
title = "架空町助けあい交付金等交付要綱"
short = "要綱"
issuer = "架空町"
issued = "令和6年4月1日"
"""
FACTS = {
    "councils": """\
[[council]]
id = "kazaguruma"
name = "かざぐるま会議"
kinds = ["position"]
text = "集落ごとに置き、区域のことを話し合う"
cite = "guide#第4章"
""",
    "definitions": """\
[[definition]]
id = "of-the-guide"
name = "助けあい"
parties = ["町民", "町"]
party_kinds = ["resident", "administration"]
aim = "暮らしの困りごとを減らす"
cite = "guide#第1章"

[[definition]]
id = "of-the-rules"
name = "協働"
parties = ["かざぐるま会議", "町"]
party_kinds = ["community_council", "administration"]
manner = "役割を分ける"
cite = "rules#第2条"
""",
    "principles": "".join(
        f"""\
[[principle]]
id = "{name}"
name = "{title}"
number = "{number}"
kinds = [{kinds}]
cite = "guide#第2章"
"""
        for number, (name, title, kinds) in enumerate(
            [
                ("aim", "めあてを一つに", '"shared_aim"'),
                ("understanding", "たがいを知る", '"mutual_understanding"'),
                ("equality", "上下をつくらない", '"equality"'),
                ("autonomy", "自分で決める", '"autonomy"'),
                ("openness", "隠さない", '"openness"'),
                ("review", "振り返る", '"review"'),
                ("rest", "無理なく休む", ""),
            ],
            1,
        )
    ),
    "forms": """\
[[form]]
id = "borrowed-hands"
name = "手の貸し借り"
kinds = []
text = "作業の時間をたがいに貸し借りする"
cite = "guide#第3章"

[[form]]
id = "grant"
name = "交付"
kinds = ["grant"]
cite = "guide#第3章"
""",
    "maturity": """\
[[path]]
id = "growth"
name = "かざぐるま会議の歩み"
subject = "かざぐるま会議"
cite = "guide#第5章"
stages = [
  { id = "seed", name = "たね", span = { wording = "1年目", first = 1, last = 1 } },
  { id = "bud", name = "め", span = { wording = "2～3年目", first = 2, last = 3 } },
  { id = "tree", name = "き", span = { wording = "4～6年目", first = 4, last = 6 } },
  { id = "wood", name = "もり", span = { wording = "7年目から", first = 7 } },
]
""",
    "programs": """\
[[program]]
id = "share"
name = "助けあい交付金"
support = "financial"
recipient_kinds = ["community_council"]
practises = ["grant"]
cite = "rules#第3条"

[[program.terms]]
since = "令和6年度"
equal_share = [{ name = "均等割", pool = 1_000_000, remainder = "kept", rounding = { unit = 1_000 } }]
exceptions = [{ area = "沖の島", weight = "1/2", reason = "離島のため" }]
cite = "rules#第4条"

[[program]]
id = "start"
name = "旗揚げ補助金"
support = "financial"
recipient_kinds = ["civic_group"]
cite = "rules#第7条"

[[program.terms]]
since = "令和6年度"
rate_by_year = ["100%", "2/3", "1/3"]
cite = "rules#第8条"
""",
}


def fourth_city(folder: Path) -> Scaffold:
    """The plugin of 架空町, made in the folder."""
    made = Scaffold.at(folder, slug="kaku", name="架空町", code="029998")
    for aspect_id, text in FACTS.items():
        made.write(aspect_id, text)
    with made.header.open("a", encoding="utf-8") as file:
        file.write(DOCUMENTS)
    return made


def silent_city(folder: Path) -> Scaffold:
    """The plugin of 静町, as made with the title of a document."""
    return Scaffold.at(folder, slug="shizuka", name="静町", code="019992", document="静町の手引き")
