"""A city with programs to assess, allocate and show; and `kyodo` as it is called."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from click.testing import CliRunner, Result

from kyodo_core.cli.main import group
from kyodo_core.hookspecs import hookimpl
from tests.standins import HEADER, CityFolder, Source

MIHON = """\
[[program]]
id = "grant"
name = "協議会補助金"
support = "financial"
recipient_kinds = ["community_council"]
cite = "plan#第3条"

[[program.terms]]
rate = "2/3"
limit_per_year = 300_000
rounding = { unit = 1_000 }
cite = "plan#第4条"

[[program]]
id = "courses"
name = "区分のある補助金"
support = "training"
cite = "plan#第5条"

[[program.terms]]
rate = "1/2"
courses = [{ id = "first", name = "一", limit = 1_000 }, { id = "second", name = "二", limit = 2_000 }]
cite = "plan#第5条"

[[program]]
id = "old"
name = "見直し待ちの補助金"
support = "financial"
recipient_kinds = ["school"]
cite = "plan#第6条"

[[program.terms]]
since = "H26"
until = "H27"
review_by = "H27"
rate = "1/2"
cite = "plan#第6条"

[[program]]
id = "two"
name = "二つの条件の補助金"
support = "financial"
until = "令和6年度"
cite = "plan#第7条"

[[program.terms]]
name = "甲"
review_by = "平成30年度"
rate = "1/2"
cite = "plan#第7条"

[[program.terms]]
name = "乙"
review_by = "令和90年度"
rate = "1/3"
cite = "plan#第7条"

[[program]]
id = "area-grant"
name = "地域交付金"
support = "financial"
facts = [
  { id = "households", name = "世帯数", type = "number" },
  { id = "aged", name = "高齢者数", type = "number" },
]
cite = "plan#第8条"

[[program.terms]]
flat = [{ name = "均等割", yen = 50_000 }]
per_unit = [{ name = "世帯割", fact = "households", yen = 600 }]
pool_share = [{ name = "按分", fact = "households", pool = 100_000, remainder = "kept" }]
exceptions = [{ area = "特区", excluded = true, reason = "別に定める" }]
cite = "plan#別表"
"""


def source(root: Path, programs: str, **hooks: Any) -> Source:
    """The plugin of a city with these programs, and with other hooks."""
    folder = CityFolder(root)
    folder.write("municipality", HEADER)
    folder.write("programs", programs)
    return Source("mihon", SimpleNamespace(kyodo_municipality=hookimpl(_supply(folder)), **hooks))


def _supply(folder: CityFolder) -> Callable[[], object]:
    def kyodo_municipality() -> object:
        return folder.read()

    return kyodo_municipality


def kyodo(*arguments: str) -> Result:
    """What `kyodo` answers; it never ends in a traceback."""
    result = CliRunner().invoke(group(), list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result
