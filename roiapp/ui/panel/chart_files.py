"""A chart as the bytes of a file: a PNG picture, or a PDF page whose lines stay lines and whose text stays text."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImageWriter, QPageSize, QPainter, QPdfWriter

from roiapp.charts.chart import Chart
from roiapp.charts.style import ChartStyle
from roiapp.language import plain

# A chart's pixel is one 96th of an inch on paper: so letters keep their place in QPdfWriter.
_RESOLUTION = 96
_POINTS = 72 / _RESOLUTION
_LEAST_PAPER = QSizeF(720.0, 300.0)  # px: a chart squeezed into a low panel gets more room on paper


def png(chart: Chart[Any, Any]) -> bytes:
    """The chart as it looks now, all rows, at twice the size."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(chart.picture())
    return bytes(buffer.data().data())


def pdf(chart: Chart[Any, Any], style: ChartStyle) -> bytes:
    """The chart on one page of its own size, in the style of paper."""
    size = chart.whole_size().expandedTo(_LEAST_PAPER)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_RESOLUTION)
    writer.setPageSize(QPageSize(size * _POINTS, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch))
    writer.setPageMargins(QMarginsF())
    writer.setTitle(plain(chart.content.title))
    writer.setCreator("Channel ROI")
    painter = QPainter(writer)
    chart.paint(painter, QRectF(0.0, 0.0, size.width(), size.height()), style)
    painter.end()
    return bytes(buffer.data().data())
