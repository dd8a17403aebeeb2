"""The fixed parts of a PowerPoint file: theme, master, layout and relations (ECMA-376)."""

from __future__ import annotations

from collections.abc import Sequence

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PRESENTATION = "application/vnd.openxmlformats-officedocument.presentationml"
NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:r="{_OFFICE}" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
# A wide slide, in English Metric Units: 914 400 to the inch, 36 000 to the millimetre.
WIDTH, HEIGHT = 12_192_000, 6_858_000
EMPTY_TREE = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
)
_TITLE_BOX = (
    '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Title"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
    '<p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="457200" y="228600"/>'
    '<a:ext cx="11277600" cy="640080"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    '</p:spPr><p:txBody><a:bodyPr anchor="ctr"><a:normAutofit/></a:bodyPr><a:lstStyle/>'
    '<a:p><a:endParaRPr lang="en-CA"/></a:p></p:txBody></p:sp>'
)
_COLOURS = {
    "dk1": "000000", "lt1": "FFFFFF", "dk2": "1F2937", "lt2": "F3F4F6", "accent1": "0072B2",
    "accent2": "E69F00", "accent3": "009E73", "accent4": "56B4E9", "accent5": "D55E00",
    "accent6": "CC79A7", "hlink": "0072B2", "folHlink": "CC79A7",
}  # fmt: skip


def build_fixed_parts(slides: int, pictures: Sequence[str], title: str) -> dict[str, str]:
    """Return every part but the slides and their pictures, by its name in the file.

    Parameters
    ----------
    slides : int
    pictures : sequence of str
        The kinds of picture, by the endings of their names.
    title : str
        The document's title, escaped.
    """
    numbers = range(1, slides + 1)
    return {
        "[Content_Types].xml": _build_content_types(numbers, pictures),
        "_rels/.rels": build_relations(
            [("officeDocument", "ppt/presentation.xml")],
            core="docProps/core.xml",
        ),
        "docProps/core.xml": _build_properties(title),
        "ppt/presentation.xml": _build_presentation(numbers),
        "ppt/_rels/presentation.xml.rels": build_relations(
            [
                ("slideMaster", "slideMasters/slideMaster1.xml"),
                ("theme", "theme/theme1.xml"),
                *(("slide", f"slides/slide{n}.xml") for n in numbers),
            ]
        ),
        "ppt/slideMasters/slideMaster1.xml": _MASTER,
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": build_relations(
            [("slideLayout", "../slideLayouts/slideLayout1.xml"), ("theme", "../theme/theme1.xml")]
        ),
        "ppt/slideLayouts/slideLayout1.xml": _LAYOUT,
        "ppt/slideLayouts/_rels/slideLayout1.xml.rels": build_relations(
            [("slideMaster", "../slideMasters/slideMaster1.xml")]
        ),
        "ppt/theme/theme1.xml": _build_theme(),
    }


def build_relations(targets: Sequence[tuple[str, str]], core: str = "") -> str:
    """Return the relations of a part: each kind and target, numbered rId1, rId2 …"""
    lines = [
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    ]
    if core:
        kind = f"{_PACKAGE}/relationships/metadata/core-properties"
        lines.append(f'<Relationship Id="rIdCore" Type="{kind}" Target="{core}"/>')
    return (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(lines)}</Relationships>'
    )


def build_slide(shapes: str) -> str:
    """Return a slide of these shapes."""
    return (
        f"{_HEAD}<p:sld {NAMESPACES}><p:cSld><p:spTree>{EMPTY_TREE}{shapes}</p:spTree></p:cSld>"
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"
    )


def _build_content_types(slides: Sequence[int], pictures: Sequence[str]) -> str:
    parts = {
        "/ppt/presentation.xml": f"{_PRESENTATION}.presentation.main+xml",
        "/ppt/slideMasters/slideMaster1.xml": f"{_PRESENTATION}.slideMaster+xml",
        "/ppt/slideLayouts/slideLayout1.xml": f"{_PRESENTATION}.slideLayout+xml",
        "/ppt/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        **{f"/ppt/slides/slide{n}.xml": f"{_PRESENTATION}.slide+xml" for n in slides},
    }
    defaults = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        **{ending: f"image/{ending}" for ending in pictures},
    }
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        + "".join(f'<Default Extension="{e}" ContentType="{t}"/>' for e, t in defaults.items())
        + "".join(f'<Override PartName="{n}" ContentType="{t}"/>' for n, t in parts.items())
        + "</Types>"
    )


def _build_properties(title: str) -> str:
    # A fixed date makes the same slides the same bytes at any time.
    date = "2000-01-01T00:00:00Z"
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{date}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{date}</dcterms:modified>'
        "</cp:coreProperties>"
    )


def _build_presentation(slides: Sequence[int]) -> str:
    # The first two relations are the master and the theme.
    listed = "".join(f'<p:sldId id="{255 + n}" r:id="rId{n + 2}"/>' for n in slides)
    return (
        f"{_HEAD}<p:presentation {NAMESPACES}>"
        '<p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst>'
        f"<p:sldIdLst>{listed}</p:sldIdLst>"
        f'<p:sldSz cx="{WIDTH}" cy="{HEIGHT}"/><p:notesSz cx="{HEIGHT}" cy="{WIDTH}"/>'
        "</p:presentation>"
    )


def _build_theme() -> str:
    colours = "".join(
        f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLOURS.items()
    )
    font = '<a:latin typeface="Arial"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'{_HEAD}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        f'name="KetGUI"><a:themeElements><a:clrScheme name="KetGUI">{colours}</a:clrScheme>'
        f'<a:fontScheme name="KetGUI"><a:majorFont>{font}</a:majorFont><a:minorFont>{font}'
        '</a:minorFont></a:fontScheme><a:fmtScheme name="KetGUI">'
        f"<a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


_MASTER = (
    f"{_HEAD}<p:sldMaster {NAMESPACES}><p:cSld><p:bg><p:bgPr><a:solidFill>"
    '<a:schemeClr val="bg1"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'
    f"<p:spTree>{EMPTY_TREE}{_TITLE_BOX}</p:spTree></p:cSld>"
    '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" '
    'accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" '
    'folHlink="folHlink"/>'
    '<p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/></p:sldLayoutIdLst>'
    '<p:txStyles><p:titleStyle><a:lvl1pPr algn="l"><a:defRPr sz="2400" b="1"><a:solidFill>'
    '<a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+mj-lt"/></a:defRPr></a:lvl1pPr>'
    "</p:titleStyle><p:bodyStyle/><p:otherStyle/></p:txStyles></p:sldMaster>"
)
_LAYOUT = (
    f'{_HEAD}<p:sldLayout {NAMESPACES} type="titleOnly" preserve="1"><p:cSld name="Title only">'
    f"<p:spTree>{EMPTY_TREE}{_TITLE_BOX}</p:spTree></p:cSld>"
    "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
)
