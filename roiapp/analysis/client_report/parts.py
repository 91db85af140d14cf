"""The parts of a client's report. Every text is whole, translated and formatted: whoever draws it computes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from roiapp.analysis.decisions.scenario_bars import ScenarioBars
    from roiapp.analysis.funnel_chart import FunnelChart
    from roiapp.analysis.roi_chart import RoiChart
    from roiapp.analysis.trend_chart import TrendChart
    from roiapp.core.number_format import NumberFormat

Tone = Literal["", "good", "bad"]
Verdict = Literal["good", "bad", "unclear"]
_STRONG, _PLAIN = "\x02", "\x03"


class Run(NamedTuple):
    """A piece of a sentence, in bold where it is `strong`."""

    text: str
    strong: bool = False


Rich = tuple[Run, ...]


def strong(text: str) -> str:
    """A text that is bold wherever it comes to stand in a sentence, which `rich` takes apart."""
    return f"{_STRONG}{text}{_PLAIN}"


def rich(sentence: str) -> Rich:
    """A sentence in its pieces."""
    runs = []
    for number, piece in enumerate(sentence.split(_STRONG)):
        bold, _, rest = piece.partition(_PLAIN) if number else ("", "", piece)
        runs += [Run(bold, strong=True), Run(rest)]
    return tuple(run for run in runs if run.text)


def ended(text: str) -> str:
    """A sentence with its full stop, where it has no other end."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def plain_text(said: Rich) -> str:
    return "".join(run.text for run in said)


@dataclass(frozen=True)
class Firm:
    """Whose report it is and who made it (`by`, in a sentence `prepared`). `brand` is "#RRGGBB"; `logo` a PNG in
    base64, "" where there is none; `header` and `footer` are the firm's own words on every page."""

    name: str
    kind: str
    prepared: str
    day: str
    brand: str
    by: str = ""
    logo: str = ""
    header: str = ""
    footer: str = ""

    @property
    def letter(self) -> str:
        """The first letter or digit of its name, which stands where there is no logo."""
        return next((each for each in self.name if each.isalnum()), "").upper()


@dataclass(frozen=True)
class ReportCard:
    """A figure with its change: `amount` ("6.7%", "" where there is none), which way it went and against what. `main`
    is the one that it is all about. `why` is a sentence on what is missing."""

    label: str
    value: str
    direction: int = 0
    amount: str = ""
    against: str = ""
    tone: Tone = ""
    judged: str = ""
    why: str = ""
    main: bool = False


@dataclass(frozen=True)
class TextColumn:
    """A column of a table; figures stand right."""

    header: str
    figures: bool = True


@dataclass(frozen=True)
class TextRow:
    """A row as it is read. `dot` is the number of a channel's colour, None where it is none; `tone` that of its last
    cell; `mark` stands behind its first, such as an asterisk."""

    cells: tuple[str, ...]
    dot: int | None = None
    tone: Tone = ""
    mark: str = ""


@dataclass(frozen=True)
class TextTable:
    """A table with its total below it, which may be none."""

    columns: tuple[TextColumn, ...]
    rows: tuple[TextRow, ...]
    total: TextRow | None = None
    title: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Point:
    """A finding: what is claimed, and one sentence with figures."""

    verdict: Verdict
    claim: str
    text: str


@dataclass(frozen=True)
class NextStep:
    """What is recommended: the claim, what it would bring, the moves one by one, and what that rests on."""

    title: str
    claim: str
    text: str
    moves: tuple[str, ...]
    assumption: str


@dataclass(frozen=True)
class Comment:
    """The firm's own words on a channel."""

    channel: str
    text: str
    dot: int


@dataclass(frozen=True)
class FurtherPage:
    """A page behind the first: charts, tables, and terms with what they mean. An `empty` one is left out; `nothing`
    says why to whoever chose it."""

    id: str
    title: str
    hint: str = ""
    sentences: tuple[str, ...] = ()
    charts: tuple[TrendChart | FunnelChart | ScenarioBars, ...] = ()
    tables: tuple[TextTable, ...] = ()
    terms: tuple[Rich, ...] = ()
    nothing: str = ""

    @property
    def empty(self) -> bool:
        return not (self.charts or self.tables or self.terms)


@dataclass(frozen=True)
class ClientReport:
    """All of it. `chart` is None where no channel's ROI is known; then `no_chart` says what to type, and `step` is None
    where there are no channels. `notes` are what marks and dashes mean, `definitions` what figures mean and what was
    assumed. `letter` says on which paper, `language` in which language its words are, `numbers` how its figures are
    written."""

    firm: Firm
    title: str
    period: str
    sentence: Rich
    introduction: str
    cards: tuple[ReportCard, ...]
    chart_title: str
    chart_hint: str
    chart: RoiChart | None
    no_chart: str
    table: TextTable
    comments_title: str
    comments: tuple[Comment, ...]
    points: tuple[Point, ...]
    step: NextStep | None
    definitions_title: str
    definitions: tuple[Rich, ...]
    notes: tuple[str, ...]
    amounts: str
    pages: tuple[FurtherPage, ...]
    letter: bool
    language: str
    numbers: NumberFormat

    @property
    def document_title(self) -> str:
        """What the file is called where programs show that."""
        return " · ".join(filter(None, (self.firm.name, self.title, self.period)))
