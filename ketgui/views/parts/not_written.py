"""What is said when a file could not be written."""

from __future__ import annotations

import errno

from ketgui.text import _


def why_not(error: OSError) -> str:
    """Say what could not be written, why, and what to do about it."""
    advice = {
        errno.ENOSPC: _("Make room on the disk, or choose another one."),
        errno.EDQUOT: _("Make room on the disk, or choose another one."),
        errno.ENAMETOOLONG: _("Choose a shorter name, or a folder nearer the top."),
        errno.ENOENT: _("Choose a folder that is there, or a shorter path."),
        errno.EROFS: _("Choose a folder that you may write to."),
        errno.EACCES: _("Close the file if it is open elsewhere, or choose another folder."),
        errno.EPERM: _("Close the file if it is open elsewhere, or choose another folder."),
        errno.ENOMEM: _("Choose a lower resolution."),
    }.get(error.errno or 0, _("Choose another folder."))
    return _(
        "{place} was not written: {why}. {advice} What was there before is as it was.",
        place=error.filename or _("The file"),
        why=error.strerror or error,
        advice=advice,
    )
