"""Recognise lines that are no news: invitations, advertisements, furniture of a page, and separators."""

import regex

# A bullet, an arrow, an opening bracket or a quotation mark may stand before an invitation.
_BULLET = r"[\s\u200b\-•*>»→(\[\"“'·]*"
# An invitation names a headline, which begins with a capital letter or follows a colon. With a small letter it is
# a sentence ("Simak juga penjelasan menteri, kata dia.").
_HEADLINE = r"(?:\s*[:：>|–-].*|\s+(?-i:\p{Lu}).*|\W*)"
_NOISE = regex.compile(
    rf"""
    {_BULLET}(?:
      (?:baca|lihat|simak|tonton)\s+juga{_HEADLINE}
    | (?:read|see)\s+also{_HEADLINE} | also\s+read{_HEADLINE}
    | (?:читайте|читать|смотрите)\s+(?:также|ещё|еще){_HEADLINE}
    | (?:read\s+more|baca(?:\s+selengkapnya)?|pilihan\s+(?:editor|redaksi)|simak\s+video)\s*[:：].*
    | (?:editor|pewarta|reporter|tags?)\s*[:：].*
    | gabung\s+(?:ke|di)\s+(?:channel|saluran|kanal|grup)\b.*
    | (?:gabung|bergabung|ikuti|dapatkan|simak)\b.*\b(?:channel|saluran|kanal|grup)\s+(?:whatsapp|telegram|wa)\b.*
    | (?:gabung|bergabung|pilih|ikuti|dapatkan|simak)\b.*\b(?:whatsapp|telegram|wa)\s+channel\b.*
    | (?:ikuti|dapatkan|simak|baca)\b.*\bgoogle\s+news\b.*
    | (?:подписывайтесь|подпишитесь)\s+на\b.*
    | (?:advertisement|iklan|реклама)\W*(?:scroll\s+to\s+(?:continue|resume).*)?
    | scroll\s+to\s+(?:continue|resume)\b.*
    | (?:copyright|hak\s+cipta)\s+(?:©|\(c\)|\d{{4}}|\p{{L}}+\s+\d{{4}}).*
    | (?:advertisement|iklan)\s*[-–—:|].{{0,40}} | jangan\s+lewatkan\s*[:：].*
    | gambas:.* | (?:\#[\w]+[\s,]*)+
    | [a-z]{{2,4}}/[a-z]{{2,4}}\W*
    )
    """,
    flags=regex.IGNORECASE | regex.VERBOSE,
)
# Whole lines that pages show around an article.
_FURNITURE = regex.compile(
    r"""
    (?:\d+|se|an?|satu|one)\s*(?:detik|menit|jam|hari|minggu|bulan|seconds?|min(?:ute)?s?|hours?|days?|weeks?)
        \s+(?:yang\s+)?(?:lalu|ago)
    | \d{1,2}[.:]\d\d(?:\s+(?:wib|wita|wit|[ap]\.?m\.?|gmt))? | (?:a[\s+-]*){2,4}
    | live | siaran\s+langsung | breaking(?:\s+news)?
    | baru\s+saja | just\s+now | (?:kemarin|yesterday|hari\s+ini|today)(?:\W+\d{1,2}[.:]\d\d(?:\s*\p{L}{2,4})?)?
    | (?:halaman|page)[\s\d|/]*(?:(?:dari|of)\s*\d+)?\s*
        (?:selanjutnya|berikutnya|sebelumnya|next|tampilkan\s+semua)?
    | (?:\d+\s+)*(?:selanjutnya|berikutnya|sebelumnya|next(?:\s+page)?|previous(?:\s+page)?)
    | (?:simak|baca|lanjut(?:kan)?(?:\s+membaca|\s+baca)?|read|continue|continued)\b.{0,40}
        \b(?:halaman\s+(?:selanjutnya|berikutnya)|next\s+page)
    | (?:lanjut(?:kan)?\s+(?:membaca|baca)|continue\s+reading|(?:story|article)\s+continues)
        (?:\s+(?:artikel|berita|this\s+(?:article|story)))?(?:\s+ini)?
        (?:\s+(?:setelah|di\s+bawah|after|below)\b.{0,40})?
    | (?:artikel|berita)\s+(?:ini\s+)?(?:ber)?lanjut.{0,20}\biklan(?:\s+ini)?
    | (?:gulir|scroll)\b.{0,30}\b(?:membaca|melanjutkan|reading|continue)
    | (?:lihat|simak|saksikan|tonton|nonton)\s+(?:juga\s+)?(?:video|foto|infografis|infografik)
        (?:\s*[:：'"“‘|].*|\s+(?-i:\p{Lu}).*)?
    | (?:watch|video|foto|infografis)\s*[:：]\s*(?-i:["'“‘]?\p{Lu}).*(?<![.!?])
    | \((?:[a-z]{2,5}|[a-z][a-z\d]{1,7}(?:[/-][a-z][a-z\d]{1,7})+)\)
    | video\s+(?:terpopuler|terkini|terbaru|pilihan)(?:\s+hari\s+ini)?
    | artikel\s+ini\s+(?:telah|sudah|pertama\s+kali)\s+(?:tayang|terbit|dipublikasikan)\b.*
    | this\s+(?:article|story)\s+(?:was\s+)?(?:originally|first)\s+(?:published|appeared)\b.*
    | (?:artikel|konten|berita)\s+ini\s+(?:hanya\s+|khusus\s+)+untuk\s+(?:pelanggan|member|anggota)\b.*
    | (?:this\s+(?:article|story)\s+is\s+)?(?:only\s+|exclusively\s+)?for\s+subscribers(?:\s+only)?
    | subscribe\s+(?:now|today|to\s+(?:continue|read))\b.*
    | (?:already\s+a\s+subscriber|sudah\s+(?:punya\s+akun|berlangganan))\b.*
    | (?:cek|ikuti|dapatkan|baca|temukan)\b.{0,60}\b(?:google\s+news|(?:whats\s?app|wa|telegram)\s+channel)\b.*
    | (?:follow|join)\b.{0,60}\b(?:channel|saluran|kanal)\b.*
    | (?:follow|join|ikuti)\s+(?:us|our|kami|kita)(?:\s+(?:di|on|at|in)\b.{0,60})?
    | (?:bagikan|share)\s*:?(?:\s+(?:di|ke|on|this|via|artikel|berita|story|article|ini|facebook|twitter|x|whatsapp
        |telegram|line|email|copy|link|salin|tautan)\b)*
    | (?:salin|copy)\s+(?:tautan|link)
    | (?:berita|artikel|topik|tag|related|konten)\s+(?:terkait|lainnya|lain|populer|terpopuler|terbaru|rekomendasi
        |articles?|stories|news|topics?|posts?|content)
    | pilihan\s+(?:editor|redaksi) | editor.?s\s+(?:pick|choice)s?
    | (?:ringkasan|intisari|poin\s+penting|poin-poin\s+penting|key\s+(?:points|takeaways)|summary|highlights)
        (?:\s+(?:berita|artikel))?
    | tim\s+redaksi | redaksi
    | (?:reporter|editor|penulis|pewarta|kontributor|fotografer|wartawan|jurnalis|author|writer|correspondent)
    | (?:ilustrasi|illustration)\W*(?:\(.{1,40}\))?
    | (?:dok(?:umentasi)?|doc)\.?\s+(?-i:\p{Lu}).{0,40}(?<![.!?])
    | (?:(?:additional\s+)?(?:reporting|writing|editing|translated|compiled)\s+by
        (?:\s+(?:(?-i:\p{Lu})[\p{L}.'-]*|and|in),?)+\W*)+
    | recommended\s+by | (?:getty\s+images|istock(?:photo)?|shutterstock|freepik|unsplash)
    | (?:dengarkan|simpan|cetak|listen\s+to|save|print)\s+(?:this\s+)?(?:artikel|berita|article|story)(?:\s+ini)?
    | (?:terima\s+kasih|thank\s+you|thanks)\s+(?:sudah|telah|for)\s+(?:membaca|reading)\b.{0,60}
    | our\s+standards\s*:.*
    | dilarang\s+(?:keras\s+)?\p{L}+\b.{0,80}\b(?:konten|isi|artikel|berita|tulisan|materi)\b.*
        \bi[jz]in\s+tertulis\b.*
    | .{0,60}\bmay\s+not\s+be\s+(?:reproduced|republished|copied|published)\b.*\bpermission\b.*
    | .{0,60}\bnot\s+responsible\s+for\s+the\s+content\s+of\s+external\s+(?:web)?(?:sites|links|pages)\b.*
    | untuk\s+mengetahui\s+kebenaran\s+informasi\b.*\bwhatsapp\b.*
    | statistik(?:\s+(?:pengunjung|situs|kunjungan))?
    | (?:pengunjung|total\s+(?:pengunjung|visitors)|visitors)\b[^.]{0,20}:\s*[\d.,]+
    | (?:terpopuler|terkini|trending(?:\s+(?:now|topics?))?|most\s+(?:read|popular)|pilihan\s+untuk\s+anda
        |rekomendasi(?:\s+untuk\s+anda)?|you\s+(?:may|might)\s+(?:also\s+)?like|recommended(?:\s+for\s+you)?
        |(?:tinggalkan\s+|tulis\s+|lihat\s+)?komentar(?:\s*\(\d+\))?
        |(?:leave\s+a\s+|post\s+a\s+|view\s+)?comments?(?:\s*\(\d+\))?
        |lihat\s+semua|view\s+all|show\s+(?:all|more)|load\s+more|muat\s+lainnya|loading|memuat)
    | (?:waktu\s+baca|reading\s+time)\b.{0,20} | \d+\s+min(?:ute)?s?\s+read
    | (?:dibaca|dilihat|views?|hits?)\s*:?\s*[\d.,]+(?:\s+kali)? | [\d.,]+\s+(?:views?|shares?|comments?|komentar)
    | (?:we|this\s+(?:web)?site)\s+uses?\s+cookies\b.*
    | (?:kami|situs\s+(?:web\s+)?ini)\s+menggunakan\s+cookies?\b.*
    | (?:sign\s+up|daftar)\b.{0,30}\bnewsletter\b.{0,60}
    | (?:jadikan|tambahkan|add)\b.{0,60}\b(?:sumber\s+(?:pilihan|utama)|preferred\s+source)\b.*
    """,
    flags=regex.IGNORECASE | regex.VERBOSE,
)
_AROUND = " \u200b.…:>»→-–—|•*[]"
# On longer lines, the patterns take a time that grows with the square of the length: 70 s on 2 MB.
_LONGEST = 400


def is_noise(line: str) -> bool:
    """Return whether a line, without spaces around it, is not news but an invitation, furniture or a separator."""
    if len(line) > _LONGEST:
        return False
    if _NOISE.fullmatch(line):
        return True
    bare = line.strip(_AROUND)
    return _FURNITURE.fullmatch(bare) is not None or not any(map(str.isalnum, line))
