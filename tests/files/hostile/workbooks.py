"""Workbooks: zip files that burst or lie, XML that does, cells that no sheet can have, crafted texts."""

from __future__ import annotations

import zipfile
from pathlib import Path

from tests.files.hostile import parts as p
from tests.files.hostile.record import Hostile, Imported, Outcome, Refused, made, written

RADIO = Imported({"Radio": 5.0})
BLANK = Imported({"Radio": None})
XLS = (Path(__file__).parents[2] / "data" / "hostile" / "radio.xls").read_bytes()
TYPE = Refused("document type")
BROKEN = Refused("broken")


def book(name: str, outcome: Outcome, *sheets: str, more: p.Parts | None = None, without: str = "") -> Hostile:
    """A workbook of these sheets, with other parts than it should have, or without one."""

    def content() -> bytes:
        found = p.parts(*sheets, more=more)
        found.pop(without, None)
        return p.zipped(found)

    return made(name, content, outcome)


def cell(name: str, spend: str, outcome: Outcome) -> Hostile:
    """A workbook whose one figure is this cell."""
    return book(name, outcome, p.row(spend))


def channel(name: str, text: str, outcome: Outcome) -> Hostile:
    """A workbook whose one channel is called this."""
    return book(name, outcome, p.row('<c r="B2"><v>5</v></c>', text))


def named(*numbers: str) -> str:
    """A sheet whose cells name texts by these numbers."""
    cells = "".join(f'<c r="A{row}" t="s"><v>{number}</v></c>' for row, number in enumerate(numbers, 3))
    return p.sheet(p.ROWS + "".join(f'<row r="{row}">{each}</row>' for row, each in enumerate([cells], 3)))


PLAIN = p.zipped(p.parts())
LAUGHS = "<!DOCTYPE lolz [<!ENTITY a0 'ha'>" + "".join(
    f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 11)
) + "]>"  # fmt: skip
FETCHED = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
ELSEWHERE = '<!DOCTYPE a SYSTEM "http://x.invalid/evil.dtd">'

