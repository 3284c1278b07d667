"""Options that several commands share."""

from collections.abc import Callable
from typing import Any

import click

from kyodo_core.cli.additions import FORMATS, added_format, added_formats, tell
from kyodo_core.errors import UnknownNameError
from kyodo_core.messages import LANGUAGES, _


class Named(click.ParamType[str]):
    """One of a list of names; another name is refused with the nearest one."""

    def __init__(self, what: str, known: tuple[str, ...]) -> None:
        self.name = what
        self._known = known

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value not in self._known:
            raise UnknownNameError.among(self.name, str(value), self._known)
        return value

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return "[" + "|".join(self._known) + "]" if len(self._known) < 8 else self.name.upper()


class FormatName(Named):
    """One of kyodo's formats, or of those that plugins supply, who are asked for any other name."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value in FORMATS:
            return value
        return added_format(str(value))[1].name


class FormatOption(click.Option):
    """`--format`; its help lists the formats of plugins too."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        added = added_formats()
        tell(added)
        if added:
            self.type = FormatName("format", (*FORMATS, *added.items))
            described = (f"{name}: {found.description}" for name, (_plugin, found) in added.items.items())
            self.help = " ".join((_("Format of the answer."), ", ".join(described)))
        return super().get_help_record(ctx)


class Year(click.ParamType[Any]):
    """A fiscal year, in any of the notations of documents."""

    name = "FY"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        from kyodo_core.domain.years import FiscalYear

        if isinstance(value, FiscalYear):
            return value
        try:
            return FiscalYear.parse(value)
        except ValueError:
            message = _("{value} is not a fiscal year; write for example 2014, H26 or 令和6年度.")
            self.fail(message.format(value=value), param, ctx)


class KindOf(click.ParamType[Any]):
    """A core kind of one of the shared vocabularies, by its id."""

    def __init__(self, vocabulary: str) -> None:
        self.name = vocabulary.removesuffix("Kind").lower()
        self._vocabulary = vocabulary

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        from kyodo_core.domain import kinds

        vocabulary = getattr(kinds, self._vocabulary)
        known = [str(kind) for kind in vocabulary]
        if str(value) not in known:
            raise UnknownNameError.among("kind", str(value), known)
        return vocabulary.of(str(value))


def language_option() -> click.Option:
    return click.Option(
        ["--lang"],
        type=Named("language", LANGUAGES),
        expose_value=False,
        help=_("Language of labels and messages (also KYODO_LANG)."),
    )


def config_option() -> click.Option:
    return click.Option(
        ["--config"],
        metavar="FOLDER",
        expose_value=False,
        callback=_choose,
        help=_("Folder of the configuration (also KYODO_CONFIG)."),
    )


def _choose(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    if value:
        from kyodo_core import configuration

        configuration.choose(value)


def output_options() -> list[click.Parameter]:
    """`--format`, `--output`, `--lang`."""
    return [
        FormatOption(
            ["--format", "format_name"],
            type=FormatName("format", FORMATS),
            default="table",
            show_default=True,
            help=_("Format of the answer."),
        ),
        click.Option(
            ["--output", "-o"],
            type=click.Path(dir_okay=False),
            metavar="FILE",
            help=_("Write to this file instead of the screen."),
        ),
        config_option(),
        language_option(),
    ]


def aspect_type() -> Named:
    from kyodo_core.aspects import ASPECT_IDS

    return Named("aspect", ASPECT_IDS)


def year_option() -> click.Option:
    return click.Option(
        ["--year"], type=Year(), help=_("Answer as of this fiscal year (2014, H26, 令和6年度).")
    )


def command_of(
    name: str, callback: Callable[..., None], help_text: str, params: list[click.Parameter]
) -> click.Command:
    """A command with the shared output options after its own parameters."""
    return click.Command(
        name,
        callback=callback,
        help=help_text,
        params=[*params, *output_options()],
        context_settings={"help_option_names": ["-h", "--help"]},
    )
