"""The operators' commands: one module a group, put together in ``application``."""


def main() -> None:
    """The program ``nhanquyen``. What a command needs is imported when it runs, so that each begins at once."""
    from app.cli.application import run

    run()
