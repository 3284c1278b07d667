"""`kyodo new-city`: a plugin to fill in, for a city that has none."""

import os
from pathlib import Path

import click

from kyodo_core.cli.asking import asked, taken
from kyodo_core.cli.options import language_option
from kyodo_core.messages import _


def command() -> click.Command:
    return click.Command(
        "new-city",
        callback=new_city,
        help=_(
            "Make a plugin for a city that has none: a folder of TOML files with examples to fill in. On a "
            "terminal it asks for what is not given."
        ),
        params=[
            click.Argument(["slug"]),
            click.Option(["--name"], help=_("The city's name, in Japanese.")),
            click.Option(["--code"], help=_("Its code among all local public bodies, six digits.")),
            click.Option(["--prefecture"], help=_("Its prefecture; the code says it too.")),
            click.Option(["--document"], metavar="TITLE", help=_("Title of the first document, if known.")),
            click.Option(
                ["--dir", "folder"],
                metavar="DIR",
                default=".",
                help=_("Make the plugin's folder in this one instead of the working folder."),
            ),
            language_option(),
        ],
        context_settings={"help_option_names": ["-h", "--help"]},
    )


def new_city(
    slug: str, name: str | None, code: str | None, prefecture: str | None, document: str | None, folder: str
) -> None:
    from kyodo_core import registry
    from kyodo_core.scaffold.city import CityRequest, code_faults
    from kyodo_core.scaffold.city import new_city as make
    from kyodo_core.scaffold.faults import text_fault

    installed = registry.Registry(registry.entry_points())
    given = asked(
        {
            "--name": (_("Name of the city"), taken(lambda text: text_fault("--name", text)), name),
            "--code": (
                _("Municipality code"),
                taken(lambda text: next(code_faults(text, installed), None)),
                code,
            ),
        }
    )
    request = CityRequest(
        slug=slug,
        name=given["--name"],
        code=given["--code"],
        prefecture=prefecture or "",
        document=document or "",
        folder=Path(folder),
    )
    made = make(request, installed)
    click.echo(_("The plugin of {name} is made: {folder}").format(name=made.name, folder=request.target))
    click.echo(_("Next, see {file}:").format(file=request.target / "README.md"))
    shown = request.target if request.target.is_absolute() else f".{os.sep}{request.target}"
    for line in (f'pip install -e "{shown}"', f"kyodo check {slug}", "kyodo compare"):
        click.echo(f"  {line}")
