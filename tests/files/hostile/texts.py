"""Text files: what no text is, what is too much of it, what only looks like figures, dates, formulas and names."""

from __future__ import annotations

import random
from pathlib import Path

from tests.files.hostile.record import Hostile, Imported, Many, Refused, made, written

HEAD = "Channel,Spend\n"
ONE = HEAD + "Radio,5\n"
RADIO = Imported({"Radio": 5.0})


def spent(figure: str) -> str:
    """A table whose one figure is this."""
    return f'{HEAD}Radio,"{figure}"\n'


def named(name: str) -> str:
    """A table whose one channel is called this."""
    return f'{HEAD}"{name}",5\n'


def sparse(size: int) -> Hostile:
    """A file of NULs that takes no room."""

    def make(path: Path) -> None:
        with path.open("wb") as file:
            file.truncate(size)

    return Hostile(f"sparse-{size >> 20}MB.csv", make, Refused("larger than 200 MB" if size > 200 << 20 else "no text"))


def _random_bytes() -> bytes:
    return random.Random(7).randbytes(100_000)


NOT_TEXT = (
    written("empty.csv", "", Refused("empty")),
    written("spaces.csv", " \n\t\n  \r\n" * 1000, Refused("empty")),
    written("nul-inside.csv", "Channel,Spend\nRa\0dio,5\n", Refused("no text")),
    made("nul-far-behind.csv", lambda: (HEAD + "Radio,5\n" * 60_000).encode() + b"\0\0\0\0", Refused("no text")),
    made("random.csv", _random_bytes, Refused("no text")),
    written("all-bytes.csv", bytes(range(256)) * 50, Refused("no text")),
    written("ebcdic.csv", ONE.encode("cp500"), Refused("No header row was found")),
    written("bell.csv", "Channel,Spend\nRa\x07dio,5\n", Refused("no text")),
    written("gzip.csv", b"\x1f\x8b\x08\0" + bytes(60), Refused("gzip file")),
    written("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(200)), Refused("PNG file")),
    written("paper.xlsx", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", Refused("PDF file")),
    written("archive.xls", b"7z\xbc\xaf\x27\x1c" + bytes(40), Refused("7z file")),
    written("rar.ods", b"Rar!\x1a\x07\0" + bytes(40), Refused("rar file")),
    written("rich.csv", r"{\rtf1\ansi Channel}", Refused("RTF file")),
    written("page.xls", "<html><table><tr><td>Channel</td><td>Spend</td></tr></table></html>", Refused("web page")),
    written("spreadsheet-2003.xls", '<?xml version="1.0"?><Workbook></Workbook>', Refused("web page or XML")),
    written("database.csv", b"SQLite format 3\0" + bytes(200), Refused("SQLite file")),
    written("json.csv", '{"channels": [{"name": "Radio", "spend": 5}]}', Refused("No header row")),
    written("program.csv", b"MZ\x90\0\x03\0\0\0" + bytes(100), Refused("no text")),
    sparse(201 << 20),
    sparse(150 << 20),
)

ENCODINGS = (
    written("utf-7.csv", b"+/v8-Channel,Spend\r\nRadio,5\r\n", Refused("No header row was found")),
    written("utf-32-le.csv", ONE.encode("utf-32"), RADIO),
    written("utf-32-be.csv", b"\0\0\xfe\xff" + ONE.encode("utf-32-be"), RADIO),
    written("utf-16-be-silent.csv", ONE.encode("utf-16-be"), RADIO),
    written("utf-16-odd.csv", ONE.encode("utf-16") + b"x", Refused("does not fit its encoding")),
    written("utf-16-half-a-pair.csv", ONE.encode("utf-16") + b"\x3d\xd8", Refused("does not fit its encoding")),
    written("utf-8-mark-twice.csv", b"\xef\xbb\xbf\xef\xbb\xbf" + ONE.encode(), RADIO),
    written("utf-8-broken.csv", b"\xef\xbb\xbfChannel,Spend\nCaf\xe9,5\n", Refused("does not fit its encoding")),
    written("utf-8-too-long.csv", b"Channel,Spend\nRa\xc1\xa1dio,5\n", Imported({"RaБЎdio": 5.0})),
    written("surrogates-in-utf-8.csv", b"Channel,Spend\nRa\xed\xa0\xbd\xed\xb8\x80,5\n", Imported({"Ra😀": 5.0})),
    written("emoji.csv", named("Radio 📻👩‍👩‍👧‍👦"), Imported({"Radio 📻👩‍👩‍👧‍👦": 5.0})),
    written("old-mac.csv", ONE.replace("\n", "\r"), RADIO),
    written("mixed-line-ends.csv", "Channel,Spend\r\nRadio,5\rEmail,6\nPrint,7\r\n",
            Imported({"Radio": 5.0, "Email": 6.0, "Print": 7.0})),
    written("form-feeds.csv", "Channel,Spend\n\x0c\nRa\x0bdio,5\n", Imported({"Ra dio": 5.0})),
    written("line-separators.csv", named("Ra\u2028dio\u2029"), Imported({"Ra dio": 5.0})),
)  # fmt: skip

TOO_MUCH = (
    made("hundred-thousand-columns.csv", lambda: ("Channel,Spend" + ",x" * 100_000 + "\nRadio,5\n"),
         Refused("columns")),
    made("five-million-cells-wide.csv", lambda: (("Channel,Spend" + ",x" * 100_000 + "\n")
                                                 + ("Radio,5" + ",1" * 100_000 + "\n") * 49),
         Refused("5000000 cells are the most")),
    made("long-cell.csv", lambda: (HEAD + "R" * 10_000_000 + ",5\n"), Refused("more than 100000 letters")),
    made("long-quoted-cell.csv", lambda: (HEAD + '"' + "R" * 10_000_000 + '",5\n'), Refused("line 2")),
    made("long-name.csv", lambda: named("R" * 32_767), Imported({"R" * 32_767: 5.0})),
    made("longer-name.csv", lambda: named("R" * 32_768), Refused("more than 32767 letters")),
    written("open-quote.csv", 'Channel,Spend\n"Radio,5\nEmail,6\n', Refused("opens in line 2 is not closed")),
    made("open-quote-at-the-end.csv", lambda: (HEAD + "Radio,5\n" * 50_000 + '"Email,6\n'),
         Refused("opens in line 50002 is not closed")),
    made("quotes.csv", lambda: b'"' * 5_000_000, Refused("more than 100000 letters")),
    made("odd-quotes.csv", lambda: (HEAD + 'Ra"d"io,5\n' * 100_000), Imported({'Ra"d"io': 500_000.0})),
    made("half-a-million-empty-rows.csv", lambda: (HEAD + "\n" * 510_000 + "Radio,5\n"), RADIO),
    made("million-rows-of-commas.csv", lambda: (HEAD + "Radio,5\n" + ",\n" * 1_000_000), RADIO),
    made("fifty-million-cells.csv", lambda: (HEAD + "," * 50_000_000), Refused("5000000 cells are the most")),
    made("no-line-end.csv", lambda: b"a" * 10_000_000, Refused("more than 100000 letters")),
    made("too-many-channels.csv", lambda: (HEAD + "".join(f"Channel {n},1\n" for n in range(100_001))),
         Refused("More than 100000 channels")),
    made("twenty-thousand-channels.csv", lambda: (HEAD + "".join(f"Channel {n},1\n" for n in range(20_000))),
         Many(20_000, 20_000.0)),
    made("million-rows.csv", lambda: (HEAD + "Radio,1\n" * 1_000_000), Refused("more than 500000 rows")),
    made("many-rows.csv", lambda: (HEAD + "".join(f"Channel {n % 50},1\n" for n in range(100_000))),
         Imported({f"Channel {n}": 2000.0 for n in range(50)})),
    made("text-everywhere.csv", lambda: "".join(",".join(f"n{row}x{n}" for n in range(150)) + "\n"
                                                for row in range(1000)), Refused("No header row")),
    made("sums-of-nothing.csv", lambda: HEAD + "Radio,5\n" * 2000 + ",5\n" * 20_000,
         Imported({"Radio": 10_000.0, "Unassigned": 100_000.0})),
    made("figures-across.csv", lambda: "Channel" + "".join(f",{1990 + n // 12}-{1 + n % 12:02}" for n in range(1200))
         + "\n" + ("Spend on Radio" + ",5" * 1200 + "\n") * 170, Refused("more than 200000 figures")),
    made("one-channel-again-and-again.csv", lambda: "Spend,2026-01,2026-02\n" + "Radio,1,2\n" * 5_000,
         Imported({"Radio": 15_000.0})),
)  # fmt: skip

TABLES = (
    written("header-alone.csv", HEAD, Refused("no row with a channel")),
    written("header-again.csv", HEAD + "Radio,5\n" + HEAD + "Email,6\n", Imported({"Radio": 5.0, "Email": 6.0})),
    written("no-header.csv", "Radio,5\nEmail,6\n", Refused("No header row was found")),
    written("thousand-headers.csv", HEAD * 1000, Refused("no row with a channel")),
    written("spend-a-thousand-times.csv", "Channel" + ",Spend" * 1000 + "\nRadio" + ",5" * 1000 + "\n",
            Refused("both mean spend")),
    written("sep-line.csv", "sep=;\nChannel;Spend\nRadio;5\n", RADIO),
    written("sep-line-without-a-sign.csv", "sep=\nChannel,Spend\nRadio,5\n", RADIO),
    written("ragged.csv", "Channel,Spend\nRadio\nEmail,6,7,8,9\n,,,,\nPrint,7\n",
            Imported({"Radio": None, "Email": 6.0, "Print": 7.0})),
)  # fmt: skip

FIGURES = (
    written("nan.csv", spent("NaN"), Imported({"Radio": None})),
    written("infinity.csv", spent("Infinity"), Refused("row 2")),
    written("minus-inf.csv", spent("-inf"), Refused("row 2")),
    written("1e999.csv", spent("1e999"), Refused("row 2")),
    written("1e308-twice.csv", HEAD + "Radio,1e308\nRadio,1e308\n", Refused("too large to calculate with")),
    written("hex.csv", spent("0x1F"), Refused("row 2")),
    written("hex-float.csv", spent("0x1.8p3"), Refused("row 2")),
    written("underscores.csv", spent("1_000"), Refused("row 2")),
    written("thousand-digits.csv", spent("9" * 1000), Refused("row 2")),
    written("arabic-digits.csv", spent("٣٫٥"), Imported({"Radio": 3.5})),
    written("negative.csv", spent("-5"), Refused("row 2")),
    written("formula-as-figure.csv", spent("=1+1"), Refused("is not a number")),
    written("cmd-as-figure.csv", spent("=cmd|' /C calc'!A0"), Refused("row 2")),
    written("february-30.csv", "Channel,Day,Spend\nRadio,2026-02-30,5\n", Refused("row 2")),
    written("year-0.csv", "Channel,Day,Spend\nRadio,0000-01-01,5\n", Refused("row 2")),
    written("year-10000.csv", "Channel,Day,Spend\nRadio,10000-01-01,5\n", Refused("row 2")),
    written("years-1-and-9999.csv", "Channel,Day,Spend\nRadio,0001-01-01,5\nRadio,9999-12-31,6\n", Refused("row 2")),
    written("month-31.csv", "Channel,Day,Spend\nRadio,31/31/2026,5\n", Refused("row 2")),
)

NAMES = (
    written("cmd.csv", named("=cmd|' /C calc'!A0"), Imported({"=cmd|' /C calc'!A0": 5.0})),
    written("sum.csv", named("@SUM(1+1)*cmd|' /C calc'!A0"), Imported({"@SUM(1+1)*cmd|' /C calc'!A0": 5.0})),
    written("plus.csv", named("+1+1"), Imported({"+1+1": 5.0})),
    written("minus.csv", named("-2+3+cmd|' /C calc'!A0"), Imported({"-2+3+cmd|' /C calc'!A0": 5.0})),
    written("dde.csv", named('=DDE(""cmd"",""/C calc"",""1"")'), Imported({'=DDE("cmd","/C calc","1")': 5.0})),
    written("hyperlink.csv", named('=HYPERLINK(""http://x.invalid"",""Radio"")'),
            Imported({'=HYPERLINK("http://x.invalid","Radio")': 5.0})),
    written("tab-before.csv", named("\t=1+1"), Imported({"=1+1": 5.0})),
    written("guarded.csv", named("'=1+1"), Imported({"=1+1": 5.0})),
    written("right-to-left.csv", named("\u202eoidaR\u202c"), Imported({"oidaR": 5.0})),
    written("zero-width.csv", HEAD + "Ra\u200bdio,5\nRadio,6\n", Imported({"Radio": 11.0})),
    written("zero-width-alone.csv", named("\u200b\u200d\ufeff"), Imported({"Unassigned": 5.0})),
    written("escape.csv", named("\x1b[31mRadio\x1b[0m"), Imported({"[31mRadio[0m": 5.0})),
    written("lines-in-a-name.csv", named("Ra\ndio\r\n1"), Imported({"Ra dio 1": 5.0})),
    written("markup.csv", named("<b>Radio</b>&amp;<script>alert(1)</script>"),
            Imported({"<b>Radio</b>&amp;<script>alert(1)</script>": 5.0})),
    written("same-but-for-case.csv", HEAD + "radio,5\nRADIO ,6\n Radio,7\n", Imported({"radio": 18.0})),
)  # fmt: skip

ALL = (*NOT_TEXT, *ENCODINGS, *TOO_MUCH, *TABLES, *FIGURES, *NAMES)
