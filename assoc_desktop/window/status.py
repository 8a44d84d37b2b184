"""What the status bar tells: when something was last saved, and when a backup was last proven good."""

from __future__ import annotations

import datetime
from pathlib import Path

from assoc_desktop.association.records import the_association
from assoc_desktop.language import _, ngettext
from assoc_desktop.storage import backup
from assoc_desktop.storage.history import recent_operations


def last_saved() -> datetime.datetime | None:
    """When the file was last written to, in local time."""
    operations = recent_operations(1)
    if not operations:
        return None
    return datetime.datetime.fromisoformat(operations[0].at).astimezone().replace(tzinfo=None)


def last_backup(path: Path) -> datetime.datetime | None:
    """When the newest backup was made."""
    newest = next(iter(backup.backups_in(the_association().folder_for_backups(path), path.stem)), None)
    return newest.at if newest else None


def ago(then: datetime.datetime, now: datetime.datetime) -> str:
    """How long ago, in words: "just now", "12 minutes ago", "3 days ago"."""
    minutes = max(0, int((now - then).total_seconds() // 60))
    if minutes < 1:
        return _("just now")
    if minutes < 60:
        return ngettext("{n} minute ago", "{n} minutes ago", minutes).format(n=minutes)
    hours = minutes // 60
    if hours < 24:
        return ngettext("{n} hour ago", "{n} hours ago", hours).format(n=hours)
    return ngettext("{n} day ago", "{n} days ago", hours // 24).format(n=hours // 24)


def sentence(path: Path, now: datetime.datetime) -> str:
    """The line of the status bar."""
    saved, backed_up = last_saved(), last_backup(path)
    parts = [_("Last change saved {ago}").format(ago=ago(saved, now)) if saved else _("Everything is saved")]
    if backed_up:
        parts.append(_("Backup verified {ago}").format(ago=ago(backed_up, now)))
    else:
        parts.append(_("No backup yet: one is made when you close"))
    return "  ·  ".join(parts)
