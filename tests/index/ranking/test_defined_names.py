import pytest

from index.query.parsed_question import ParsedQuestion
from index.query.words import question_words
from index.ranking.defined_names import with_defined_names
from index.retrieval.bm25.base import BODY, TITLE, Entry
from index.retrieval.bm25.memory import MemoryEngine
from index.text.definitions import definition_terms

LIBRARY = "shared"


@pytest.fixture
def engine() -> MemoryEngine:
    engine = MemoryEngine()
    text = "Kebun Raya Cibodas (KRC) milik Lembaga Ilmu Pengetahuan Indonesia (LIPI)."
    engine.add([Entry(1, LIBRARY, {BODY: definition_terms(text, "id"), TITLE: []})])
    return engine


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("kapan KRC dibuka", {"KRC": {"krc", "kebun raya cibodas"}}),
        ("kapan Kebun Raya Cibodas dibuka", {"Kebun Raya Cibodas": {"krc", "kebun raya cibodas"}}),
        ("Kebun Raya Cibodas (KRC)", {"Kebun Raya Cibodas": {"krc", "kebun raya cibodas"}}),
        ("Kebun Raya Bogor", {"Kebun": {"kebun"}, "Raya": {"raya"}, "Bogor": {"bogor"}}),
    ],
)
def test_a_name_that_the_library_defines_is_one_word(
    engine: MemoryEngine, question: str, expected: dict[str, set[str]]
) -> None:
    parsed = ParsedQuestion(question, question_words(question, ["id"]))
    named = with_defined_names(parsed, engine, frozenset({LIBRARY}))
    found = {word.text: set(word.terms) for word in named.words if word.text != "dibuka"}
    assert found == expected


def test_names_of_another_library_stay_unknown(engine: MemoryEngine) -> None:
    parsed = ParsedQuestion("KRC", question_words("KRC", ["id"]))
    assert with_defined_names(parsed, engine, frozenset({"other"})) == parsed


class _WithoutLookup(MemoryEngine):
    def terms(self, prefix: str, field: str, libraries: frozenset[str], **_: bool) -> dict[str, int]:
        raise AssertionError(prefix)


@pytest.mark.parametrize(
    ("question", "code"), [("市长同意修建堤坝", "zh"), ("시장 주민", "ko"), ("นายกเทศมนตรี", "th")]
)
def test_pairs_of_characters_are_not_looked_up_because_a_definition_begins_with_a_capital(
    question: str, code: str
) -> None:
    parsed = ParsedQuestion(question, question_words(question, [code]))
    assert with_defined_names(parsed, _WithoutLookup(), frozenset({LIBRARY})) == parsed
