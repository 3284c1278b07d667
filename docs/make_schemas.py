"""Write the JSON Schemas of the JSON contract: `python docs/make_schemas.py`."""

import json
from pathlib import Path

from kyodo_core.reports.schema import SCHEMAS

FOLDER = Path(__file__).parent / "schema"


def schema_texts() -> dict[str, str]:
    """The text of each schema file, by its name."""
    return {
        f"{name}.schema.json": json.dumps(make(), ensure_ascii=False, indent=2) + "\n"
        for name, make in SCHEMAS.items()
    }


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in schema_texts().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
