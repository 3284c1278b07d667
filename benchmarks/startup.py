"""How long `kyodo --help` and `kyodo compare` take, against importing the libraries they stand on."""

import sys

from measuring import figures, interleaved, ratio, verdict

RUNS = 15
KYODO = [sys.executable, "-c", "from kyodo_core.cli.main import main; main()"]
COMMANDS = {
    "import the libraries": [sys.executable, "-c", "import click, pluggy, attrs, cattrs"],
    "kyodo --help": [*KYODO, "--help"],
    "kyodo compare": [*KYODO, "compare"],
}
LIMITS = {"kyodo --help": 1.3, "kyodo compare": 3.0}


def main() -> None:
    seconds = interleaved(COMMANDS, RUNS)
    for name, measured in seconds.items():
        print(figures(name, measured))
    peer = seconds["import the libraries"]
    verdict({name: (ratio(seconds[name], peer), limit) for name, limit in LIMITS.items()})


if __name__ == "__main__":
    main()
