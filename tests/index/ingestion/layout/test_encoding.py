import pytest

from index.ingestion.layout.encoding import decode
from index.model.errors import Fault

TEXTS = {
    "fr": "Le préfet a annoncé que le pont s'était effondré à l'aube. Les dégâts sont très élevés,"
    " mais où sont passés"
    " les élèves de l'école ? « Nous cherchons », a dit la sœur du maire.",
    "pt": "O prefeito não disse à população quando a região será reconstruída. Às três da manhã, os"
    " irmãos saíram de"
    " casa e não voltaram até à noite.",
    "sv": "Många hus står under vatten och det är för tidigt att säga när människorna får gå hem."
    " Båtarna låg på ön.",
    "fi": "Tämä on hyvä päivä, sanoi hän, mutta yö oli pitkä ja sää oli kylmä. He eivät tänään lähteneet töihin.",
    "es": "El niño cruzó la calle y después pidió ayuda. ¿Quién lo vio? Más de cien años tenía aquel árbol.",
    "de": "Der Bürgermeister sagte, die Straße über den Fluß müsse für zwei Wochen gesperrt werden."
    " Das Gebäude ist"
    " schön, aber nicht größer als früher.",
    "da": "Borgmesteren sagde, at broen over åen ikke kan åbne før på lørdag, og at børnene må gå en længere vej.",
    "id": "“Kami menanam kopi,” kata petani itu – yang menjualnya ke Café Müller – dan hasilnya"
    " dibagi dengan warga.",
    "cs": "Starosta řekl, že most přes řeku bude ještě týden zavřený. Děti musí chodit do školy"
    " delší cestou a příští"
    " úterý se to může změnit.",
    "pl": "Powódź zniszczyła most i drogę, a mieszkańcy musieli się przenieść. Burmistrz powiedział,"
    " że to się już nie"
    " powtórzy, ale ludzie są źli.",
    "hu": "A polgármester azt mondta, hogy a híd két hétig zárva lesz, és a gyerekeknek más úton"
    " kell menniük. Ez nem"
    " jó hír, de nem is először történik. A tűz is kiütött.",
}
TEXTS |= {
    "is": "Lögreglan sagði að flóðið hefði valdið miklu tjóni í bænum. Íbúar fóru heim þegar vatnið lækkaði.",
    "ro": "Primarul a spus că podul peste râu rămâne închis încă două săptămâni. „Nu este ușor”, a spus el, dar"
    " oamenii știu că și țara are nevoie de ajutor.",
    "hr": "Gradonačelnik je rekao da će most preko rijeke još dva tjedna biti zatvoren, a djeca moraju u školu"
    " drugim putem. Čovjek žali što je tako.",
    "sl": "Župan je rekel, da bo most čez reko še dva tedna zaprt, otroci pa morajo v šolo po drugi poti.",
    "sk": "Starosta povedal, že most cez rieku bude ešte týždeň zatvorený. Deti musia chodiť do školy dlhšou"
    " cestou a ľudia sú nahnevaní.",
    "lt": "Meras sakė, kad tiltas per upę dar dvi savaites bus uždarytas, o vaikai turi eiti į mokyklą kitu"
    " keliu. Žmonės yra pikti, bet tai nėra pirmas kartas.",
    "lv": "Mērs teica, ka tilts pār upi vēl divas nedēļas būs slēgts, un bērniem ir jāiet uz skolu pa citu ceļu.",
    "et": "Linnapea ütles, et sild üle jõe on veel kaks nädalat suletud ja lapsed peavad kooli minema teist teed.",
    "tr": "Belediye başkanı, köprünün iki hafta daha kapalı kalacağını ve çocukların okula başka bir yoldan"
    " gitmesi gerektiğini söyledi. İnsanlar kızgın ama bu ilk değil.",
    "eo": "La urbestro diris, ke la ponto restos fermita, kaj la infanoj devas iri al la lernejo per alia vojo,"
    " ĉar ĝi estas ŝlosita.",
}
WESTERN = ["is", "fr", "pt", "sv", "fi", "es", "de", "da"]
CENTRAL = ["cs", "pl", "hu", "hr", "sl", "sk"]


