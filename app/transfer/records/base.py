from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """One line of a file. What is not declared is refused, and nothing is converted: ``"yes"`` is not ``true``."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)
