"""Rows that say that they sum all others, in eleven languages, and channels that only sound so."""

from __future__ import annotations

import pytest

from roiapp.core.catalog import standard
from roiapp.files.import_plan import plan_import
from roiapp.files.text_tables import read_text_table
from roiapp.files.total_words import is_total
from tests.files.import_figures import left_out, of_text

TOTALS = {
    "en": (
        "All channels together", "All channels combined", "Overall", "Sum total", "Grand total",
        "Total all channels", "Total (all channels)", "All channels total", "TOTAL:", "Sum of all channels",
        "Altogether", "In total", "All sources", "All campaigns combined", "Total for all channels", "Overall total",
        "Combined total", "All marketing channels", "Totals for all campaigns", "All channels (total)",
        "Total, all channels",
    ),
    "de": (
        "Alle Kanäle zusammen", "Summe aller Kanäle", "Gesamt alle Kanäle", "Insgesamt", "Zusammen",
        "Alle Kanäle gesamt", "Total alle Kanäle", "Gesamtsumme", "Summe über alle Kanäle",
        "Alle Kampagnen zusammen", "Gesamt (alle Kanäle)",
    ),
    "fr": (
        "Tous canaux confondus", "Tous les canaux confondus", "Total tous canaux", "Somme de tous les canaux",
        "Au total", "Ensemble des canaux", "Total tous canaux confondus", "Toutes campagnes confondues",
        "Tous les canaux",
    ),
    "es": (
        "Todos los canales juntos", "Total de todos los canales", "Suma de todos los canales", "En total",
        "Todos los canales en conjunto", "Total todos los canales", "Todas las campañas", "Total global",
    ),
    "it": (
        "Tutti i canali", "Totale di tutti i canali", "In totale", "Tutti i canali insieme", "Totale tutti i canali",
        "Somma di tutti i canali", "Complessivo", "Tutte le campagne",
    ),
    "nl": (
        "Alle kanalen", "Alle kanalen samen", "Totaal alle kanalen", "In totaal", "Alles bij elkaar",
        "Totaal van alle kanalen", "Som van alle kanalen", "Alle campagnes",
    ),
    "pt": (
        "Todos os canais", "Todos os canais juntos", "Total de todos os canais", "Soma de todos os canais",
        "No total", "Todas as campanhas",
    ),
    "pl": (
        "Wszystkie kanały razem", "Suma wszystkich kanałów", "Razem wszystkie kanały", "Łącznie wszystkie kanały",
        "Ogółem", "Łącznie", "Razem:", "Wszystkie kanały łącznie", "Wszystkie kampanie razem",
    ),
    "tr": (
        "Tüm kanallar toplamı", "Tüm kanallar birlikte", "Tüm kanalların toplamı", "Hepsi", "Bütün kanallar",
        "Tüm kanallar (toplam)", "Toplam tüm kanallar", "Tüm kampanyaların toplamı",
    ),
    "is": (
        "Allar rásir samtals", "Allar rásir saman", "Samtals allar rásir", "Alls", "Allar rásir",
        "Samtals fyrir allar rásir", "Allar herferðir",
    ),
    "uz": (
        "Barcha kanallar jami", "Barcha kanallar birgalikda", "Jami barcha kanallar", "Barcha kanallar",
        "Barcha kanallar bo'yicha jami", "Barcha kampaniyalar",
    ),
}
#: shops, agencies and programmes of which none is a total
NAMES = (
    "Total Wine", "Total Media", "All Saints", "Sum Up", "Combined Insurance", "Ensemble Media", "Alles Gute",
    "Overall Media", "Total Gym", "Media Total", "Samen Sterk", "Totale Vending",
)  # fmt: skip


def names(text: str) -> list[str]:
    plan = plan_import(read_text_table(text.encode()), standard())
    return [channel["name"] for channel in plan.channels]


@pytest.mark.parametrize("total", [text for texts in TOTALS.values() for text in texts])
def test_totals_of_all_are_left_out_whatever_they_say(total: str) -> None:
    assert is_total(total)
    plan = of_text(f"Channel;Spend\nGoogle;100\nRadio;50\n{total};149\n")
    assert [channel["name"] for channel in plan.channels] == ["Google", "Radio"]
    assert left_out(plan) == [(4, "total row")]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("figures", ["150", "120", "0"])
def test_a_channel_that_sounds_like_a_total_stays(name: str, figures: str) -> None:
    """Even where it is, by chance, as large as the two before it."""
    assert names(f"Channel,Spend\nGoogle,100\nRadio,50\n{name},{figures}\nFlyers,7\n") == [
        "Google", "Radio", name, "Flyers",
    ]  # fmt: skip
    months = f"Spend 2026,Jan,Feb\nGoogle,100,\nRadio,50,\n{name},{figures},\nFlyers,7,1\n"
    assert names(months) == ["Google", "Radio", name, "Flyers"]


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("Total paid", True),  # a kind of channels
        ("Bezahlt gesamt", True),
        ("Total Google", True),  # what stands above
        ("Total Q3", True),
        ("Total Wine", False),
    ],
)
def test_a_subtotal_says_of_what_it_is(name: str, left: bool) -> None:
    text = f"Channel,Spend\nGoogle Brand,100\nGoogle Generic,50\n{name},150\nRadio,7\n"
    assert (name not in names(text)) is left
    months = f"Spend 2026,Jan,Feb\nGoogle Brand,100,\nGoogle Generic,50,\n{name},150,\nRadio,7,1\n"
    assert (name not in names(months)) is left


def test_three_rows_or_two_figures_are_no_chance() -> None:
    text = "Channel,Spend\nGoogle,100\nRadio,50\nMail,7\nTotal Wine,157\nFlyers,9\n"
    assert names(text) == ["Google", "Radio", "Mail", "Flyers"]
    text = "Channel,Spend,Leads\nGoogle,100,4\nRadio,50,3\nTotal Wine,150,7\nFlyers,9,1\n"
    assert names(text) == ["Google", "Radio", "Flyers"]
