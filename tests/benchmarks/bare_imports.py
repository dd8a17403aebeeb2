"""The bare time of importing the libraries that the example on screen needs."""

import sys
import time

started = float(sys.argv[1])

import numpy  # noqa: E402, F401
import pandas  # noqa: E402, F401
import pyqtgraph  # noqa: E402, F401
import python_calamine  # noqa: E402, F401
import scipy.special  # noqa: E402, F401
from PySide6 import QtCore, QtGui, QtWidgets  # noqa: E402, F401

print(time.time() - started)
