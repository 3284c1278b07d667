"""A new city's plugin: what is asked for is checked as a whole, then the folder is written as a whole."""

import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

from attrs import field

from kyodo_core.domain.codes import PREFECTURES, MunicipalityCode, check_digit
from kyodo_core.domain.values import Value, value
from kyodo_core.errors import Fault, FaultsError, OutputError
from kyodo_core.loading.references import identity_fault
from kyodo_core.locating import FILE
from kyodo_core.messages import _
from kyodo_core.registry import Registry
from kyodo_core.scaffold.faults import one_form, option_fault, text_fault
from kyodo_core.scaffold.texts import City, package_of, plugin_texts

_CODE = "039993"
"""An example of a code: its check digit is right, and no municipality has it."""
_LONGEST = 40
"""Characters of a slug; it stands in the names of folders."""
_DEVICES = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
"""Names that Windows keeps for devices; no folder there can have one."""


@value
class CityRequest(Value):
    """What a new plugin is asked to be; `prefecture` and `document` are empty where they are not given."""

    slug: str
    name: str
    code: str
    prefecture: str = ""
    document: str = ""
    folder: Path = field(factory=Path)

    @property
    def target(self) -> Path:
        """The folder that the plugin gets."""
        return self.folder / self.slug


def new_city(request: CityRequest, installed: Registry) -> City:
    """Make the plugin's folder beside the installed cities; it is there with all its files, or not at all.

    Raises:
        FaultsError: something asked for is wrong, or taken; all faults at once, and nothing is written.
        OutputError: the folder cannot be written; nothing is left of it.
    """
    faults = list(_faults(request, installed))
    if faults:
        raise FaultsError(_("The plugin is not made."), faults)
    parsed = MunicipalityCode.parse(request.code)
    city = City(request.slug, one_form(request.name), parsed, one_form(request.document))
    write_folder(request.target, plugin_texts(city))
    return city


def code_faults(text: str, installed: Registry) -> Iterator[Fault]:
    """What is wrong with a municipality code: it is none, or another city's."""
    try:
        MunicipalityCode.parse(text)
    except ValueError as error:
        message, example = _wrong_code(text, right=str(error))
        yield option_fault("--code", message, text, example=example)
    for slug in installed.slugs:
        header = installed.city(slug).header
        if str(header.code) == text:
            message = _("an installed city has this code: {name}").format(name=f"{header.name} ({slug})")
            yield option_fault("--code", message, text)


def _wrong_code(text: str, right: str) -> tuple[str, str]:
    """What is wrong with a text that is no code, and an example: the code that may have been meant."""
    if right:
        return _("the check digit of the municipality code is wrong"), right
    six = _("a municipality code is six half-width digits")
    digits = unicodedata.normalize("NFKC", text).strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) in (5, 6)):
        return six, _CODE
    if len(digits) == 5 and _is_code(f"0{digits}"):  # a spreadsheet leaves out a 0 at the front
        return six, f"0{digits}"
    if not 1 <= int(digits[:2]) <= len(PREFECTURES):
        return _("no prefecture has the first two digits of this municipality code"), _CODE
    completed = digits[:5] + check_digit(digits[:5])
    if len(digits) == 6:
        return six, completed
    return _("the check digit, the sixth of the municipality code, is missing"), completed


def _is_code(text: str) -> bool:
    try:
        MunicipalityCode.parse(text)
    except ValueError:
        return False
    return True


def _faults(request: CityRequest, installed: Registry) -> Iterator[Fault]:
    yield from _slug_faults(request.slug, installed)
    wrong = [text_fault("--name", request.name)]
    wrong += [text_fault("--document", request.document)] if request.document else []
    yield from filter(None, wrong)
    in_code = list(code_faults(request.code, installed))
    yield from in_code or _prefecture_faults(request)
    if not request.folder.is_dir():
        yield option_fault("--dir", _("there is no such folder"), str(request.folder))
    elif request.slug and (request.target.exists() or request.target.is_symlink()):
        hint = _("nothing is overwritten")
        yield option_fault("SLUG", _("the folder exists already"), str(request.target), hint)


def _slug_faults(slug: str, registry: Registry) -> Iterator[Fault]:
    wrong = identity_fault(slug, ("slug",))
    yield from (option_fault("SLUG", fault.message, slug, example="mihon") for fault in wrong)
    if wrong:
        return
    if len(slug) > _LONGEST:
        yield option_fault("SLUG", _("a slug has at most {count} characters").format(count=_LONGEST), slug)
    elif f"{slug}.toml" == FILE or _DEVICES.fullmatch(slug):
        yield option_fault("SLUG", _("no city can have this slug"), slug)
    elif slug in registry.slugs:
        message = _("an installed city has this slug: {name}").format(name=registry.city(slug).name)
        yield option_fault("SLUG", message, slug)
    elif slug in registry.failures or find_spec(package_of(slug)):
        yield option_fault("SLUG", _("an installed plugin has this name"), slug)


def _prefecture_faults(request: CityRequest) -> Iterator[Fault]:
    right = MunicipalityCode.parse(request.code).prefecture
    if request.prefecture and request.prefecture != right:
        message = _("the prefecture is not that of the code")
        yield option_fault("--prefecture", message, request.prefecture, example=right)


def write_folder(target: Path, texts: Mapping[str, str]) -> None:
    """Write a folder of UTF-8 files by their paths in it: all of them, or nothing.

    Raises:
        OutputError: it cannot be written, or there is one of that name.
    """
    made: Path | None = None
    try:
        made = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
        inner = made / target.name  # made anew, it has the rights that new folders have here
        for name, text in texts.items():
            path = inner / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        inner.rename(target)
    except OSError as error:
        message = _("{file} cannot be written: {reason}").format(file=target, reason=error.strerror)
        raise OutputError(message, _("Nothing is left of it.")) from None
    finally:
        if made:
            shutil.rmtree(made, ignore_errors=True)
