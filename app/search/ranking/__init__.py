"""The order of hits, made from an engine's candidates: the same for every engine, and pure.

An engine hands over passages that may be good, with what it knows of them (``Sign``) and their words in order; what comes
out is a list of documents. Bands come first, because no score may break them (see ``Band``). Inside a band a score adds up what
the words tell, where they stand, and whether they stand together; for a question it is BM25 over words, their neighbours and
their marked forms.
"""

from app.search.ranking.candidates import Candidate, Frequencies, Sign
from app.search.ranking.order import Band, Ranked, passages, rank
from app.search.ranking.scoring import Scorer

__all__ = ["Band", "Candidate", "Frequencies", "Ranked", "Scorer", "Sign", "passages", "rank"]
