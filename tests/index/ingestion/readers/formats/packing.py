"""Make packed documents."""

import io
import zipfile
from collections.abc import Mapping

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_STYLES = f"""<w:styles {_W}>
<w:style w:type="paragraph" w:styleId="Judul"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Kepala1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Bab"><w:name w:val="Bab"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
</w:styles>"""
_ODF = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "draw")
)
_CONTAINER = """<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""


def packed(members: Mapping[str, str | bytes]) -> bytes:
    """Return a ZIP file of these members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def docx(body: str) -> bytes:
    """Return a document of Word with this body."""
    document = f"<w:document {_W}><w:body>{body}</w:body></w:document>"
    return packed({"[Content_Types].xml": "<Types/>", "word/document.xml": document, "word/styles.xml": _STYLES})


def odt(body: str, title: str = "") -> bytes:
    """Return a document of OpenDocument with this text."""
    content = f"<office:document-content {_ODF}><office:body><office:text>{body}</office:text></office:body>"
    meta = f'<office:document-meta {_ODF} xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title>'
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"{content}</office:document-content>",
            "meta.xml": f"{meta}</office:document-meta>",
        }
    )


def epub(chapters: Mapping[str, str], spine: str | None = None, more: Mapping[str, str] | None = None) -> bytes:
    """Return a book of these chapters; ``spine`` is their order, that of the mapping by default."""
    items = "".join(
        f'<item id="c{number}" href="{name}" media-type="application/xhtml+xml"/>'
        for number, name in enumerate(chapters)
    )
    order = spine or "".join(f'<itemref idref="c{number}"/>' for number in range(len(chapters)))
    book = f"""<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>Banjir di Krajan</dc:title><dc:creator>Rina</dc:creator><dc:publisher>Kabar Contoh</dc:publisher>
<dc:date>2022-03-03</dc:date><dc:language>id</dc:language></metadata>
<manifest>{items}<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="nav"/>{order}</spine></package>"""
    pages = {f"OEBPS/{name.replace('%20', ' ')}": page for name, page in chapters.items()}
    nav = {"OEBPS/nav.xhtml": "<html><body><nav>Daftar isi</nav><p>Bab.</p></body></html>"}
    return packed({"META-INF/container.xml": _CONTAINER, "OEBPS/book.opf": book, **pages, **nav, **(more or {})})
