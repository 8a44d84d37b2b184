"""What this computer remembers for the person who uses it: never the association's own data.

One small JSON file in the folder where the system keeps settings. Knows no Qt. A broken or foreign file gives
the defaults: a setting is never worth a program that does not start.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

FILE_NAME = "preferences.json"
RECENT_FILES = 8


@dataclass
class Preferences:
    """Settings of one person on one computer.

    Attributes:
        folder: where the settings and the drafts of unsaved pages are kept.
        language: `fr`, `en`, or empty for the computer's own.
        theme: `system`, `light`, `dark` or `contrast`.
        text_size: per cent of the system's text size, 100 to 200.
        recent: paths of the files last opened, the last one first.
        geometry: the window's place, as Qt writes it, in base 64.
        columns: list name → keys of the columns shown, in their order.
        widths: list name → column key → width in pixels.
        choices: other small choices by name (the last folder, the last sheet of cards…).
    """

    folder: Path
    language: str = ""
    theme: str = "system"
    text_size: int = 100
    recent: list[str] = field(default_factory=list)
    geometry: str = ""
    columns: dict[str, list[str]] = field(default_factory=dict)
    widths: dict[str, dict[str, int]] = field(default_factory=dict)
    choices: dict[str, str] = field(default_factory=dict)

    @property
    def drafts(self) -> Path:
        """The folder where pages keep what was typed and not yet saved."""
        return self.folder / "drafts"

    def remember_file(self, path: Path) -> None:
        """Put a file first among the recent ones."""
        name = str(path.resolve())
        self.recent = [name, *(other for other in self.recent if other != name)][:RECENT_FILES]

    def recent_files(self) -> list[Path]:
        """The recent files that are still there."""
        return [path for path in map(Path, self.recent) if path.exists()]

    def save(self) -> None:
        """Write the settings in one step: a crash leaves the old file or the new one, never half of one."""
        self.folder.mkdir(parents=True, exist_ok=True)
        kept = {each.name: getattr(self, each.name) for each in fields(self) if each.name != "folder"}
        write_atomically(self.folder / FILE_NAME, json.dumps(kept, ensure_ascii=False, indent=1).encode())


def settings_folder() -> Path:
    """The folder for settings: `ASSOC_DESKTOP_CONFIG` if it is set, else where the system keeps them."""
    chosen = os.environ.get("ASSOC_DESKTOP_CONFIG")
    if chosen:
        return Path(chosen)
    from platformdirs import user_config_path

    return user_config_path("assoc-desktop", appauthor=False)


def load_preferences(folder: Path | None = None) -> Preferences:
    """The settings kept in a folder; whatever is missing or of the wrong kind has its default."""
    folder = folder or settings_folder()
    preferences = Preferences(folder)
    for name, value in _read(folder / FILE_NAME).items():
        if name != "folder" and _same_shape(getattr(preferences, name, None), value):
            setattr(preferences, name, value)
    return preferences


def write_atomically(path: Path, content: bytes) -> None:
    """Write a whole file or nothing: a neighbour is written, then takes the name."""
    neighbour = path.with_name(f"{path.name}.{os.getpid()}.new")
    with neighbour.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    neighbour.replace(path)


def _read(path: Path) -> dict[str, Any]:
    try:
        kept = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _same_shape(default: Any, value: Any) -> bool:
    """Whether a kept value has the type of its default, inside lists and mappings too."""
    if type(default) is not type(value):
        return False
    if isinstance(value, list):
        return all(isinstance(each, str) for each in value)
    return True
