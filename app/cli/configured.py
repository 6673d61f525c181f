"""The settings as commands use them."""

from app.cli.migrations import ROOT
from app.core.config import Settings, load_settings


def configured() -> Settings:
    """Settings from the environment. Unless it names another, the folder for data is the project's own, wherever the command is run."""
    settings = load_settings()
    if "data_dir" in settings.model_fields_set:
        return settings.model_copy(update={"data_dir": settings.data_dir.absolute()})
    return settings.model_copy(update={"data_dir": ROOT / settings.data_dir})
