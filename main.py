"""Start KetGUI: the window with no command, the headless program with one."""

from ketgui.app import main

if __name__ == "__main__":
    raise SystemExit(main())
