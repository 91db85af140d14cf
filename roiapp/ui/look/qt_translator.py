"""Qt's own texts in the language in use: of dialogs for files and printing, menus of fields, keys."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from roiapp import language
from roiapp.ui.look.qt_texts import envelope, translated_keys, translated_texts


class QtTexts(QTranslator):
    """Answers what Qt asks for: from our catalogue, then from Qt's own where it has one for the language."""

    def __init__(self, parent: QCoreApplication) -> None:
        super().__init__(parent)
        self.setObjectName("qt_texts")  # by which it is found in the application
        self._learned = ""
        self._texts: dict[str, str] = {}
        self._keys: dict[str, str] = {}
        self._of_qt = QTranslator(self)

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        """None where there is no translation: Qt asks its next translator, and says it in English at last."""
        if self._learned != language.current():
            self._learn(language.current())
        ours = (self._keys if context == "QShortcut" else self._texts).get(source)
        if ours is not None:
            return ours
        return self._of_qt.translate(context, source, disambiguation, n) or envelope(source) or None

    def learn_anew(self) -> None:
        """The texts of the language may be others."""
        self._learned = ""

    def _learn(self, code: str) -> None:
        self._learned = code
        self._texts = {english: text for english, text in translated_texts().items() if text != english}
        self._keys = translated_keys()  # also those that are English: that is what stands on the keyboard
        self._of_qt.load(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
