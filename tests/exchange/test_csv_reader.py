"""CSV files of every kind, the hostile ones too."""

import resource

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assoc_desktop.exchange import tables
from assoc_desktop.exchange.csv_reader import read_csv, unguarded
from assoc_desktop.exchange.csv_writer import guarded, write_csv
from assoc_desktop.refusals import Cancelled, Refused


@pytest.fixture
def read(tmp_path):
    """Write a text as a file and read it."""

    def read_(text, **options):
        path = tmp_path / "list.csv"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return read_csv(path, **options)

    return read_


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(read, delimiter):
    rows = [["Nom", "Adresse", "Ville"], ["Koné", "12", "Kribi"], ["Ba", "3", "Buea"]]
    table = read("\n".join(delimiter.join(row) for row in rows))
    assert table.delimiter == delimiter
    assert table.headings == rows[0]
    assert [row.cells for row in table.rows] == rows[1:]


def test_semicolons_win_over_decimal_commas(read):
    assert read("Nom;Prix\nA;1,5\nB;2,5\n").delimiter == ";"


def test_commas_inside_addresses_are_no_columns(read):
    table = read("Adresse\n12, rue de la Paix\n3, place du Marché\n4, quai Nord\n")
    assert table.headings == ["Adresse"]
    assert table.rows[0].cells == ["12, rue de la Paix"]


def test_quoted_line_breaks_and_quotes_stay_in_their_cell(read):
    table = read('Nom;Notes\n"Koné";"ligne 1\r\nligne 2; ""dite""\r\nligne 3"\nBa;x\n')
    assert table.rows[0].cells == ["Koné", 'ligne 1\r\nligne 2; "dite"\r\nligne 3']
    assert [row.line for row in table.rows] == [2, 5]


def test_a_stray_quote_does_not_hide_the_delimiter(read):
    table = read('Nom;Titre;Ville\n12;"Le "Bon" livre";Paris\n13;x;Lyon\n')
    assert table.delimiter == ";"
    assert len(table.rows) == 2


def test_excels_own_separator_line_is_obeyed(read):
    table = read("sep=|\nNom|Ville\nKoné|Kribi\n")
    assert (table.delimiter, table.headings) == ("|", ["Nom", "Ville"])
    assert table.rows[0].line == 3


def test_empty_lines_and_titles_above_the_headings_are_passed_over(read):
    table = read("\n\nListe des membres 2025\n\nNom;Prénom;Ville\nKoné;Awa;Kribi\n")
    assert table.headings == ["Nom", "Prénom", "Ville"]
    assert table.rows[0].line == 6
    assert table.notes == ["1 line above the headings was passed over."]


def test_missing_and_repeated_headings_get_names(read):
    table = read("Nom;;Nom;Ville;\nA;B;C;D;E\n")
    assert table.headings == ["Nom", "Column 2", "Nom (2)", "Ville", "Column 5"]


def test_a_list_without_headings_loses_no_row(read):
    table = read("Koné;awa@example.org;12/03/1990\nBa;ba@example.org;01/02/1980\n")
    assert table.headings == ["Column 1", "Column 2", "Column 3"]
    assert len(table.rows) == 2
    assert "columns were given numbers" in table.notes[0]


def test_ragged_rows_are_filled_and_reported(read):
    table = read("Nom;Ville;Pays\nA\nB;C;D;E;F\nG;H;I\n")
    assert table.rows[0].cells == ["A", "", "", "", ""]
    assert table.rows[1].cells == ["B", "C", "D", "E", "F"]
    assert "line 3" in table.notes[0]


def test_old_mac_line_ends_are_read(read):
    table = read("Nom;Ville\rKoné;Kribi\rBa;Buea\r")
    assert [row.cells for row in table.rows] == [["Koné", "Kribi"], ["Ba", "Buea"]]


def test_a_person_may_say_encoding_and_delimiter(read):
    table = read("Nom;Ville\nNo\xebl;A,B\n".encode("latin-1"), encoding="cp1252", delimiter=";")
    assert table.rows[0].cells == ["Noël", "A,B"]


def test_an_empty_table_is_refused(read):
    with pytest.raises(Refused, match="nothing in this list"):
        read(";;;\n;;;\n")


def test_a_million_columns_are_refused(read):
    with pytest.raises(Refused, match="column 1000001"):
        read(";" * 1_000_000 + "x\n")


def test_an_endless_line_is_refused_before_it_fills_the_memory(tmp_path):
    path = tmp_path / "list.csv"
    with path.open("wb") as file:
        file.truncate(0)
        for _block in range(20):
            file.write(b"a" * 1_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Refused):
        read_csv(path)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000


def test_a_cell_of_a_million_signs_names_its_line(read):
    with pytest.raises(Refused, match="From line 3 on"):
        read('Nom,Notes\nA,x\nB,"' + "x" * 1_000_000 + "\n")


def test_more_cells_than_a_laptop_holds_are_refused(read, monkeypatch):
    monkeypatch.setattr(tables, "MAX_CELLS", 10)
    with pytest.raises(Refused, match="too large"):
        read("a;b\n" + "1;2\n" * 10)


def cancel(_done, _total):
    raise Cancelled


def test_reading_tells_its_progress_and_can_be_stopped(read):
    text = "a;b\n" + "1;2\n" * 10_000
    told = []
    read(text, progress=lambda done, total: told.append((done, total)))
    assert told
    assert all(0 <= done <= total for done, total in told)
    with pytest.raises(Cancelled):
        read(text, progress=cancel)


def test_a_foreign_apostrophe_is_only_taken_from_guarded_cells():
    assert unguarded("'=1+1") == "=1+1"
    assert unguarded("'t Hooft") == "'t Hooft"
    assert unguarded("''") == "''"


@given(st.text())
def test_guarding_can_be_undone_and_is_safe(text):
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))


# What no text file can carry is replaced by the writer (see its own tests).
signs = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
cells = st.text(signs, max_size=30) | st.sampled_from(
    [
        "=1+1",
        "-2",
        "'=x",
        "''@",
        "a;b",
        "a,b",
        'say "x"',
        "l1\nl2",
        "\r",
        "\t",
        "",
        " ",
        "\ufeff",
        "'",
        "sep=;",
    ]
)


@given(
    rows=st.lists(st.lists(cells, min_size=3, max_size=3), min_size=1, max_size=12),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
)
def test_any_text_written_is_read_back(tmp_path_factory, rows, delimiter):
    path = tmp_path_factory.mktemp("csv") / "list.csv"
    write_csv(path, ["Nom", "Prénom", "Notes"], rows, delimiter=delimiter)
    table = read_csv(path)
    assert table.headings == ["Nom", "Prénom", "Notes"]
    assert [row.cells for row in table.rows] == [row for row in rows if any(row)]
