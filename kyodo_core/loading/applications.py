"""Applications from TOML, with the place of every fault."""

from collections.abc import Iterable
from pathlib import Path as FilePath

from kyodo_core.assessment.across import Asker
from kyodo_core.assessment.application import Application
from kyodo_core.assessment.inputs import InputFault
from kyodo_core.errors import FaultsError
from kyodo_core.loading.files import TomlFile
from kyodo_core.loading.structuring import RawFault, structure


class ApplicationFile:
    """An application's file; keeps its text, so that what the terms find wrong has a line too.

    Raises:
        FaultsError: the file is not an application, with all its faults.
    """

    def __init__(self, path: FilePath | str) -> None:
        self._file = TomlFile(FilePath(path))
        application, faults = structure(self._file.data, Application)
        if faults:
            raise self._file.error(self._file.faults(faults))
        self.path = str(path)
        self.application: Application = application

    def error(self, faults: Iterable[InputFault]) -> FaultsError:
        """The faults that the terms found in this application, in lines and columns."""
        raw = [RawFault(fault.path, fault.message, fault.value, fault.hint) for fault in faults]
        return self._file.error(self._file.faults(raw))


def read_asker(path: FilePath | str) -> Asker:
    """An applicant who asks every city; an application that names a city and program will do.

    Raises:
        FaultsError: the file states no applicant and year, with all its faults.
    """
    file = TomlFile(FilePath(path))
    asker, faults = structure(file.data, Asker)
    if faults:
        raise file.error(file.faults(faults))
    read: Asker = asker
    return read