ZIPS = (
    made("bomb.xlsx", lambda: p.with_long_part(p.parts(), p.TEXTS, 401), Refused("more than 400 MB")),
    made("bomb-that-lies.xlsx",
         lambda: p.changed_list(p.with_long_part(p.parts(), p.SHEET, 100), p.claiming(1000)), Refused("damaged")),
    made("just-no-bomb.xlsx", lambda: p.with_long_part(p.parts(p.sheet(p.ROWS, before="@")), p.SHEET, 10), RADIO),
    made("overlapping.xlsx", lambda: p.overlapping(1000, 10), Refused("more than 400 MB")),
    made("overlapping-few.xlsx", lambda: p.overlapping(30, 10), Refused("broken")),
    made("zip-in-zip.xlsx", lambda: p.zipped({"a.zip": p.zipped({"b.zip": PLAIN})}), Refused("zip archive")),
    made("workbook-in-workbook.xlsx", lambda: p.zipped(p.parts(more={"xl/embeddings/a.xlsx": PLAIN})), RADIO),
    made("out-of-its-folder.xlsx", lambda: p.zipped(p.parts(more={
        "../../../../tmp/hostile-was-here": "x", "/etc/hostile-was-here": "x", "C:\\hostile-was-here": "x"})), RADIO),
    made("twenty-thousand-parts.xlsx",
         lambda: p.zipped(p.parts(more={f"junk/{n}": "" for n in range(20_000)}), zipfile.ZIP_STORED),
         Refused("more than")),
    made("parts-twice.xlsx", lambda: p.zipped(p.parts(more={"xl/worksheets/sheet2.xml": p.sheet()})).replace(
        b"sheet2.xml", b"sheet1.xml"), Refused("same name")),
    made("locked-parts.xlsx", lambda: p.changed_list(PLAIN, p.locked), Refused("password")),
    written("locked.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le")
            + bytes(3000), Refused("password")),
    written("half.xlsx", PLAIN[: len(PLAIN) // 2], Refused("damaged")),
    written("one-byte-short.xlsx", PLAIN[:-1], Refused("damaged")),
    written("head-alone.xlsx", PLAIN[:30], Refused("damaged")),
    written("behind-a-program.xlsx", b"MZ" + bytes(100) + PLAIN, Refused("no text")),
    written("long-comment.xlsx", p.zipped(p.parts(), comment=b"PK\x05\x06" * 15_000), Refused("damaged")),
    written("wrong-sum.xlsx", PLAIN.replace(b"PK\x01\x02\x14\x03\x14\0\0\0\x08\0", b"PK\x01\x02\x14\x03\x14\0\0\0\0\0"),
            Refused("damaged")),
    made("packed-otherwise.xlsx", lambda: p.zipped(p.parts(), zipfile.ZIP_LZMA), Refused("damaged")),
    made("not-packed.xlsx", lambda: p.zipped(p.parts(), zipfile.ZIP_STORED), RADIO),
    written("empty.zip", b"PK\x05\x06" + bytes(18), Refused("zip file")),
    written("letter.xlsx", p.zipped({"word/document.xml": "<a/>"}), Refused("text document")),
    written("talk.xlsx", p.zipped({"ppt/presentation.xml": "<a/>"}), Refused("presentation")),
    written("binary.xlsb", p.zipped({"xl/workbook.bin": "x"}), Refused("xlsb")),
    written("workbook.csv", PLAIN, RADIO),
    written("text.xlsx", "Channel,Spend\nRadio,5\n", RADIO),
    book("no-workbook.xlsx", Refused("zip archive"), without="xl/workbook.xml"),
    book("no-sheet.xlsx", Refused("damaged"), without=p.SHEET),
    book("no-relations.xlsx", Refused("damaged"), without="xl/_rels/workbook.xml.rels"),
    book("no-types.xlsx", RADIO, without="[Content_Types].xml"),
)  # fmt: skip

XML = (
    book("billion-laughs.xlsx", TYPE, p.sheet(p.HEAD + p.ROWS.replace("Radio", "&a10;"), top=LAUGHS)),
    book("quadratic.xlsx", TYPE, named("0"),
         more={p.TEXTS: p.texts(["&a;" * 10_000], top=f"<!DOCTYPE a [<!ENTITY a '{'a' * 100_000}'>]>")}),
    book("password-file.xlsx", TYPE, p.sheet(p.ROWS.replace("Radio", "&x;"), top=FETCHED)),
    book("elsewhere.xlsx", TYPE, more={"xl/workbook.xml": str(p.parts()["xl/workbook.xml"]).replace(
        "?>\n", f"?>\n{ELSEWHERE}", 1)}),
    book("deep.xlsx", RADIO, p.sheet(after="<a>" * 100_000 + "</a>" * 100_000)),
    book("never-closed.xlsx", BROKEN, p.sheet(after="<a>" * 1_000_000)),
    made("long-attribute.xlsx", lambda: p.with_long_part(
        p.parts(p.sheet(after='<a b="@"/>')), p.SHEET, 50, b"x"), BROKEN),
    book("not-closed.xlsx", BROKEN, p.sheet()[:-30]),
    book("nothing.xlsx", BROKEN, ""),
    book("no-letters.xlsx", BROKEN, p.sheet(p.ROWS.replace("Radio", "Ra&#0;dio"))),
    book("escaped.xlsx", RADIO, p.sheet(p.ROWS.replace("Radio", "Ra_x0000_dio"))),
    made("bad-letters.xlsx", lambda: p.zipped(p.parts(more={
        p.SHEET: p.sheet().encode().replace(b"Radio", b"Ra\xff\xfedio")})), BROKEN),
    made("utf-16.xlsx", lambda: p.zipped(p.parts(more={
        p.SHEET: p.sheet().replace("UTF-8", "UTF-16").encode("utf-16")})), Refused("empty")),
    book("unknown-letters.xlsx", Refused("damaged"), p.sheet().replace("UTF-8", "UTF-48")),
)  # fmt: skip

CELLS = (
    channel("ten-megabytes.xlsx", "R" * 10_000_000, Refused("more than 100000 letters")),
    book("ten-megabytes-apart.xlsx", Refused("more than 100000 letters"),
         p.sheet(p.HEAD + '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2"><v>5</v></c></row>'),
         more={p.TEXTS: p.texts(["R" * 10_000_000])}),
    book("false-size.xlsx", RADIO, p.sheet(before='<dimension ref="A1:XFD1048576"/>')),
    book("backward-size.xlsx", RADIO, p.sheet(before='<dimension ref="B2:A1"/>')),
    book("no-size.xlsx", Refused("damaged"), p.sheet(before='<dimension ref="A0:ZZZZZZZ99999999999"/>')),
    book("stray-cell.xlsx", Refused("XFD1048576"),
         p.sheet(p.ROWS + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
    book("beyond-the-sheet.xlsx", Refused("ZZZZ99999999"),
         p.sheet(p.ROWS + '<row r="99999999"><c r="ZZZZ99999999"><v>1</v></c></row>')),
    book("negative-row.xlsx", Refused("damaged"), p.sheet(p.ROWS + '<row r="-1"><c r="A-1"><v>1</v></c></row>')),
    book("row-0.xlsx", Refused("damaged"), p.sheet('<row r="0"><c r="A0"><v>1</v></c></row>' + p.ROWS)),
    book("backward.xlsx", RADIO, p.sheet(p.RADIO_ROW + p.HEAD)),
    book("cell-twice.xlsx", Imported({"Radio": 6.0}),
         p.sheet(p.ROWS + '<row r="2"><c r="B2"><v>6</v></c></row>')),
    book("no-such-text.xlsx", Refused("not there"), named("7"), more={p.TEXTS: p.texts(["a"])}),
    book("negative-text.xlsx", Refused("not there"), named("-1"), more={p.TEXTS: p.texts(["a"])}),
    book("no-texts.xlsx", Refused("not there"), named("0")),
    book("claims.xlsx", Refused("claims"), named("0"),
         more={p.TEXTS: p.texts(["Email"], claims=' uniqueCount="999999999999"')}),
    book("styles.xlsx", RADIO, more={"xl/styles.xml": f'<styleSheet xmlns="{p.MAIN}"><cellXfs>'
                                                    + "<xf/>" * 1_000_000 + "</cellXfs></styleSheet>"}),
    book("merged.xlsx", RADIO, p.sheet(after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')),
    book("merged-a-million-times.xlsx", RADIO, p.sheet(
        after="<mergeCells>" + '<mergeCell ref="C3:D4"/>' * 1_000_000 + "</mergeCells>")),
    book("wide.xlsx", Refused("2000 columns"), p.sheet(p.ROWS + '<row r="3">' + "<c><v>1</v></c>" * 16_384 + "</row>")),
    book("long.xlsx", Refused("500000 rows"), p.sheet(p.ROWS + "<row><c><v>1</v></c></row>" * 600_000)),
    book("million-empty-rows.xlsx", RADIO, p.sheet(p.ROWS + "<row/>" * 1_000_000)),
    cell("circle.xlsx", '<c r="B2"><f>C2</f></c><c r="C2"><f>B2</f></c>', BLANK),
    cell("dde.xlsx", "<c r=\"B2\"><f>cmd|'/C calc'!A0</f></c>", BLANK),
    cell("dde-with-a-result.xlsx", "<c r=\"B2\"><f>cmd|'/C calc'!A0</f><v>5</v></c>", RADIO),
    cell("error.xlsx", '<c r="B2" t="e"><v>#REF!</v></c>', BLANK),
    cell("truth.xlsx", '<c r="B2" t="b"><v>1</v></c>', Refused("row 2")),
    cell("nan.xlsx", '<c r="B2"><v>NaN</v></c>', BLANK),
    cell("infinity.xlsx", '<c r="B2"><v>1e999</v></c>', Refused("row 2, column “Spend”: \"inf\" is too large")),
    cell("too-large.xlsx", '<c r="B2"><v>1e308</v></c>', Refused("too large to calculate with")),
    cell("word-for-number.xlsx", '<c r="B2"><v>five</v></c>', Refused("is not a number")),
    channel("formula-as-name.xlsx", "=HYPERLINK(\"http://x.invalid\")".replace('"', "&quot;"),
            Imported({'=HYPERLINK("http://x.invalid")': 5.0})),
    channel("command-as-name.xlsx", "@SUM(1+1)*cmd|' /C calc'!A0", Imported({"@SUM(1+1)*cmd|' /C calc'!A0": 5.0})),
    *(book(f"day-{value}.xlsx", Refused("row 2"), p.sheet(
        f'<row r="1">{p.text("A1", "Channel")}{p.text("B1", "Day")}{p.text("C1", "Spend")}</row><row r="2">'
        f'{p.text("A2", "Radio")}<c r="B2" s="1"><v>{value}</v></c><c r="C2"><v>5</v></c></row>'),
        more={"xl/styles.xml": f'<styleSheet xmlns="{p.MAIN}"><cellXfs><xf/><xf numFmtId="14"/></cellXfs>'
                               "</styleSheet>"})
      for value in ("-1", "99999999", "1e300")),
)  # fmt: skip

SHEETS = (
    made("four-thousand-sheets.xlsx", lambda: p.zipped(p.parts(*[p.sheet()] * 4000)), Refused("300 sheets")),
    made("sheets-of-one-name.xlsx", lambda: p.zipped(p.parts(p.sheet(), p.sheet(), names=("A", "A"))),
         Refused("Two sheets are called")),
    made("sheet-of-any-name.xlsx", lambda: p.zipped(p.parts(names=("../..&#10;&lt;b&gt;" + "x" * 10_000,))), RADIO),
    made("hidden.xlsx", lambda: p.zipped(p.parts(states={1: ' state="veryHidden"'})), RADIO),
    made("no-sheets.xlsx", lambda: p.zipped(p.parts(more={"xl/workbook.xml": str(p.parts()["xl/workbook.xml"]).replace(
        "<sheet ", "<nosheet ")})), Refused("empty")),
    book("macros.xlsm", RADIO, more={"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(1000)}),
    book("links.xlsx", RADIO, more={
        "xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{p.MAIN}"/>',
        "xl/worksheets/_rels/sheet1.xml.rels": '<Relationships><Relationship Id="a" TargetMode="External"'
                                               ' Target="http://x.invalid/"/></Relationships>'}),
)  # fmt: skip

OPEN_DOCUMENTS = (
    written("plain.ods", p.open_document(p.ODS_HEAD + p.ODS_RADIO), RADIO),
    written("far-columns.ods", p.open_document(p.ODS_HEAD + p.ODS_RADIO.replace(
        "</table:table-row>", '<table:table-cell table:number-columns-repeated="2147483647"/></table:table-row>')),
        Refused("beyond the edge")),
    written("everything-filled.ods", p.open_document(p.ODS_HEAD + p.ODS_RADIO.replace(
        "<table:table-row>", '<table:table-row table:number-rows-repeated="1048574">').replace(
        "</table:table-row>", p.ods_number("1", ' table:number-columns-repeated="16382"') + "</table:table-row>")),
        Refused("not a workbook")),
    written("laughs.ods", p.open_document(p.ODS_HEAD + p.ODS_RADIO.replace(">Radio", ">&a10;"), top=LAUGHS), TYPE),
    written("letter.ods", p.open_document(p.ODS_HEAD, kind="text"), Refused("text document")),
    written("locked.ods", p.open_document(p.ODS_HEAD, more={"META-INF/manifest.xml":
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry'
        ' manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>'}),
        Refused("password")),
    written("broken.ods", p.open_document(p.ODS_HEAD + "<table:table-row>"), BROKEN),
    written("half.ods", p.open_document(p.ODS_HEAD + p.ODS_RADIO)[:700], Refused("damaged")),
    written("macro.ods", p.open_document(p.ODS_HEAD + p.ODS_RADIO, more={"Basic/a/b.xml": "<a/>"}), RADIO),
    written("nan.ods", p.open_document(p.ODS_HEAD + p.ODS_RADIO.replace('value="5"', 'value="NaN"')), BLANK),
    written("dde.ods", p.open_document(p.ODS_HEAD + p.ODS_RADIO.replace(
        'value="5"', 'value="5" table:formula="of:=DDE(&quot;cmd&quot;;&quot;/C calc&quot;;&quot;a&quot;)"')), RADIO),
)  # fmt: skip


def _xls(at: int, by: bytes) -> bytes:
    return XLS[:at] + by + XLS[at + len(by) :]


def _every_chain_a_circle() -> bytes:
    """Sectors that each are followed by the first one."""
    return _xls(512, b"".join((0).to_bytes(4, "little") for _ in range(128)))


OLD = (
    written("plain.xls", XLS, RADIO),
    written("head-alone.xls", XLS[:8] + bytes(600), Refused("not a workbook")),
    written("half.xls", XLS[: len(XLS) // 2], Refused("not a workbook")),
    written("no-directory.xls", _xls(48, b"\xff\xff\xff\x7f"), Refused("not a workbook")),
    written("circle.xls", _every_chain_a_circle(), Refused("made to do harm")),
    written("huge-sectors.xls", _xls(30, b"\xff\xff"), Refused("not a workbook")),
    written("many-tables.xls", _xls(44, b"\xff\xff\xff\x7f"), RADIO),
    written("letter.xls", XLS.replace("Workbook".encode("utf-16-le"), "WordDocu".encode("utf-16-le")),
            Refused("not a workbook")),
    written("locked.xls", XLS.replace(b"\x09\x08\x10\0", b"\x2f\0\x10\0", 1), Refused("not a workbook")),
)  # fmt: skip

ALL = (*ZIPS, *XML, *CELLS, *SHEETS, *OPEN_DOCUMENTS, *OLD)
