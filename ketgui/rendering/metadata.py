"""What a figure's file says about itself, and how a PDF stores it."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape

from ketgui import __version__
from ketgui.figures.spec import FigureSpec

_DC = "http://purl.org/dc/elements/1.1/"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XMP = "http://ns.adobe.com/xap/1.0/"


def describe_file(spec: FigureSpec, metadata: Mapping[str, str]) -> dict[str, str]:
    """Return title, caption, program and any further entries; nothing empty, no line breaks."""
    about = {
        "Title": spec.title,
        "Description": spec.caption,
        "Software": f"KetGUI {__version__}",
        **metadata,
    }
    clean = {key: " ".join(text.split()) for key, text in about.items()}
    return {key: text for key, text in clean.items() if text}


def join_description(about: Mapping[str, str]) -> str:
    """Return all but the title in one line, for formats that have one description."""
    return " | ".join(text for key, text in about.items() if key != "Title")


def write_xmp(about: Mapping[str, str]) -> bytes:
    """Return title, description and program as the XML packet (ISO 16684-1) of a PDF."""
    lines = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{_RDF}">',
        f'<rdf:Description rdf:about="" xmlns:dc="{_DC}" xmlns:xmp="{_XMP}">',
        _write_element("dc:title", about.get("Title", "")),
        _write_element("dc:description", join_description(about)),
        f"<xmp:CreatorTool>{escape(about.get('Software', ''))}</xmp:CreatorTool>",
        "</rdf:Description></rdf:RDF></x:xmpmeta>",
        '<?xpacket end="w"?>',
    )
    return "\n".join(lines).encode()


def _write_element(tag: str, text: str) -> str:
    written = f'<rdf:li xml:lang="x-default">{escape(text)}</rdf:li>'
    return f"<{tag}><rdf:Alt>{written}</rdf:Alt></{tag}>"
