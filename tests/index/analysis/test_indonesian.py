import pytest

from index import analysis
from index.analysis.indonesian import root_of

ROOTS = """
tabrak tabur tadah tagih tahan takar tambah tambang tampar tampil tampung tanam tancap tanda tanding tangis
tangkap tangkis tanya tarik taruh tata tatap tawar tayang tebak tebang tebas tebus tegas tegur tekan telan teliti
tembak tembus tempa tempel tempuh temu tendang tentang tepis terap terima terjang terkam tiba tikam tilang
timbang timbun timpa tindak tindas tinggal tingkat tinjau tinju tipu tiru titip tolak tolong tonton topang tuding
tuduh tukar tular tulis tumbuk tumpang tunda tunggu tunjuk tuntut turun tusuk tutup tutur kabar kabul kacau kait
kaji kalah kantong karang kasih kata kawal kawin kecam kejar keluh kelola kembang kemas kenal kenang kepung kerah
kering kerja kikis kirim kisah kontrol korban kosong kritik kuasa kubur kucil kulit kumpul kunci kunjung kupas
kuras kurang kurung kutip kutuk sadap sadar saji salur saksi sambung sambut sampai sandera sanggah santap saring
sasar sayang sebar sebut sedia sekap selam selamat selenggara selidik selundup sembunyi semprot serah serang
serap serbu sergap sewa siap siar siksa simpan singkir siram sita sogok sokong suap subsidi suling sunting suntik
susul susun susup pacu paham pakai paksa palsu panas pancing pandang panggil pangkas pantau pasang pecah pecat
pegang peluk peras perang percaya periksa perkosa pesan pikir pilih pimpin pindah pinjam pisah potong prihatin
puja puji pukul pulang pungut pusat putar putus nanti nikah nikmat nilai nyala nyanyi nyata naung abai adil ajak
ajar akses alam alih ambil amuk ancam angkat angkut anut asuh atur edar ejek ekspor embus evakuasi ikat imbau
incar ingat injak intai isi izin obat olah operasi ubah ucap uji ukir ukur ulang undang unggah ungkap ungsi urai
urus usir usul usung utus bahas bakar bangun bantah bantu baca basmi bela beli bentuk berontak blokir bobol
bongkar buang bunuh bujuk cabut capai catat cegah cuci culik curi damai dakwa dukung duga edit fitnah gali ganggu
geledah gelar gugat hadir hapus hitung hukum jaga jual jamin jarah lapor larang lawan lindung luncur main masuk
minta mohon muat muncul mulai rampas rampok rawat rebut rekam retas ringkus rusak wajib wakil waris yakin
"""
# Roots and words that differ by a letter which a prefix may swallow, or that only seem to have an affix.
DIFFERENT = """
tempat empat kini ini tanah anah kaki aki kapal apal kayu ayu kota ota tari ari tua ua sapi api saksi aksi
sekolah olah sekarang karang kemudian mudi menteri teri pertama tama sementara tara ketua tua berita ita
perhatian hati permata mata merdeka deka kepala pala kelapa lapa selatan latan serikat ikat sejarah jarah
pemerintah perintah penduduk duduk peserta serta kursi kurs masalah salah bahan bah seluruh luruh berangkat
angkat perangkat rangkat kediri diri merapi api ekonom ekonomi setuju tuju sempat empat karena arena kering
ringan kabar abar tali ali kawan awan
"""
VOWELS = "aeiou"


def forms(root: str) -> list[str]:
    """Return a root and six forms of it."""
    nasal, rest = joined(root)
    return [
        root,
        f"me{nasal}{rest}",
        f"di{root}",
        f"ter{root}",
        f"me{nasal}{rest}kan",
        f"pe{nasal}{rest}an",
        f"di{root}kannya",
    ]


