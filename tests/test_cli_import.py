"""`roiapp import`: tables into a document, what is asked, what is refused, as a whole process."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.forked_program import program

ROOT = Path(__file__).resolve().parents[1]
ADS = "Campaign,Month,Cost,Clicks\nBrand,2026-08,100.50,20\nSearch,2026-08,80,0\nBrand,2026-09,90,30\n"
CRM = "Lead source,Month,Leads,Customers,Revenue\nbrand,2026-09,6,2,450\nReferral,2026-09,3,1,200\n"


def roiapp(*words: str, home: Path) -> subprocess.CompletedProcess[str]:
    return program(*words, home=home)


class Place:
    """A folder with files, and the command in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.out = folder / "year.roi"

    def file(self, name: str, text: str) -> str:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    def bring(self, *words: str) -> Any:
        done = roiapp("import", *words, "--to", str(self.out), "--json", home=self.folder)
        assert (done.returncode, done.stderr) == (0, "")
        return json.loads(done.stdout)

    def refused(self, *words: str) -> str:
        before = self.out.read_bytes() if self.out.exists() else None
        done = roiapp("import", *words, "--to", str(self.out), home=self.folder)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.count("\n") == 1
        assert (self.out.read_bytes() if self.out.exists() else None) == before
        return done.stderr

    def inputs(self, period: str = "all") -> dict[str, dict[str, float]]:
        """Channel -> what is typed of it."""
        done = roiapp("calc", str(self.out), "--period", period, "--json", home=self.folder)
        assert done.returncode == 0, done.stderr
        wanted = ("spend", "visits", "leads", "customers", "revenue")
        return {
            channel["name"]: {id_: channel["inputs"][id_] for id_ in wanted if channel["inputs"][id_] is not None}
            for channel in json.loads(done.stdout)["channels"]
        }


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_a_new_document(place: Place) -> None:
    said = place.bring(place.file("ads.csv", ADS))
    assert said["mapping"] == {"Campaign": "channel", "Month": said["mapping"]["Month"], "Cost": "spend",
                               "Clicks": "visits"}  # fmt: skip
    assert (said["added"], said["changed"], said["skipped"], said["unknown_values"]) == (3, 0, [], 0)
    assert place.inputs("2026-08") == {"Brand": {"spend": 100.5, "visits": 20}, "Search": {"spend": 80, "visits": 0}}
    assert place.inputs("2026-09") == {"Brand": {"spend": 90, "visits": 30}, "Search": {}}


def test_a_part_of_a_period_is_asked_about(place: Place) -> None:
    place.bring(place.file("quarter.csv", "Channel,Period,Spend\nBrand,2025-Q2,3000\n"))
    part = place.file("part.csv", "Date,Channel,Spend\n2025-04-03,Brand,50\n2025-04-04,Brand,50\n")
    assert place.refused(part) == (
        "roiapp: part.csv: Of Q2 2025 the file has only Apr 3, 2025 – Apr 4, 2025: 1 figure there, which counts for the"
        " whole period, would be replaced by that of a part. Answer with --replace|--add|--keep.\n"
    )
    for flag, spend in (("--keep", 3000), ("--add", 3100), ("--replace", 100)):
        place.bring(part, flag)
        assert place.inputs("2025-Q2") == {"Brand": {"spend": spend}}


