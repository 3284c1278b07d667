"""Where a deployment keeps its records, as `kyodo.toml` says it: an SQLite file, or a PostgreSQL database.

An address never holds a password: it would stand in the file, on screens and in backups.
"""

import re
from pathlib import Path as FilePath
from urllib.parse import urlsplit

from kyodo_core.errors import Example
from kyodo_core.loading.structuring import RawFault
from kyodo_core.messages import _

KEY = "records"
_POSTGRESQL = "postgresql"
_FILE = Example('"records.sqlite"')
_ADDRESS = Example('"postgresql://db.example:5432/kyodo"')
_PASSWORD = re.compile(r"://[^@?\s]*:[^@?\s]*@|[?&](ssl)?password=", re.IGNORECASE)
_SQLITE_BEGINS = b"SQLite format 3\x00"


def is_address(records: str) -> bool:
    """Is it a server's address? All else is a file's path, relative to the configuration's folder."""
    return "://" in records


def has_password(records: str) -> bool:
    """Does an address hold a password, or seem to? Then the line that it stands in is not shown."""
    return bool(_PASSWORD.search(records))


def records_fault(records: str) -> RawFault | None:
    """What is wrong with it as it is written; what is there on the disk is not looked at."""
    if has_password(records):
        message = _("a password does not stand in this file")
        hint = _("leave it out; give it in the environment variable PGPASSWORD or in the file .pgpass")
        return RawFault((KEY,), message, hint=hint)
    if is_address(records):
        return _address_fault(records)
    if records.endswith((".toml", "/", "\\")):
        message = _("this is not the path of an SQLite file")
        return RawFault((KEY,), message, records, _FILE)
    return None


def _address_fault(records: str) -> RawFault | None:
    try:
        parts = urlsplit(records)
        port_is_sound = parts.port is None or parts.port > 0
    except ValueError:
        port_is_sound = False
        parts = urlsplit("")
    if port_is_sound and parts.scheme != _POSTGRESQL:
        message = _("records are kept in an SQLite file or in a PostgreSQL database")
        return RawFault((KEY,), message, records, _ADDRESS)
    if not port_is_sound or not parts.path.strip("/"):
        message = _("this is not the address of a database")
        return RawFault((KEY,), message, records, _ADDRESS)
    return None


def file_fault(folder: FilePath, records: str) -> RawFault | None:
    """What keeps an SQLite file from being kept there; a file that is not there yet is made later."""
    if is_address(records):
        return None
    path = folder / records
    if path.is_dir() or not path.parent.is_dir():
        message = _("a folder stands there") if path.is_dir() else _("the folder of this file does not exist")
        return RawFault((KEY,), message, records)
    try:
        with path.open("rb") as file:
            begins = file.read(len(_SQLITE_BEGINS))
    except FileNotFoundError:
        return None
    except OSError as error:
        return RawFault((KEY,), _("the file cannot be read"), records, str(error.strerror))
    if begins not in (b"", _SQLITE_BEGINS):
        return RawFault((KEY,), _("the file that stands there is not an SQLite file"), records)
    return None
