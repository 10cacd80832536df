"""Unpack documents that are ZIP files of XML (DOCX, ODT, EPUB), after a look at how large they are unpacked."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Collection

from lxml import etree

from index.model.errors import Fault, ReadError

_MOST_MEMBERS, _MOST_BYTES, _MOST_OF_MEMBER = 5_000, 200_000_000, 20_000_000
# XML of a document is 5 to 30 times as large unpacked. 1,000 is the most that this compression reaches.
_MOST_RATIO, _SMALL = 150, 200_000
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1
_FIRST = b"PK\x03\x04"
# Word keeps a document with a password in a file of another kind.
_OLE, _ENCRYPTED_STREAM = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "EncryptedPackage".encode("utf-16-le")
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)


class Package:
    """The members of a packed document. Any method raises ReadError for one that is damaged."""

    def __init__(self, data: bytes, source: str, name: str) -> None:
        """Look at the list of members, and at none of them; ``name`` is that of the format in messages."""
        self._source, self._format = source, name
        if data.count(_ENTRY) > _MOST_MEMBERS:
            raise ReadError(Fault.DOCUMENT_BOMB, source=source)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGED:
            raise self._unopened(data) from None
        self._members = {member.filename: member for member in self._archive.infolist()}
        self._check(self._archive.infolist(), self._archive.start_dir)

    def __contains__(self, name: object) -> bool:
        return name in self._members

    def damaged(self) -> ReadError:
        """Return the error for a document that is none, or has a damaged part."""
        return ReadError(Fault.NOT_A_DOCUMENT, source=self._source, format=self._format)

    def _unopened(self, data: bytes) -> ReadError:
        """Return the error for bytes without a list of members, which is at the end of a ZIP file."""
        if data.startswith(_FIRST):
            return ReadError(Fault.DOCUMENT_CUT_OFF, source=self._source, is_lost=True)
        if data.startswith(_OLE) and _ENCRYPTED_STREAM in data:
            return ReadError(Fault.DOCUMENT_PROTECTED, source=self._source)
        return self.damaged()

    def read(self, name: str) -> bytes:
        """Return a member."""
        member = self._members.get(name)
        if member is None:
            raise self.damaged()
        if member.flag_bits & _ENCRYPTED:
            raise ReadError(Fault.DOCUMENT_PROTECTED, source=self._source)
        if member.file_size > _MOST_OF_MEMBER:
            raise ReadError(Fault.DOCUMENT_BOMB, source=self._source)
        try:
            with self._archive.open(member) as opened:
                return opened.read(_MOST_OF_MEMBER)
        except _DAMAGED:
            raise self.damaged() from None

    def xml(self, name: str) -> etree._Element:
        """Return the tree of a member. One that declares entities is refused."""
        try:
            root = etree.fromstring(self.read(name), safe_parser())
        except (etree.XMLSyntaxError, ValueError):
            raise self.damaged() from None
        if root is None or root.getroottree().docinfo.internalDTD is not None:
            raise self.damaged()
        return root

    def _check(self, members: Collection[zipfile.ZipInfo], size: int) -> None:
        """Raise ReadError for members that are too many or too large for the ``size`` in which they are packed."""
        unpacked = sum(member.file_size for member in members)
        is_bomb = (
            len(members) > _MOST_MEMBERS
            or unpacked > _MOST_BYTES
            or sum(member.compress_size for member in members) > size  # several members are the same bytes
            or any(_is_dense(member) for member in members)
        )
        if is_bomb:
            raise ReadError(Fault.DOCUMENT_BOMB, source=self._source)
        if not members or any(member.compress_type not in _METHODS for member in members):
            raise self.damaged()


def _is_dense(member: zipfile.ZipInfo) -> bool:
    return member.file_size > _SMALL and member.file_size > _MOST_RATIO * member.compress_size


def safe_parser() -> etree.XMLParser:
    """Return a parser that expands no entities, opens nothing, and refuses trees that are very deep."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def path_of(base: str, name: str) -> str:
    """Return the path of a member that another one names, relative to its folder."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), name)).lstrip("/")
