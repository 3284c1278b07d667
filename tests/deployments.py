"""A deployment's configuration folder, and a city's programs for its overlay to add to."""

from pathlib import Path

from attrs import frozen

PROGRAMS = """\
[[program]]
id = "area-activity"
name = "地域活動補助金"
support = "financial"
facts = [{ id = "members", name = "会員数", type = "number" }]
cite = "plan#第1条"

[[program.terms]]
since = "平成26年度"
rate = "2/3"
limit_per_year = 200_000
cite = "plan#第2条"

[[program]]
id = "equipment"
name = "備品補助金"
support = "financial"
cite = "plan#第5条"

[[program.terms]]
name = "継続団体"
since = "平成26年度"
until = "平成30年度"
rate = "1/2"
cite = "plan#第6条"

[[program]]
id = "advice"
name = "職員の派遣"
support = "staffing"
cite = "plan#第7条"
"""
DOCUMENT = """\
[[document]]
id = "rules"
title = "地域活動補助金交付要綱"
short = "要綱"
issuer = "見本市"

"""
ACTIVITY = '[[program]]\nid = "area-activity"\n'
EQUIPMENT = '[[program]]\nid = "equipment"\n'
TERMS = """
[[program.terms]]
since = "令和7年度"
basis = "令和7年告示第3号"
rate = "1/2"
limit_per_year = 100_000
cite = "rules#第3条"
"""
OVERLAY = DOCUMENT + ACTIVITY + TERMS
"""Sound: the terms of a program of `PROGRAMS` from a year on, by a document of its own."""


@frozen
class Deployment:
    """A configuration folder; made with a `kyodo.toml` that says nothing."""

    root: Path

    @classmethod
    def at(cls, root: Path, choices: str = "") -> "Deployment":
        root.mkdir(parents=True, exist_ok=True)
        made = cls(root)
        made.write("kyodo", choices)
        return made

    def write(self, name: str, text: str) -> Path:
        """Write `kyodo.toml`, or the overlay of the city of that slug."""
        path = self.root / f"{name}.toml"
        path.write_text(text, encoding="utf-8")
        return path
