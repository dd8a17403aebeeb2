"""KetGUI's start: when its window was painted, and when the example stood on the screen."""

import sys
import time

from PySide6.QtCore import QTimer

from ketgui import app

started, until = float(sys.argv[1]), sys.argv[2]
application, window = app.compose(app.build_parser().parse_args(["--example"]))


def leave():
    print(time.time() - started)
    window.session.wait()
    application.quit()


if until == "painted":
    window.first_painted.connect(leave)
else:
    window.session.analysis_changed.connect(lambda _analysis: QTimer.singleShot(0, leave))
window.show()
application.exec()
