"""`kyodo new-program`: a program to fill in, for an installed city."""

import click

from kyodo_core.cli.asking import Question, asked, not_empty, on_terminal, taken
from kyodo_core.cli.options import config_option, language_option
from kyodo_core.messages import _


def command() -> click.Command:
    return click.Command(
        "new-program",
        callback=new_program,
        help=_(
            "Append a program to fill in to CITY's programs: to the plugin's own file, or to the overlay of "
            "the configuration where the plugin is installed whole. On a terminal it asks what is missing."
        ),
        params=[
            click.Argument(["city"]),
            click.Argument(["program_id"], metavar="ID"),
            click.Option(["--support"], metavar="KIND", help=_("Kind of support (financial, staffing …).")),
            click.Option(["--name"], help=_("The program's name, in the document's own words.")),
            click.Option(
                ["--cite"], metavar="DOCUMENT#SECTION", help=_("Where it stands; else the first document.")
            ),
            click.Option(
                ["--since"], metavar="FY", help=_("First fiscal year of its terms; an overlay needs it.")
            ),
            click.Option(
                ["--basis"], metavar="RULE", help=_("Rule that its terms rest on; an overlay needs it.")
            ),
            config_option(),
            language_option(),
        ],
        context_settings={"help_option_names": ["-h", "--help"]},
    )


def new_program(
    city: str,
    program_id: str,
    support: str | None,
    name: str | None,
    cite: str | None,
    since: str | None,
    basis: str | None,
) -> None:
    from kyodo_core import configuration
    from kyodo_core.app import App
    from kyodo_core.cli.output import write_whole
    from kyodo_core.scaffold.program import ProgramRequest, program_place, support_fault, with_program

    municipality = App().registry.city(city)
    place = program_place(municipality, configuration.current().folder)
    questions: dict[str, Question] = {
        "--name": (_("Name of the program"), not_empty, name),
        "--support": (_("Kind of support"), taken(support_fault), support),
    }
    if place.overlay:
        questions["--since"] = (_("First fiscal year of its terms"), not_empty, since)
        questions["--basis"] = (_("Rule that its terms rest on"), not_empty, basis)
    given = asked(questions)
    if cite is None and on_terminal() and place.documents:
        cite = click.prompt(_("Where it stands (document#section)"), default=place.usual_citation)
    request = ProgramRequest(
        id=program_id,
        name=given["--name"],
        support=given["--support"],
        cite=cite or "",
        since=given.get("--since", since or ""),
        basis=given.get("--basis", basis or ""),
    )
    write_whole(place.path, with_program(municipality, place, request), "utf-8")
    click.echo(_("The program {id} stands at the end of {file}.").format(id=program_id, file=place.path))
    more = f' --config "{place.path.parent}"' if place.overlay else ""
    for line in (f"kyodo check {city}", f"kyodo program show {city} {program_id}"):
        click.echo(f"  {line}{more}")
