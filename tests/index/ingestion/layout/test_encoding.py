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
WESTERN = ["fr", "pt", "sv", "fi", "es", "de", "da"]


@pytest.mark.parametrize("times", [1, 4])
@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        *((language, "cp1252") for language in [*WESTERN, "id"]),
        *((language, "iso8859-15") for language in WESTERN),
        *((language, encoding) for language in ("cs", "pl", "hu") for encoding in ("cp1250", "iso8859-2")),
    ],
)
def test_european_text_of_one_byte_a_letter_is_read_for_sure(language: str, encoding: str, times: int) -> None:
    text = " ".join([TEXTS[language]] * times)
    assert decode(text.encode(encoding), "x.txt") == (text, ())


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
