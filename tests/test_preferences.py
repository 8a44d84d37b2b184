"""Settings survive, and a broken file never keeps the program from starting."""

import json
from pathlib import Path

import pytest

from assoc_desktop.preferences import (
    FILE_NAME,
    RECENT_FILES,
    Preferences,
    load_preferences,
    settings_folder,
    write_atomically,
)


def test_what_was_kept_is_read_again(tmp_path):
    kept = Preferences(tmp_path / "settings", language="fr", theme="dark", text_size=150)
    kept.columns["members"] = ["name", "town"]
    kept.widths["members"] = {"town": 130}
    kept.save()
    assert load_preferences(tmp_path / "settings") == kept


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", '"text"', "\x00\xff", '{"language": 7, "recent": [1], "folder": "/x", "odd": 1}'],
)
def test_a_broken_file_gives_the_defaults(tmp_path, content):
    (tmp_path / FILE_NAME).write_bytes(content.encode("latin-1"))
    assert load_preferences(tmp_path) == Preferences(tmp_path)


def test_one_bad_setting_does_not_cost_the_others(tmp_path):
    (tmp_path / FILE_NAME).write_text(json.dumps({"language": "fr", "text_size": "large"}), encoding="utf-8")
    found = load_preferences(tmp_path)
    assert (found.language, found.text_size) == ("fr", 100)


def test_recent_files_are_few_and_there(tmp_path):
    preferences = Preferences(tmp_path)
    paths = [tmp_path / f"{number}.assoc" for number in range(RECENT_FILES + 2)]
    for path in paths:
        path.touch()
        preferences.remember_file(path)
    preferences.remember_file(paths[5])
    paths[6].unlink()
    found = preferences.recent_files()
    assert found[0] == paths[5]
    assert len(found) == RECENT_FILES - 1
    assert len(set(found)) == len(found)


def test_the_folder_can_be_chosen_by_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("ASSOC_DESKTOP_CONFIG", str(tmp_path))
    assert settings_folder() == tmp_path
    monkeypatch.delenv("ASSOC_DESKTOP_CONFIG")
    assert settings_folder().name == "assoc-desktop"


def test_a_write_leaves_nothing_half_done(tmp_path, monkeypatch):
    path = tmp_path / "settings.json"
    write_atomically(path, b"old")

    def fail(*_anything):
        raise OSError("no space")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="no space"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
