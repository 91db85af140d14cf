"""Lets Qt speak the language of the program: its own texts, and names of months, sizes of files and the like."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from roiapp import language


def speak_qt(application: QCoreApplication) -> None:
    """Let Qt speak the language in use from now on; widgets that are there keep what they say."""
    code = language.current()
    here = QLocale.system()
    QLocale.setDefault(here if here.name().partition("_")[0] == code else QLocale(code))
    known = application.findChild(QTranslator, "qt_texts")
    if code == "en":
        if known is not None:
            application.removeTranslator(known)
            known.setParent(None)  # the next one is looked for among the application's children, at once perhaps
    else:
        from roiapp.ui.look.qt_translator import QtTexts

        if isinstance(known, QtTexts):
            known.learn_anew()
        else:
            application.installTranslator(QtTexts(application))