@pytest.mark.parametrize("times", [1, 4])
@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        *((language, "cp1252") for language in [*WESTERN, "id"]),
        *((language, "iso8859-15") for language in WESTERN),
        *((language, encoding) for language in CENTRAL for encoding in ("cp1250", "iso8859-2", "cp852")),
        *((language, "mac_latin2") for language in CENTRAL),
        *((language, "iso8859-16") for language in ("ro", "hr", "sl", "hu", "pl")),
        *((language, encoding) for language in ("lt", "lv", "et") for encoding in ("cp1257", "iso8859-13")),
        *(("tr", encoding) for encoding in ("cp1254", "iso8859-9")),
        ("eo", "iso8859-3"),
        *((language, "cp850") for language in WESTERN if language != "fr"),
        *((language, "mac_roman") for language in WESTERN if language != "is"),
    ],
)
def test_european_text_of_one_byte_a_letter_is_read_for_sure(language: str, encoding: str, times: int) -> None:
    text = " ".join([TEXTS[language]] * times)
    assert decode(text.encode(encoding), "x.txt") == (text, ())


@pytest.mark.parametrize("encoding", ["cp1250", "iso8859-2", "cp852", "iso8859-16"])
def test_romanian_is_read_with_the_letters_of_its_encoding(encoding: str) -> None:
    """With a cedilla or a comma: the bytes are the same in all but the last, and so are the terms."""
    cedilla = TEXTS["ro"].translate(str.maketrans("șțȘȚ„”", 'şţŞŢ""'))
    text = TEXTS["ro"] if encoding == "iso8859-16" else cedilla
    assert decode(text.encode(encoding), "x.txt") == (text, ())


def test_a_language_in_an_encoding_that_nobody_uses_for_it_is_a_guess() -> None:
    _, notes = decode(TEXTS["pl"].encode("cp1257"), "x.txt")
    assert [note.fault for note in notes] == [Fault.ENCODING_GUESSED]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Мэр и жители города договорились построить дамбу, и она будет на реке уже в этом году.", "cp1251"),
        ("Мэр и жители города договорились построить дамбу, и она будет на реке уже в этом году.", "koi8-r"),
        ("Ο δήμαρχος και οι κάτοικοι της πόλης συμφώνησαν να χτίσουν το φράγμα για το ποτάμι.", "cp1253"),
        ("市長と住民は川に堤防を築くことで合意した。工事は来年の春に始まると市長は述べた。", "shift_jis"),
    ],
)
def test_text_of_other_scripts_is_read_as_before(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "x.txt").text == text


def test_a_guess_says_so() -> None:
    text, (note,) = decode("Qrzż flmnęp wxyś".encode("cp1250") * 9, "x.txt")
    assert (note.fault, note.is_note) == (Fault.ENCODING_GUESSED, True)
    assert text


@pytest.mark.parametrize(
    "text",
    [
        "Harga cabai naik 5½ persen. Warga membeli ¼ kilogram saja di pasar itu, kata dia.",
        "The mayor said that ¾ of the people bought less, and don´t expect more.",
        "Rumah 45 m² itu dijual seharga café di sebelahnya, kata dia.",
    ],
)
def test_fractions_and_squares_are_no_letters(text: str) -> None:
    assert decode(text.encode("cp1252"), "x.txt") == (text, ())


