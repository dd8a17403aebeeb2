"""The renderer of reports draws for documents and for files."""

from __future__ import annotations

from ketgui.figures.catalogue.outcomes import waterfall
from ketgui.rendering.report_renderer import make_renderer
from ketgui.reporting.documents.model import Document, Paragraph


def test_pictures_files_and_pdf_are_made(qapp, example, tmp_path):
    renderer, spec = make_renderer(), waterfall.build(example)
    assert renderer.draw_picture(spec, 90.0).startswith(b"\x89PNG")
    assert renderer.make_pdf(Document("T", (Paragraph("W."),), "en")).startswith(b"%PDF")
    path = tmp_path / "w.png"
    *strips, write = renderer.draw_file(spec, path, "png", width_mm=90.0, dpi=300, metadata=None)
    assert set(strips) <= {None}
    assert write is not None
    write()
    assert path.read_bytes().startswith(b"\x89PNG")