def joined(root: str) -> tuple[str, str]:
    """Return the nasal between me- or pe- and a root, and what is heard of the root."""
    first = root[0]
    if first in "tksp" and root[1] in VOWELS:
        return {"t": "n", "k": "ng", "s": "ny", "p": "m"}[first], root[1:]
    if first in VOWELS + "ghk":
        return "ng", root
    return {"b": "m", "f": "m", "p": "m", "c": "n", "d": "n", "j": "n"}.get(first, ""), root


def test_the_forms_of_300_roots_meet() -> None:
    parted = {root for root in ROOTS.split() if len({root_of(form) for form in forms(root)}) > 1}

    assert len(ROOTS.split()) >= 300
    assert parted == set()


def test_different_roots_stay_apart() -> None:
    by_root: dict[str, set[str]] = {}
    for root in {*ROOTS.split(), *DIFFERENT.split()}:
        by_root.setdefault(root_of(root), set()).add(root)

    merged = [roots for roots in by_root.values() if len(roots) > 1]
    assert merged == []


@pytest.mark.parametrize(
    "family",
    [
        "bertemu pertemuan ditemui menemukan penemuan temuan mempertemukan",
        "tewas menewaskan ditewaskan",
        "naik menaikkan dinaikkan kenaikan menaiki",
        "kata mengatakan dikatakan perkataan berkata katanya",
        "ekonomi perekonomian ekonominya",
        "gerak gerakan bergerak menggerakkan pergerakan digerakkannya",
        "tertawa mentertawakan ditertawakan",
        "cek mengecek dicek pengecekan",
        "kerja bekerja pekerjaan mengerjakan dipekerjakan pekerja",
        "ajar belajar pelajaran mengajar diajarkan pembelajaran",
        "rasa merasa terasa perasaan dirasakan merasakannya",
        "beri memberi memberikan diberikan pemberian pemberi berikanlah",
        "tinggal meninggal meninggalkan ditinggalkan peninggalan",
        "ubah berubah perubahan mengubah diubah pengubahan",
        "ambil mengambil diambil pengambilan kuambil ambillah",
        "sepakat kesepakatan disepakati menyepakati",
        "urus pengurus kepengurusan mengurus diurus",
    ],
)
def test_irregular_families_meet(family: str) -> None:
    assert len({root_of(word) for word in family.split()}) == 1


@pytest.mark.parametrize(
    ("word", "root"),
    [
        ("mengunggahnya", "unggah"),
        ("memviralkan", "viral"),
        ("diviralkan", "viral"),
        ("mengupload", "upload"),
        ("sukhoinya", "sukhoi"),
        ("mengakomodasi", "akomodasi"),
        ("pakistan", "pakistan"),
        ("sudirman", "sudirman"),
        ("", ""),
        ("di", "di"),
        ("me", "me"),
    ],
)
def test_words_with_unknown_roots_lose_only_sure_affixes(word: str, root: str) -> None:
    assert root_of(word) == root


def test_a_pair_of_forms_in_a_text_and_a_question_has_one_term() -> None:
    assert analysis.terms("Polisi menangkap dua pemuda.", "id")[1] == analysis.term_of("ditangkap", "id")
    assert analysis.term_of("menangkap", "ms") == "tangkap"


@pytest.mark.parametrize(
    ("spoken", "root"),
    [
        ("diresmiin", "resmi"),
        ("dibatalin", "batal"),
        ("diumuminnya", "umum"),
        ("nyerahin", "serah"),
        ("nambahin", "tambah"),
        ("ngundurin", "undur"),
        ("nungguin", "tunggu"),
        ("ngelarang", "larang"),
        ("ngeliput", "liput"),
        ("gantiin", "ganti"),
        ("ditangkep", "tangkap"),
        ("kerendem", "rendam"),
        ("dibayarin", "bayar"),
    ],
)
def test_spoken_forms_reach_the_root(spoken: str, root: str) -> None:
    assert root_of(spoken) == root


@pytest.mark.parametrize(
    "name", ["putin", "berlin", "latin", "benin", "nyoman", "ngawi", "nanda", "karet", "resep"]
)
def test_names_and_other_words_are_no_spoken_forms(name: str) -> None:
    assert root_of(name) == name
