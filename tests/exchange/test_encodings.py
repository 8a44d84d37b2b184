"""Which encoding a text is in, decided by its letters."""

import pytest

from assoc_desktop.exchange.csv_reader import read_csv
from assoc_desktop.exchange.encodings import detect_encoding
from assoc_desktop.refusals import Refused

FRENCH = "Nom;Prénom;Ville\nN’Diaye;Aïssatou;Yaoundé\nBŒUF;Noël;Saint-Étienne\nLefèvre;François;Nîmes\n"
CAPITALS = "NOM;VILLE\nBIBLIOTHÈQUE;ÉVREUX\nMÉDIATHÈQUE;CRÉTEIL\n"
SHORT = "Nom;Ville\nDupont;Orléans\n"
GERMAN = "Name;Ort\nMüller;Köln\nGroß;Düsseldorf\n"


@pytest.mark.parametrize(
    "text", [FRENCH, CAPITALS, SHORT, GERMAN], ids=["french", "capitals", "short", "german"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252", "mac_roman"])
def test_text_is_read_back_whatever_its_encoding(tmp_path, text, encoding):
    path = tmp_path / "list.csv"
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    path.write_bytes(mark + text.encode(encoding, "replace"))
    if "?" in text.encode(encoding, "replace").decode(encoding):
        pytest.skip("the encoding has not all these letters")
    table = read_csv(path)
    lines = [table.headings, *(row.cells for row in table.rows)]
    assert lines == [line.split(";") for line in text.splitlines()]


def test_utf8_with_a_few_windows_bytes_keeps_both_readable(tmp_path):
    path = tmp_path / "list.csv"
    good = "Nom;Ville\n" + "Aïssatou;Yaoundé\n" * 20
    path.write_bytes(good.encode() + "Noël;Évry\n".encode("cp1252"))
    table = read_csv(path)
    assert table.rows[0].cells == ["Aïssatou", "Yaoundé"]
    assert table.rows[-1].cells == ["Noël", "Évry"]
    assert any("another encoding" in note for note in table.notes)


def test_plain_ascii_is_utf8(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("a,b\n1,2\n", encoding="ascii")
    assert detect_encoding(path) == ("utf-8", "strict")


def test_nul_bytes_are_refused_with_a_sentence(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(b"Nom;Ville\nDu\0pont;Paris\n")
    with pytest.raises(Refused, match="nul bytes"):
        detect_encoding(path)


def test_a_letter_across_two_blocks_is_not_cut(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(b"n;v\n" + b"a" * ((1 << 20) - 5) + "é;b\n".encode())
    assert detect_encoding(path)[0] == "utf-8"
