"""Answers that cost nothing twice: what the public reads is kept as finished bytes, for as long as nothing has changed.

codings     which coding a reader takes, and compressing
answer      a finished answer: its bytes once for each coding, its headers, its tag
store       answers by key and stamp, bounded in bytes
news        what this process has heard of changes; nothing while it does not listen
listener    the thread that hears them
calendar    the day, which is part of every stamp, and how long others may keep an answer
keys        what an answer hangs on beside the stamp: address, query, language
flights     one execution for many who ask the same at once
middleware  the door where all of it comes together
"""

from app.web.cache.answer import Answer
from app.web.cache.listener import Listener
from app.web.cache.middleware import Cache
from app.web.cache.news import News
from app.web.cache.store import Store

__all__ = ["Answer", "Cache", "Listener", "News", "Store"]
