"""Documents as bytes and back, for another process of the same contractgen.

Not a format: it is as long-lived as the records' classes. A document's source is not
written; who reads it has the file.
"""

from msgspec.msgpack import Decoder, Encoder

from contractgen.documents import Document
from contractgen.source import Source


def _nothing(value: object) -> None:
    """Stand for a source, the one part of a document that is not written."""
    if not isinstance(value, Source):
        raise TypeError(value)


def pack(document: Document) -> bytes:
    """Return a document of one file as bytes."""
    return _ENCODER.encode(document)


class Unpacker:
    """Reads what `pack` wrote."""

    def __init__(self) -> None:
        self._decoder = Decoder(Document, dec_hook=self._place)
        self._source = Source("", "")

    def unpack(self, data: bytes, source: Source) -> Document:
        """Return the document of `source`. Raises ValueError for other data."""
        self._source = source
        return self._decoder.decode(data)

    def _place(self, kind: type, value: object) -> Source:
        del kind, value
        return self._source


_ENCODER = Encoder(enc_hook=_nothing)
