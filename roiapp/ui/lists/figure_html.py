"""A page of the guide as the rich text that the window shows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from roiapp.core.explain import Part
    from roiapp.files.figure_guide import Line, Section
    from roiapp.ui.lists.guide_pages import Told
    from roiapp.ui.look.theme import Theme

#: the scheme of the links from page to page
FIGURE: Final = "figure"
_BETWEEN: Final = " · "
#: what stands between two stars each side, or is to be typed
_STRONG: Final = re.compile(r"\*\*(.+?)\*\*|`(.+?)`")


def page_html(theme: Theme, title: str, sections: Iterable[Section]) -> str:
    """Title and sections; names are links."""
    said = [f"<style>{_style(theme)}</style><h2>{escape(title)}</h2>"]
    for section in sections:
        if section.title:
            said.append(f"<h4>{escape(section.title)}</h4>")
        said += [_line(line) for line in section.lines]
    return "".join(said)


def told_html(theme: Theme, title: str, texts: Iterable[Told]) -> str:
    """A page of texts, each with its heading and its links."""
    said = [f"<style>{_style(theme)}</style><h2>{escape(title)}</h2>"]
    for told in texts:
        strong = _STRONG.sub(lambda found: f"<span class='strong'>{found[1] or found[2]}</span>", escape(told.text))
        said.append(f"<h3>{escape(told.heading)}</h3><p>{strong}</p>")
        if told.links:
            said.append(f"<p>{_BETWEEN.join(map(_part, told.links))}</p>")
    return "".join(said)


def _line(line: Line) -> str:
    if line.kind == "strong":
        title, *rest = line.parts
        text = "".join(escape(part.text) for part in rest)
        return f"<p><span class='strong'>{escape(title.text)}</span><br>{text}</p>"
    between = _BETWEEN if line.kind == "choices" else ""
    return f"<p class='{line.kind}'>{between.join(map(_part, line.parts))}</p>"


def _part(part: Part) -> str:
    text = escape(part.text)
    return f"<a href='{FIGURE}:{part.id}'>{text}</a>" if part.id else text


def _style(theme: Theme) -> str:
    tokens = theme.tokens
    return (
        f"p {{ color: {tokens.text}; margin: 0 0 6px 0; }}"
        f" a {{ color: {tokens.accent_text}; text-decoration: none; }}"
        f" h2 {{ color: {tokens.text}; font-size: {theme.px(17)}px; font-weight: 600; margin: 0 0 2px 0; }}"
        f" h3 {{ color: {tokens.text}; font-size: {theme.px(14)}px; font-weight: 600; margin: 14px 0 4px 0; }}"
        f" h4 {{ color: {tokens.text3}; font-size: {theme.px(12)}px; font-weight: 600; margin: 14px 0 4px 0; }}"
        f" .quiet {{ color: {tokens.text2}; }} .formula {{ font-weight: 500; }}"
        " .strong { font-weight: 600; }"
    )
