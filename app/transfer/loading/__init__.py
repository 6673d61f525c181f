"""Loading records: what is not there is made, what differs is changed, what is equal stays as it is."""

from app.transfer.loading.loader import IMPORT, SEED, load
from app.transfer.loading.outcome import Loaded, Outcome

__all__ = ["IMPORT", "SEED", "Loaded", "Outcome", "load"]
