"""Start KetGUI: the window with no command, the headless program with one."""

import multiprocessing

if __name__ == "__main__":
    # In the frozen program a bounded child process starts here again: it goes no further.
    multiprocessing.freeze_support()

    from ketgui.app import main
    from ketgui.processes import end_process, forbid_core_dumps

    forbid_core_dumps()
    end_process(main())
