"""The least a PySide6 program can do: show a window, and say when it was painted."""

import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

started = float(sys.argv[1])


class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, self.leave)

    def leave(self):
        print(time.time() - started)
        QApplication.quit()


application = QApplication([])
window = Window()
window.resize(1280, 700)
window.show()
application.exec()
