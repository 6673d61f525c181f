import typer


def group(help: str | None = None) -> typer.Typer:
    """A group of commands, or a command by itself, in the plain dress that all of ours wear."""
    return typer.Typer(
        help=help,
        no_args_is_help=help is not None,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
