"""What goes wrong with the embedded server, said together with the way to mend it."""

from pathlib import Path

_ADVICE = (
    ("No space left on device", "The disk is full: free some space and start again."),
    (
        "Disk quota exceeded",
        "The disk quota is used up: free some space and start again.",
    ),
    (
        "Read-only file system",
        "The file system is read-only: set NQ_DATA_DIR to a folder that can be written.",
    ),
    (
        "could not look up effective user ID",
        "This account has no entry among the system's users: add one, or run as another account.",
    ),
    (
        "pre-existing shared memory block",
        "A process of the server that ran before is still at work in this folder: wait for it to end, or end it, and start again.",
    ),
    (
        "could not create shared memory segment",
        "The system has no shared memory left: end other database servers, or raise kernel.shmmni.",
    ),
    (
        "Cannot allocate memory",
        "Memory is short: end other programs, or set a smaller shared_buffers.",
    ),
    (
        "could not locate a valid checkpoint record",
        "The write-ahead log is damaged: restore the folder from a backup.",
    ),
    (
        "Permission denied",
        "Give the folder to the account that runs the service, or set NQ_DATA_DIR to another one.",
    ),
)


class EmbeddedPostgresError(RuntimeError):
    """The embedded server cannot be used; the message says why and how to mend it."""


def advice(output: str) -> str:
    """A sentence that says how to mend what ``output`` of PostgreSQL or the system complains of, or nothing."""
    return next((sentence for sign, sentence in _ADVICE if sign in output), "")


def failure(what: str, output: str) -> EmbeddedPostgresError:
    """An error that says ``what`` failed, how to mend it, and the last lines of ``output``."""
    lines = [line for line in output.strip().splitlines() if line.strip()][-12:]
    return EmbeddedPostgresError("\n  ".join([f"{what} {advice(output)}".strip(), *lines]))


def unusable(folder: Path, error: OSError) -> EmbeddedPostgresError:
    """An error for a folder that the system refuses."""
    hint = advice(str(error)) or "Set NQ_DATA_DIR to another folder."
    return EmbeddedPostgresError(
        f"The database folder {folder} cannot be used ({error.strerror}: {error.filename or folder}). {hint}"
    )
