"""The documents that come with the program: templates to start from, and a sample with a year of figures.

They are JSON in resources/templates and resources/samples (see `plain_document`). Texts in them are English; those
shown to the user are marked here, so that a template is made in the user's language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from roiapp.language import mark, tr
from roiapp.resources import resource

if TYPE_CHECKING:  # the start page lists templates without numpy
    from roiapp.core.catalog import Catalog
    from roiapp.core.worksheet import Worksheet
    from roiapp.settings import Defaults


class Template(NamedTuple):
    """A document to start from; `title` and `description` are English and marked, `channels` is how many it has."""

    id: str
    title: str
    description: str
    channels: int


TEMPLATES: Final = (
    Template(
        "local_service",
        mark("Local service business"),
        mark("Plumbers, roofers, dentists: twelve local channels, referrals, past customers and “don't know”."),
        15,
    ),
    Template(
        "b2b",
        mark("B2B demand generation"),
        mark("From visit to MQL, SQL, opportunity and customer, with the pipeline's figures."),
        9,
    ),
    Template(
        "online_shop",
        mark("Online shop"),
        mark("Ads, search, e-mail and marketplaces; orders count as customers."),
        11,
    ),
    Template("blank", mark("Blank"), mark("Five figures per channel and a margin; everything else is up to you."), 3),
)
#: names of channels and groups in the templates, for the catalogues
CHANNEL_NAMES: Final = (
    mark("Local SEO"), mark("Google text ads"), mark("Local services ads"), mark("Click-to-call ads"),
    mark("Paid social"), mark("Display ads"), mark("Social media"), mark("E-mail"), mark("Radio and TV"),
    mark("Yard and truck signs"), mark("Postcards and envelopes"), mark("Local print magazines"), mark("Referrals"),
    mark("Past customers"), mark("Don't know"), mark("Search engine (organic)"), mark("Content and blog"),
    mark("Paid search"), mark("LinkedIn ads"), mark("Webinars"), mark("Trade fairs"), mark("E-mail campaigns"),
    mark("Partners"), mark("Sales outreach"), mark("Shopping ads"), mark("Text ads"), mark("Paid social ads"),
    mark("Retargeting"), mark("Influencers"), mark("Marketplaces"), mark("Affiliates"), mark("Direct visits"),
    mark("Channel 1"), mark("Channel 2"), mark("Channel 3"),
    mark("Online"), mark("Offline"), mark("Word of mouth"),
)  # fmt: skip


def list_templates() -> tuple[Template, ...]:
    """All templates in the order they are offered."""
    return TEMPLATES


def load_template(
    template_id: str, catalog: Catalog | None = None, defaults: Defaults | None = None
) -> Worksheet:
    """A new document from a template, its names in the user's language, its currency, locale and margin those of
    `defaults` where these say them. Raises KeyError for an unknown id."""
    if all(template.id != template_id for template in TEMPLATES):
        raise KeyError(template_id)
    from roiapp.core.text_column import TextColumn

    sheet = _load("templates", f"{template_id}.json", catalog)
    for attribute in ("name", "group"):
        sheet.channels[attribute] = TextColumn(tr(text) if text else "" for text in sheet.channels[attribute])
    if defaults is not None:
        said = {"currency": defaults.currency, "locale": defaults.locale, "default_margin": defaults.margin}
        known = {name: value for name, value in said.items() if value not in ("", None)}
        sheet.settings = sheet.settings.changed(**known)
    return sheet


def load_sample(catalog: Catalog | None = None, locale: str = "") -> Worksheet:
    """The sample: a plumbing firm's year, month by month, its numbers written as in `locale` where one is said."""
    return _written_as(locale, _load("samples", "brightwater_plumbing.json", catalog))


def load_b2b_sample(catalog: Catalog | None = None, locale: str = "") -> Worksheet:
    """A sample with everything: ten channels of a maker of drives, eighteen months, from reach to lifetime value."""
    return _written_as(locale, _load("samples", "northgate_controls.json", catalog))


def _written_as(locale: str, sheet: Worksheet) -> Worksheet:
    if locale:
        sheet.settings = sheet.settings.changed(locale=locale)
    return sheet


def _load(folder: str, name: str, catalog: Catalog | None) -> Worksheet:
    from roiapp.core.catalog import standard
    from roiapp.files.plain_document import read_document

    text = resource(folder, name).read_text(encoding="utf-8")
    return read_document(text, catalog or standard())
