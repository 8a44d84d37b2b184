"""Statements that are cut off, spoilt, too large or made to break programs: a sentence that names the line."""

from __future__ import annotations

import random

import pytest

from assoc_desktop.exchange.statements import model, open_statements
from assoc_desktop.refusals import Cancelled, Refused
from tests.exchange.statements import samples
from tests.exchange.statements.test_readers import read
from tests.fuzz.spoiling import spoil

_BOMB = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'

REFUSED = {
    "empty": ("", "is empty"),
    "camt with entities": (samples.camt().replace('<?xml version="1.0" encoding="UTF-8"?>', _BOMB), "signs of its own"),
    "ofx with entities": (_BOMB + samples.OFX2[38:], "signs of its own"),
    "camt cut off": (samples.camt()[:900], "ends in the middle, at line 2"),
    "ofx cut off": (samples.OFX1[:700], "ends in the middle, at line"),
    "mt940 cut off": (samples.MT940[:150], "ends in the middle, at line"),
    "mt940 cut off in a balance": (samples.MT940[: samples.MT940.rindex("EUR5049")], "Line 18: “C260506” is not a balance"),
    "mt940 with a second start": (samples.MT940.replace(":62M:C260505EUR4749,50\n", ""), "ends in the middle, at line"),
    "mt940 movement": (samples.MT940.replace(":61:2605050505D", ":61:yesterday"), "Line 7: “yesterday"),
    "mt940 day": (samples.MT940.replace("2605050505D", "2605450505D"), "Line 7: “260545” is not a day"),
    "mt940 amount": (samples.MT940.replace("R1250,50", "R1,250,50"), "Line 7: “1,250,50” is not an amount"),
    "ofx without amount": (samples.OFX1.replace("<TRNAMT>-1250,50", ""), "Line 14: this movement has no TRNAMT"),
    "ofx day": (samples.OFX1.replace("<DTPOSTED>20260505", "<DTPOSTED>20261305"), "Line 14: “20261305” is not a day"),
    "ofx outside an account": ("OFXHEADER:100\n<OFX><STMTTRN><TRNAMT>1<DTPOSTED>20260101</STMTTRN></OFX>", "belongs to no account"),
    "camt day": (samples.camt().replace("2026-05-05", "yesterday"), "Entry 2 of the statement: “yesterday” is not a day"),
    "camt amount": (samples.camt().replace("1250.50", "NaN"), "Entry 2 of the statement: “NaN” is not an amount"),
    "camt of another kind": (samples.camt().replace("camt.053", "camt.054"), "is a camt.054"),
    "another xml": ('<?xml version="1.0"?><rss></rss>', "no statement"),
    "camt without a statement": ('<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"/>', "no statement in"),
    "camt too deep": (samples.camt().replace("<Ustrd>", "<a>" * 60), "damaged|ends in the middle"),
    "csv without amounts": ("Date;Libellé\n2026-05-01;A\n", "No column holds amounts"),
    "csv without days": ("Libellé;Montant\nA;5\n", "No column holds the day"),
    "csv with a wrong day": ("Date;Libellé;Montant\n2026-05-01;A;1\n2026-05-02;B;2\n2026-05-03;C;3\n32/13/2026;D;5\n", "Line 5: .*not a day"),
    "csv with an amount without day": ("Date;Libellé;Montant\n2026-05-01;A;1\n;B;7\n2026-05-03;C;3\n", "Line 3: there is an amount, but no day"),
    "csv with a wrong amount": ("Date;Libellé;Montant\n" + "2026-05-01;A;1\n" * 5 + "2026-05-03;C;abcdefg\n", "Line 7: .*not an amount"),
    "csv with a huge amount": ("Date;Libellé;Montant\n2026-05-01;A;1\n2026-05-03;C;" + "9" * 40 + "\n", "Line 3: .*too large"),
    "csv of two currencies": ("Date;Libellé;Montant;Devise\n2026-05-01;A;1;EUR\n2026-05-03;C;2;USD\n", "Line 3: the amounts are in USD"),
    "csv with nothing": ("Date;Libellé;Montant\nsolde;;5\n", "No column|No line of this list"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_said(tmp_path, name):
    text, sentence = REFUSED[name]
    with pytest.raises(Refused, match=sentence):
        read(tmp_path, text)


def test_no_file_a_folder_and_binary(tmp_path):
    with pytest.raises(Refused, match="There is no file"):
        open_statements(tmp_path / "none.sta")
    with pytest.raises(Refused, match=r"folder|cannot be read"):
        open_statements(tmp_path)
    binary = tmp_path / "binary.sta"
    binary.write_bytes(b"\x7fELF" + bytes(range(256)) * 40)
    with pytest.raises(Refused, match="nul bytes"):
        open_statements(binary)


def test_a_file_that_is_too_large_is_not_even_opened(tmp_path):
    path = tmp_path / "large.sta"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    with pytest.raises(Refused, match="too large for a statement"):
        open_statements(path)


@pytest.mark.parametrize("text", [samples.MT940, samples.OFX1, samples.camt(), samples.CSV_BANK])
def test_more_lines_than_are_read_at_once(tmp_path, monkeypatch, text):
    for name in ("mt940", "ofx", "camt", "table"):
        monkeypatch.setattr(f"assoc_desktop.exchange.statements.{name}.MAX_LINES", 2)
    with pytest.raises(Refused, match=r"more than .* lines"):
        read(tmp_path, text)
    assert model.MAX_LINES == 200_000


@pytest.mark.parametrize("text", [samples.MT940, samples.OFX1])
def test_reading_can_be_stopped(tmp_path, text):
    def stop(_done, _total):
        raise Cancelled

    path = tmp_path / "statement"
    path.write_text(text)
    with pytest.raises(Cancelled):
        open_statements(path, progress=stop)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("sample", [samples.OFX1, samples.CSV_BANK, samples.camt()])
def test_encodings(tmp_path, sample, encoding):
    text = sample.replace("AWA", "Aïssatou").replace("Awa", "Aïssatou")
    if sample.startswith("<?xml"):
        text = text.replace("UTF-8", {"cp1252": "windows-1252", "utf-16": "UTF-16"}.get(encoding, "UTF-8"))
    (made,) = read(tmp_path, text, encoding=encoding)
    assert any("Aïssatou" in f"{line.party} {line.text}" for line in made.lines)


@pytest.mark.parametrize("name", ["mt940", "ofx1", "ofx2", "camt", "bank.csv", "momo.csv", "mpesa.csv"])
def test_spoilt_files_are_read_or_refused(tmp_path, name):
    content = {
        "mt940": samples.MT940, "ofx1": samples.OFX1, "ofx2": samples.OFX2, "camt": samples.camt(),
        "bank.csv": samples.CSV_BANK, "momo.csv": samples.CSV_MOMO, "mpesa.csv": samples.CSV_MPESA,
    }[name].encode()  # fmt: skip
    chance, path = random.Random(name), tmp_path / name
    for _time in range(120):
        path.write_bytes(spoil(content, chance))
        try:
            made = open_statements(path)
        except Refused as refusal:
            assert str(refusal).strip()
            continue
        assert all(line.day and line.amount.is_finite() for each in made for line in each.lines)