def test_what_was_done_is_said_in_whole_sentences(place: Place) -> None:
    file = ROOT / "tests" / "data" / "quickbooks_income_by_customer.xlsx"
    done = roiapp("import", str(file), "--to", str(place.out), home=place.folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[:6] == [
        "quickbooks_income_by_customer.xlsx: 1 added, 0 changed, 4 left out",
        "  Periods: Sep 2026",
        "  the column without a header → customer",
        "  Income → revenue",
        "  Columns not imported: Expenses and Net Income",
        "  sheet “Income by Customer Summary”, row 10 left out: heading without figures: Oakdale HOA",
    ]
    rows = place.file("rows.csv", "Channel,Spend\nRadio,5\nTotal,5\n")
    done = roiapp("import", rows, "--to", str(place.out), home=place.folder)
    assert "  row 3 left out: total row: Total" in done.stdout.splitlines()


def test_what_could_be_something_else_is_said(place: Place) -> None:
    said = place.bring(place.file("ads.csv", "Campaign,Month,Cost,Conversions\nBrand,2026-08,100,4\n"))
    assert said["questions"] == ["Column “Conversions” was taken as leads. Could also be Customers."]
    said = place.bring(place.file("ads.csv", "Campaign,Month,Cost,Conversions\nBrand,2026-08,100,4\n"),
                       "--map", "Conversions=leads")  # fmt: skip
    assert said["questions"] == []


def test_two_files_meet_in_the_same_channels_and_periods(place: Place) -> None:
    ads, crm = place.bring(place.file("ads.csv", ADS), place.file("crm.csv", CRM))
    assert (ads["added"], ads["changed"]) == (3, 0)
    assert (crm["added"], crm["changed"]) == (1, 1)
    assert place.inputs("2026-09")["Brand"] == {"spend": 90, "visits": 30, "leads": 6, "customers": 2, "revenue": 450}
    assert list(place.inputs()) == ["Brand", "Search", "Referral"]


def test_bringing_the_same_file_again_changes_nothing(place: Place) -> None:
    ads = place.file("ads.csv", ADS)
    place.bring(ads)
    before = place.out.read_bytes()
    assert (place.bring(ads)["added"], place.bring(ads)["changed"]) == (0, 0)
    assert place.out.read_bytes() == before
    place.bring(ads, "--add")
    assert place.inputs("2026-09")["Brand"] == {"spend": 180, "visits": 60}


def test_a_document_goes_into_another(place: Place) -> None:
    place.bring(place.file("ads.csv", ADS))
    other = place.out.rename(place.folder / "other.roi")
    place.bring(place.file("crm.csv", CRM))
    said = place.bring(str(other))
    assert (said["added"], said["changed"], said["skipped"]) == (2, 1, [])
    assert place.inputs("2026-09")["brand"] == {"spend": 90, "visits": 30, "leads": 6, "customers": 2, "revenue": 450}
    assert place.inputs("2026-08") == {
        "brand": {"spend": 100.5, "visits": 20}, "Referral": {}, "Search": {"spend": 80, "visits": 0},
    }  # fmt: skip


def test_a_workbook_that_comes_back_goes_into_its_document(place: Place) -> None:
    place.bring(place.file("ads.csv", ADS))
    book = place.folder / "client.xlsx"
    assert roiapp("export", str(place.out), "--to", str(book), home=place.folder).returncode == 0
    assert (place.bring(str(book))["added"], place.bring(str(book))["changed"]) == (0, 0)
    opened = openpyxl.load_workbook(book)
    sheet = opened["Sep 2026"]
    (cell,) = [each for row in sheet.iter_rows() for each in row if each.value == 90]
    cell.value = 95
    opened.save(book)
    opened["Definitions"]["A5"].value = "Ads"
    opened.save(book)
    said = place.bring(str(book))
    assert (said["added"], said["changed"]) == (0, 1)
    assert "Sheet “Definitions”: the text in A5 was changed; that was not taken." in said["notes"]
    assert place.inputs("2026-09")["Brand"] == {"spend": 95, "visits": 30}


def test_of_a_workbook_whose_document_is_damaged_the_cells_are_imported_and_that_is_said(place: Place) -> None:
    place.bring(place.file("ads.csv", ADS))
    book = place.folder / "client.xlsx"
    assert roiapp("export", str(place.out), "--to", str(book), home=place.folder).returncode == 0
    opened = openpyxl.load_workbook(book, data_only=True)
    opened["channel-roi document"]["A2"].value = "AAAA"
    opened.save(book)
    said = place.bring(str(book))
    assert (said["added"], said["changed"]) == (0, 0)
    assert said["notes"][0] == (
        "What the workbook carries hidden was changed or damaged. Only what stands in its visible cells was read."
    )


def test_columns_and_channel_as_they_are_told(place: Place) -> None:
    ads = place.file("ads.csv", ADS)
    said = place.bring(ads, "--map", "Clicks=leads", "--map", "Cost=", "--channel", "Google Ads")
    assert sorted(said["mapping"].values()) == sorted({"channel", said["mapping"]["Month"], "leads"})
    assert place.inputs("2026-08") == {"Google Ads": {"leads": 20}}


def test_what_is_asked_names_the_flag(place: Place) -> None:
    days = place.file("days.csv", "Date,Channel,Spend\n9/4/2026,Radio,10\n9/5/2026,Radio,20\n")
    assert "--date-order" in place.refused(days)
    place.bring(days, "--date-order", "mdy")
    assert place.inputs("2026-09") == {"Radio": {"spend": 30}}
    place.bring(days, "--date-order", "dmy")
    assert place.inputs("2026-04") == {"Radio": {"spend": 10}}
    quarter = place.file("quarter.csv", "Period start,Period end,Channel,Spend\n2025-01-01,2025-03-31,Radio,70\n")
    assert "--period" in place.refused(quarter)
    place.bring(quarter, "--period", "2025-Q1")
    assert place.inputs("2025-Q1") == {"Radio": {"spend": 70}}
    euros = place.file("euros.csv", "Channel,Month,Spend (EUR)\nRadio,2026-10,100\n")
    assert "--currency-rate" in place.refused(euros)
    place.bring(euros, "--currency-rate", "1.25")
    assert place.inputs("2026-10") == {"Radio": {"spend": 125}}


def test_rows_of_other_periods_are_left_out_by_the_period_that_is_told(place: Place) -> None:
    said = place.bring(place.file("ads.csv", ADS), "--period", "2026-09")
    assert [(each["row"], each["why"]) for each in said["skipped"]] == [
        (2, "of another period"), (3, "of another period"),
    ]  # fmt: skip
    assert place.inputs() == {"Brand": {"spend": 90, "visits": 30}}


def test_days_go_into_the_weeks_of_a_document_that_has_weeks(place: Place) -> None:
    place.bring(place.file("weeks.csv", "channel,period,start,end,spend\nRadio,,2026-08-03,2026-08-09,5\n"))
    days = "Date,Channel,Spend\n2026-08-04,Radio,1\n2026-08-10,Radio,2\n2026-08-16,Radio,3\n"
    place.bring(place.file("days.csv", days))
    done = roiapp("calc", str(place.out), "--period", "each", "--json", home=place.folder)
    assert [(each["period"]["start"], each["total"]["inputs"]["spend"]) for each in json.loads(done.stdout)] == [
        ("2026-08-03", 1), ("2026-08-10", 5),
    ]  # fmt: skip


def test_cells_that_cannot_be_read(place: Place) -> None:
    odd = place.file("odd.csv", "Channel,Month,Spend,Leads\nRadio,2026-08,about ten,5\nEmail,2026-08,7,-1\n")
    assert "about ten" in place.refused(odd)
    said = place.bring(odd, "--skip-bad-cells")
    assert (len(said["refused"]), said["unknown_values"]) == (2, 0)
    words = ("import", odd, "--to", str(place.folder / "again.roi"), "--skip-bad-cells")
    lines = roiapp(*words, home=place.folder).stdout.splitlines()
    assert sum(line.endswith("The cell was left blank.") for line in lines) == 2
    assert not any("say no figure" in line or "says no figure" in line for line in lines)
    assert place.inputs() == {"Radio": {"leads": 5}, "Email": {"spend": 7}}


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["--to", "x.xlsx"], ".roi"),
        (["--map", "Spend"], "COLUMN=FIELD"),
        (["--map", "Nothing=spend"], "Campaign, Month, Cost, Clicks"),
        (["--map", "Cost=roi"], "no field"),
        (["--currency-rate", "-2"], "above 0"),
        (["--sheet", "Other"], "Other"),
        (["--period", "2026-Q5"], "is no period"),
        (["--period", "2026-9x"], "is no period"),
        (["--period", "Q5 2026"], "is no period"),
    ],
)
def test_refused(place: Place, words: list[str], part: str) -> None:
    ads = place.file("ads.csv", ADS)
    done = roiapp("import", ads, *([] if "--to" in words else ["--to", str(place.out)]), *words, home=place.folder)
    assert (done.returncode, done.stdout, place.out.exists()) == (2, "", False)
    assert part in done.stderr
    assert done.stderr.count("\n") == 1


