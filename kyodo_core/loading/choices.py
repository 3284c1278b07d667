"""The choices of a deployment, `kyodo.toml`; what reads TOML is imported only where there is a file."""

from pathlib import Path

from attrs import evolve, field

from kyodo_core.domain.labels import says
from kyodo_core.domain.silence import NOT_STATED, Text
from kyodo_core.domain.values import Value, value
from kyodo_core.errors import suggestion
from kyodo_core.messages import LANGUAGES, _


@value
class Choices(Value):
    """What `kyodo.toml` says."""

    cities: tuple[str, ...] = field(default=(), metadata=says("市町村", "Cities that answer; all if empty"))
    language: str = field(default="ja", metadata=says("言語", "Language: ja or en"))
    records: Text = field(
        default=NOT_STATED,
        metadata=says("記録の保存先", "Where records are kept: a file in the folder, or postgresql://…"),
    )


def read_choices(path: Path) -> Choices:
    """The choices in a file.

    Raises:
        DefinitionError: the file is wrong, with all its faults and their places.
    """
    from kyodo_core.loading.files import TomlFile
    from kyodo_core.loading.records import has_password, records_fault
    from kyodo_core.loading.structuring import RawFault, structure

    file = TomlFile(path)
    choices, faults = structure(file.data, Choices)
    if choices and choices.language not in LANGUAGES:
        hint = suggestion(choices.language, LANGUAGES)
        faults.append(RawFault(("language",), _("there is no such language"), choices.language, hint))
    if choices and choices.records and (wrong := records_fault(choices.records)):
        faults.append(wrong)
    if faults:
        told = file.faults(faults)
        secret = has_password(str(file.data.get("records")))
        raise file.error([evolve(fault, source="") for fault in told] if secret else told)
    read: Choices = choices
    return read
