"""KetGUI: from a spreadsheet of TMS-then-ketamine patients to a submitted figure and paragraph."""

__version__ = "0.1.0"
