"""`kyodo schema`: JSON Schemas of the TOML files, for editors."""

from pathlib import Path

import click

from kyodo_core.cli.options import language_option
from kyodo_core.messages import _


def command() -> click.Command:
    return click.Command(
        "schema",
        callback=schema,
        help=_(
            "Print the JSON Schema of one kind of TOML file, or write them into a folder for an editor. "
            "NAME: an aspect, municipality, kyodo, overlay, application or applicant."
        ),
        params=[
            click.Argument(["names"], nargs=-1, metavar="[NAME]..."),
            click.Option(
                ["--dir", "folder"],
                type=click.Path(file_okay=False),
                metavar="DIR",
                help=_("Write the schemas (all, or those named) into this folder."),
            ),
            language_option(),
        ],
        context_settings={"help_option_names": ["-h", "--help"]},
    )


def schema(names: tuple[str, ...], folder: str | None) -> None:
    from kyodo_core.errors import UnknownNameError
    from kyodo_core.loading.schemas import NAMES, schema_text

    for name in names:
        if name not in NAMES:
            raise UnknownNameError.among("schema", name, NAMES)
    if folder is not None:
        _write(Path(folder), names or NAMES)
    elif len(names) == 1:
        click.echo(schema_text(names[0]), nl=False)
    else:
        message = _("Name one schema to print, or a folder with --dir. Names: {names}")
        raise click.UsageError(message.format(names=", ".join(NAMES)))


def _write(folder: Path, names: tuple[str, ...]) -> None:
    from kyodo_core.loading.schemas import write_schemas

    written = write_schemas(folder, names)
    click.echo(_("{count} schema(s) written to {folder}.").format(count=len(written), folder=folder))
