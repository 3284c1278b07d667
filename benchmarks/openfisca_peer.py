"""The rule of `applications.py` as an author of OpenFisca writes it; run by the Python that has OpenFisca.

    PYTHON openfisca_peer.py bulk FOLDER ROWS    seconds from the columns in FOLDER to its openfisca.amounts
    PYTHON openfisca_peer.py trace FOLDER RUNS   seconds of so many of its applications.json with their traces

A variable for each clause, so that a trace names each, as OpenFisca asks of its authors. Amounts are exact
here: an `int` of OpenFisca has 32 bits, which hold every input and amount of these applications; what is
multiplied is widened to 64, and whole numbers are divided, since two thirds are no float.
"""

# ruff: noqa: N801, N805 (OpenFisca takes a class's name for the variable's, and formulas of its own shape)

import json
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import numpy
from openfisca_core.entities import build_entity
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

YEAR = "2027"
INPUTS = {
    "registered": bool,
    "plan_adopted": bool,
    "members": int,
    "received_this_year": int,
    "received_total": int,
    "cost": int,
}
FIGURES = {
    "rate_numerator": 2,
    "rate_denominator": 3,
    "limit_per_year": 300_000,
    "limit_total": 600_000,
    "rounding": 1_000,
    "members_at_least": 5,
}
APPLICATION = build_entity(key="application", plural="applications", label="Application", is_person=True)


class eligible(Variable):
    value_type = bool
    entity = APPLICATION
    definition_period = DateUnit.YEAR
    label = "Are the conditions met?"

    def formula(application, period, parameters):
        enough = application("members", period) >= parameters(period).grant.members_at_least
        return application("registered", period) * application("plan_adopted", period) * enough


class left_of_this_year(Variable):
    value_type = int
    entity = APPLICATION
    definition_period = DateUnit.YEAR
    label = "What the limit of the year leaves, in yen"

    def formula(application, period, parameters):
        limit = parameters(period).grant.limit_per_year
        return numpy.maximum(limit - application("received_this_year", period), 0)


class left_in_total(Variable):
    value_type = int
    entity = APPLICATION
    definition_period = DateUnit.YEAR
    label = "What the limit of all years leaves, in yen"

    def formula(application, period, parameters):
        limit = parameters(period).grant.limit_total
        return numpy.maximum(limit - application("received_total", period), 0)


class share(Variable):
    value_type = int
    entity = APPLICATION
    definition_period = DateUnit.YEAR
    label = "The share of the cost, in whole yen"

    def formula(application, period, parameters):
        grant = parameters(period).grant
        cost = application("cost", period).astype(numpy.int64)
        return cost * grant.rate_numerator // grant.rate_denominator


class amount(Variable):
    value_type = int
    entity = APPLICATION
    definition_period = DateUnit.YEAR
    label = "Amount granted, in yen"

    def formula(application, period, parameters):
        this_year = application("left_of_this_year", period)
        granted = numpy.minimum(application("share", period), this_year)
        granted = numpy.minimum(granted, application("left_in_total", period))
        rounding = parameters(period).grant.rounding
        return numpy.where(application("eligible", period), granted // rounding * rounding, 0)


def system() -> TaxBenefitSystem:
    made = TaxBenefitSystem([APPLICATION])
    for name, kind in INPUTS.items():
        about = {"value_type": kind, "entity": APPLICATION, "definition_period": DateUnit.YEAR, "label": name}
        made.add_variable(type(name, (Variable,), about))
    made.add_variables(eligible, left_of_this_year, left_in_total, share, amount)
    figures = {name: {"values": {"2020-01-01": {"value": figure}}} for name, figure in FIGURES.items()}
    made.parameters = ParameterNode("", data={"grant": figures})
    return made


def simulated(made: TaxBenefitSystem, columns: Mapping[str, numpy.ndarray], rows: int) -> Simulation:
    """The quickest way in that OpenFisca has: no list of persons to be read, every column set at once."""
    simulation = SimulationBuilder().build_default_simulation(made, count=rows)
    for name, column in columns.items():
        simulation.set_input(name, YEAR, column)
    return simulation


def bulk(folder: Path, rows: int) -> dict[str, float]:
    columns = {name: numpy.fromfile(folder / name, dtype=numpy.int64) for name in INPUTS}
    columns |= {name: columns[name].astype(bool) for name, kind in INPUTS.items() if kind is bool}
    begun = time.perf_counter()
    amounts = simulated(system(), columns, rows).calculate("amount", YEAR)
    seconds = time.perf_counter() - begun
    amounts.astype(numpy.int64).tofile(folder / "openfisca.amounts")
    return {"seconds": seconds}


def traced(made: TaxBenefitSystem, application: dict[str, bool | int]) -> tuple[int, dict]:
    """The amount of an application, and its trace as OpenFisca's web service hands it out."""
    simulation = simulated(made, {name: numpy.array([application[name]]) for name in INPUTS}, 1)
    simulation.trace = True
    granted = simulation.calculate("amount", YEAR)
    return int(granted[0]), simulation.tracer.get_serialized_flat_trace()


def trace(folder: Path, runs: int) -> dict[str, object]:
    applications = json.loads((folder / "applications.json").read_text(encoding="utf-8"))
    made = system()
    results = [traced(made, application) for application in applications]
    begun = time.perf_counter()
    for run in range(runs):
        traced(made, applications[run % len(applications)])
    seconds = time.perf_counter() - begun
    return {
        "seconds": seconds,
        "amounts": [granted for granted, _steps in results],
        "steps": len(results[0][1]),
    }


if __name__ == "__main__":
    what = {"bulk": bulk, "trace": trace}[sys.argv[1]]
    print(json.dumps(what(Path(sys.argv[2]), int(sys.argv[3]))))
