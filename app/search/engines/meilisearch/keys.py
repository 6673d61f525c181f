"""The key of those who only search. Its uid follows from the index, and its value from the uid and the master key."""

import hashlib
import hmac
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

if TYPE_CHECKING:
    from meilisearch import Client

_OURS = UUID("3432c0de-2018-4a25-8a10-6e6861717579")


def ensure(admin: "Client", index: str) -> str:
    """The key with which the indexes of ``index`` can be searched; it is made when it is not there."""
    from meilisearch.errors import MeilisearchApiError

    uid = uid_of(index)
    try:
        return admin.get_key(uid).key
    except MeilisearchApiError as error:
        if error.code != "api_key_not_found":
            raise
    wanted = {
        "uid": uid,
        "name": f"nhanquyen: searching in {index}",
        "description": "For the API's processes, which need no more.",
        "actions": ["search"],
        "indexes": [f"{index}-*"],
        "expiresAt": None,
    }
    return admin.create_key(wanted).key


def remove(admin: "Client", index: str) -> None:
    """Remove the key, if it is there."""
    from meilisearch.errors import MeilisearchApiError

    try:
        admin.delete_key(uid_of(index))
    except MeilisearchApiError as error:
        if error.code != "api_key_not_found":
            raise


def derived(master: str, index: str) -> str:
    """The value that the key has, or will have when it is made, on a server with this master key."""
    return hmac.new(master.encode(), uid_of(index).encode(), hashlib.sha256).hexdigest()


def uid_of(index: str) -> str:
    """The uid of the key: a random one by its form (version 4), which the server demands, and always the same one."""
    raw = bytearray(uuid5(_OURS, index).bytes)
    raw[6] = raw[6] & 0x0F | 0x40
    return str(UUID(bytes=bytes(raw)))
