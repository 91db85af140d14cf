"""Tests draw on the offscreen platform, whether a display is there or not."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