def test_letters_in_the_place_of_fractions_are_letters() -> None:
    text = "La sœur du maire a mangé un œuf et le cœur de la ville est sous l'eau."
    assert decode(text.encode("iso8859-15"), "x.txt") == (text, ())
    text = "Byłem w domu i miałem czas, a miasto było puste. Poszedł też do szkoły."
    assert decode(text.encode("iso8859-2"), "x.txt") == (text, ())


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Мэр приехал.", "koi8-r"),
        ("Паводок в городе закончился.", "koi8-r"),
        ("МЭР города приехал в 10.00.", "koi8-r"),
        ("МЭР города приехал.", "koi8-r"),
        ("Мэр приехал.", "cp1251"),
        ("Мэр приехал.", "cp866"),
        ("Повінь у місті закінчилася, сказав мер.", "koi8-u"),
        ("Мер міста приїхав сьогодні.", "koi8-u"),
    ],
)
def test_a_short_text_in_cyrillic_letters_is_read(text: str, encoding: str) -> None:
    read, notes = decode(text.encode(encoding), "x.txt")
    assert read == text
    assert len(notes) <= 1


GOOD = "Pemerintah kota mengumumkan “kabar” — katanya.\n"


@pytest.mark.parametrize("other", ["Kafé “Lumbir” rusak — kata wali kota.\n", "Kafé itu buka lagi.\n"])
@pytest.mark.parametrize("at", [0, 2, 4])
def test_a_line_in_another_encoding_costs_no_other_line(other: str, at: int) -> None:
    lines = [GOOD.encode()] * 4
    lines.insert(at, other.encode("cp1252"))
    text, (note,) = decode(b"".join(lines), "x.txt")
    assert text == "".join([GOOD] * at + [other] + [GOOD] * (4 - at))
    assert note.fault is Fault.ENCODING_GUESSED


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (GOOD.encode() * 3 + "kata “".encode()[:-1], GOOD * 3 + "kata \ufffd"),
        (GOOD.encode() * 3 + b" \xff.", GOOD * 3 + " \ufffd."),
        (GOOD.encode() * 3 + "“kata” \u2013".encode() + b"a\xe2\x80b", GOOD * 3 + "“kata” –a\ufffdb"),
    ],
)
def test_a_stray_byte_or_a_cut_end_costs_a_letter(data: bytes, text: str) -> None:
    assert decode(data, "x.txt").text == text


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "cp437", "mac_roman"])
@pytest.mark.parametrize("name", ["Café Lumbir", "Désirée", "Élise Bernès", "José", "Chloé Grün"])
def test_a_name_among_ascii_is_read_in_the_encodings_of_windows_dos_and_macs(name: str, encoding: str) -> None:
    text = f"Pemilik kedai itu, {name}, berkata bahwa ikan akan dijual lagi di pasar yang baru.\n"
    read, notes = decode(text.encode(encoding), "x.txt")
    assert read == text
    assert [note.details["encoding"] for note in notes] == (
        [] if encoding == "cp1252" else [encoding.replace("437", "850")]
    )


@pytest.mark.parametrize("encoding", ["cp850", "mac_roman"])
def test_a_short_text_of_dos_or_an_old_mac_is_a_guess_with_its_name(encoding: str) -> None:
    text = "Bupati Désirée Lumbir tiba Senin pagi.\n"
    read, (note,) = decode(text.encode(encoding), "x.txt")
    assert (read, note.details["encoding"]) == (text, encoding)


def test_marks_that_stand_within_words_are_no_marks_of_windows() -> None:
    text, notes = decode(b"Rapat M\x82\x9dx ditunda Senin pagi di balai desa Lumbir itu.\n", "x.txt")
    assert "Rapat" in text
    assert [note.fault for note in notes] == [Fault.ENCODING_GUESSED]


@pytest.mark.parametrize("other", ["cp1252", "cp850"])
@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize("times", [1, 3])
def test_each_line_is_read_in_its_own_encoding_whichever_are_more(other: str, order: int, times: int) -> None:
    lines = ["Kafé Désirée buka lagi.\n", *["Kepala desa Médan datang.\n"] * times]
    data = [lines[0].encode(), *(line.encode(other) for line in lines[1:])]
    text, (note,) = decode(b"".join(data[::order]), "x.txt")
    assert text == "".join(lines[::order])
    assert note.details["encoding"] == other
