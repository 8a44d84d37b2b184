"""Names and places of the example: common names put together at random, and bodies that say they are examples.

Cameroon writes both French and English, has several scripts' worth of African letters in its names, and its franc has
no decimals: one country shows all that the program must print.
"""

from __future__ import annotations

#: Town → region, in the two working languages of the country.
FRENCH_TOWNS = {
    "Yaoundé": "Centre",
    "Douala": "Littoral",
    "Bafoussam": "Ouest",
    "Dschang": "Ouest",
    "Foumban": "Ouest",
    "Garoua": "Nord",
    "Maroua": "Extrême-Nord",
    "Ngaoundéré": "Adamaoua",
    "Bertoua": "Est",
    "Ebolowa": "Sud",
    "Kribi": "Sud",
}
ENGLISH_TOWNS = {
    "Bamenda": "North-West",
    "Kumbo": "North-West",
    "Buea": "South-West",
    "Limbe": "South-West",
    "Kumba": "South-West",
}

FRENCH_WOMEN: tuple[str, ...] = (
    "Aïssatou", "Marie-Claire", "Hélène", "Fatimé", "Élodie", "Clémence", "Ndeye", "Bernadette", "Françoise", "Zénabou",
    "Solange", "Chantal", "Mariam", "Joséphine", "Béatrice",
)  # fmt: skip
FRENCH_MEN: tuple[str, ...] = (
    "Jean-Paul", "Moussa", "Étienne", "Ousmanou", "Gérard", "Théophile", "Abdoulaye", "Célestin", "François", "Noël",
    "Bouba", "Emmanuel", "Désiré", "Yaya", "Rémi",
)  # fmt: skip
FRENCH_FAMILIES: tuple[str, ...] = (
    "Mballa", "N'Diaye", "Abéna", "Ngo Biyong", "Tchoupo", "Fotso", "Kamga", "Hamadou", "M'Barga", "Eyenga", "Njoya",
    "Talla", "Djibrilla", "Onana", "Essomba", "Nkoulou", "Wandji", "Bello", "Atangana", "Moukouri",
)  # fmt: skip
ENGLISH_WOMEN: tuple[str, ...] = (
    "Grace",
    "Mercy",
    "Florence",
    "Comfort",
    "Patience",
    "Susan",
    "Ruth",
    "Blessing",
    "Agnes",
    "Vivian",
)
ENGLISH_MEN: tuple[str, ...] = (
    "Peter",
    "Emmanuel",
    "Samuel",
    "Divine",
    "Henry",
    "Godlove",
    "Charles",
    "Victor",
    "George",
    "Isaac",
)
ENGLISH_FAMILIES: tuple[str, ...] = (
    "Tabe", "Ngwa", "O'Brien", "Fon", "Achu", "Ndifor", "Mbah", "Smith", "Ayuk", "Nkeng", "Tanyi", "Che", "Johnson",
    "Lyonga",
)  # fmt: skip

#: Written out one by one, for their letters: (woman, given name, family name, preferred language).
CHOSEN_PEOPLE = (
    (True, "Kɔ́ŋgɔ", "Ɔyɔ̂ŋ", "fr"),
    (False, "Ŋgwá", "Ɓákɔ", "en"),
    (True, "Adébọ̀lá", "Ọláńrewájú", "en"),
    (False, "Ɗanjuma", "Ƙasim", "en"),
    (True, "Ɛsi", "Agbeƒo", "en"),
    (True, "Thị Minh Châu", "Nguyễn", "fr"),
    (False, "Łukasz", "Wójcik", "en"),
    (False, "Saïd", "N’Guessan", "fr"),
    (True, "Anne-Gaëlle", "Le Bœuf-L'Hôpital", "fr"),
    (False, "Jean-Baptiste Emmanuel Marie", "Ngo Nkoulou Mbarga Essomba de la Falaise", "fr"),
    (True, "Ọ", "Ẹkọ́", "en"),
    (False, "Þór", "Ásgeirsson", "en"),
)

#: (kind of library, name, town, language of its letters). The name says that it is an example.
INSTITUTIONS = (
    ("national", "Bibliothèque nationale-exemple", "Yaoundé", "fr"),
    ("academic", "Bibliothèque universitaire-exemple de Yaoundé", "Yaoundé", "fr"),
    ("academic", "Bibliothèque universitaire-exemple de Dschang", "Dschang", "fr"),
    ("academic", "Example University Library, Buea", "Buea", "en"),
    ("academic", "Example University Library, Bamenda", "Bamenda", "en"),
    ("public", "Bibliothèque-exemple de Douala", "Douala", "fr"),
    ("public", "Bibliothèque-exemple de Bafoussam", "Bafoussam", "fr"),
    ("public", "Bibliothèque-exemple de Garoua", "Garoua", "fr"),
    ("public", "Médiathèque-exemple de Kribi", "Kribi", "fr"),
    ("public", "Example Public Library, Limbe", "Limbe", "en"),
    ("public", "Example Public Library, Kumbo", "Kumbo", "en"),
    ("school", "Centre de documentation-exemple du lycée de Maroua", "Maroua", "fr"),
    ("school", "Centre de documentation-exemple du lycée de Bertoua", "Bertoua", "fr"),
    ("school", "Example College Library, Kumba", "Kumba", "en"),
    ("special", "Bibliothèque médicale-exemple de Ngaoundéré", "Ngaoundéré", "fr"),
    ("special", "Centre de documentation agricole-exemple d’Ebolowa", "Ebolowa", "fr"),
    ("community", "Bibliothèque communautaire-exemple Ɓàá-ŋgɔ́", "Foumban", "fr"),
    ("community", "Example Community Reading Room, Bamenda", "Bamenda", "en"),
    ("other", "Librairie-exemple du Littoral", "Douala", "fr"),
    ("other", "Imprimerie-exemple du Centre", "Yaoundé", "fr"),
)
#: From this place in INSTITUTIONS on, a body is no library: it is a corporate member.
FIRST_CORPORATE = 18
