"""Lesson 3, what can the server see: designs of messengers, a key exchange, a request desk."""

from enclair.lessons import lazy_exports
from enclair.text.locale import sentences

say = sentences(__package__)
__getattr__, __dir__ = lazy_exports(
    __name__,
    {
        "Exchange": "exchange",
        "Grid": "grid",
        "desk": "request_desk",
        "policy": "figures",
        "sealed": "sealing",
    },
)