def test_one_bad_file_of_several_leaves_nothing_written(place: Place) -> None:
    assert "bad.csv" in place.refused(place.file("ads.csv", ADS), place.file("bad.csv", "a,b\n1,2\n"))


def test_a_file_that_is_no_document_stays(place: Place) -> None:
    place.out.write_text("a letter", encoding="utf-8")
    place.refused(place.file("ads.csv", ADS))


def test_a_period_by_its_name_is_one_of_the_document(place: Place) -> None:
    plain = place.file("plain.csv", "Channel,Spend\nBrand,5\n")
    place.bring(plain, "--period", "Spring fair")
    place.bring(place.file("more.csv", "Channel,Spend\nBrand,7\n"), "--period", "spring fair")
    assert place.inputs() == {"Brand": {"spend": 7}}
    assert "has no period “Autumn fair”" in place.refused(plain, "--period", "Autumn fair")


def test_files_of_one_name_are_told_apart_by_their_folders(place: Place) -> None:
    for folder, spend in (("a", 1), ("b", 2)):
        (place.folder / folder / "x").mkdir(parents=True)
        place.file(f"{folder}/x/f.csv", f"Channel,Month,Spend\nBrand {folder},2026-08,{spend}\n")
    said = place.bring(*(str(place.folder / folder / "x" / "f.csv") for folder in "ab"))
    assert [each["file"] for each in said] == [str(Path(folder, "x", "f.csv")) for folder in "ab"]
