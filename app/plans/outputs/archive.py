"""Office files are zip archives, and a zip archive remembers when it was made. Ours are made at no time."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

#: The first instant that a zip archive can name.
NO_TIME = (1980, 1, 1, 0, 0, 0)


def settled(archive: bytes) -> bytes:
    """The same files in the same order, without the times and the system on which they were packed."""
    made = BytesIO()
    with ZipFile(BytesIO(archive)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = ZipInfo(name, NO_TIME)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0
            new.writestr(entry, old.read(name))
    return made.getvalue()
