"""What a figure's file says of itself."""

from __future__ import annotations

from xml.etree import ElementTree

from ketgui import __version__
from ketgui.figures.spec import FigureSpec
from ketgui.rendering.metadata import describe_file, join_description, write_xmp

SPEC = FigureSpec("any", "Scores\nbefore", (), caption="Means & SDs < 60.")


def test_a_file_names_its_title_caption_and_program():
    assert describe_file(SPEC, {"Source": "sha256 abc", "Author": ""}) == {
        "Title": "Scores before",
        "Description": "Means & SDs < 60.",
        "Software": f"KetGUI {__version__}",
        "Source": "sha256 abc",
    }


def test_one_description_holds_all_but_the_title():
    words = join_description(describe_file(SPEC, {"Source": "sha256 abc"}))
    assert words == f"Means & SDs < 60. | KetGUI {__version__} | sha256 abc"


def test_the_packet_of_a_pdf_is_xml_with_its_words():
    packet = write_xmp(describe_file(SPEC, {})).decode()
    root = ElementTree.fromstring(packet.partition("?>")[2].rpartition("<?xpacket")[0])
    listed = [one.text for one in root.iter("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li")]
    assert listed == ["Scores before", f"Means & SDs < 60. | KetGUI {__version__}"]
