"""Recognise lines that are no news: invitations, advertisements, furniture of a page, and separators.

A line that may be a sentence of a person is never one: "Join forces in the English Channel, the navy said."
"""

import regex

from index.ingestion.layout.staff import is_staff_line

# A bullet, an arrow, an opening bracket or a quotation mark may stand before an invitation.
_BULLET = r"[\s\u200b\-•*>»→👉➡📢🔔(\[\"“'·\uFE0F]*"
# An invitation names a headline, which begins with a capital letter or follows a colon. With a small letter it is
# a sentence ("Simak juga penjelasan menteri, kata dia.").
_AFTER_MARK = r"(?:\s*[:：>|–-].*|\W*)"
_CAPITAL = r"""(?-i:["'“‘#]?[\p{Lu}\p{Lo}\p{N}])"""
_ADDRESS = r"(?:@\w+|(?:https?://)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?)"
_CHANNEL = r"(?:channel|saluran|kanal|grup|group)"
_APP = r"(?:whats\s?app|telegram|wa)"
_SITES = rf"(?:instagram|facebook|twitter|x|you\s?tube|tik\s?tok|threads|linkedin|google\s+news|{_APP})"
_ABOUT = r"(?=.*\b(?:berita|kabar|info\w*|update|artikel|kami|news|headline)\b)"
_NAMES = r"(?:(?-i:[\p{Lu}\d]\S*|the|of|on|and|di|dan)(?:\s+|\Z))"
_JUGA = r"(?:(?:baca|lihat|simak|tonton)\s+(?:juga|pula)|(?:read|see)\s+also|also\s+read)"
_STATED = regex.compile(
    rf"""
    {_BULLET}(?:
      {_JUGA}{_AFTER_MARK} | (?:читайте|читать|смотрите)\s+(?:также|ещё|еще)(?:{_AFTER_MARK}|\s+(?-i:\p{{Lu}}).*)
    | (?:read\s+more|baca\s+selengkapnya|pilihan\s+(?:editor|redaksi)|simak\s+video)\s*[:：].*
    | (?:baca|jangan\s+lewatkan)\s*[:：]\s*(?:{_CAPITAL}|https?:).*
    | (?:(?:berita|artikel|topik|konten)\s+(?:terkait|lainnya|lain|populer|terpopuler|terbaru|rekomendasi)
        |related(?:\s+(?:articles?|stor(?:y|ies)|news|topics?|posts?|content|coverage|reading))?)
        \s*[:：]\s*{_CAPITAL}.*
    | (?:artikel|berita|tulisan)\s+ini\s+(?:telah|sudah)\s+(?:tayang|terbit)\b
        .{{0,80}}\bdengan\s+judul\s*[:：]?\s*{_CAPITAL}.*
    | (?:подписывайтесь|подпишитесь)\s+на\b.*
    | (?:advertisement|iklan|реклама)\W*(?:scroll\s+to\s+(?:continue|resume).*)?
    | scroll\s+to\s+(?:continue|resume)\b.*
    | gambas:.* | (?:\#[\w]+[\s,]*)+
    | [a-z]{{2,4}}/[a-z]{{2,4}}\W*
    | (?:[«‹<]\s*)?\d+(?:\s+\d+)+\s*(?:[»›>]|…|\.\.\.) | [«‹]\s*\d+(?:\s+\d+)+
    | [📸📷🎥📹🎦]\uFE0F?\s*[:：]?\s*(?:@?(?-i:\p{{Lu}})[\p{{L}}.'-]*+[\s/,&|]*+){{1,6}}
    )
    """,
    flags=regex.IGNORECASE | regex.VERBOSE,
)
# A sentence may begin like one of these invitations. If the line says who said it, it is news.
_INVITATION = regex.compile(
    rf"""
    {_BULLET}(?:
      {_JUGA}\s+{_CAPITAL}.*(?<![.])(?<![.]["”'’)])
    | (?:watch|video|foto|infografis)\s*[:：]\s*(?-i:["'“‘]?\p{{Lu}}).*(?<![.!?])(?<![.!?]["”'’)])
    | dok(?:umentasi)?\.?\s+(?-i:\p{{Lu}}).{{0,40}}(?<![.!?]) | doc\.?\s+(?-i:\p{{Lu}}).{{0,40}}(?<![.!?])
    | gabung\s+(?:ke|di)\s+{_CHANNEL}(?:\s+(?:resmi|official|kami|ini))*
        (?:\s+(?:{_APP}|{_ADDRESS}|(?-i:\p{{Lu}})).*)?
    | (?:(?:gabung|bergabung|ikuti)\b|{_ABOUT}(?:dapatkan|simak|pilih)\b)
        .*\b(?:{_CHANNEL}\s+{_APP}|{_APP}\s+channel)\b.*
    | {_ABOUT}(?:cek|ikuti|dapatkan|simak|baca|temukan)\b.{{0,80}}\bgoogle\s+news\b.*
    | (?:follow|ikuti)\s+(?:(?-i:\p{{Lu}})\S*\s+|berita\s+){{1,5}}(?:di|on|in|lewat|via)\s+google\s+news\b.{{0,60}}
    | (?:copyright|hak\s+cipta)\s+(?:©|\(c\)).*
    | (?:copyright|hak\s+cipta)\s+{_NAMES}*\d{{4}}\W*{_NAMES}*(?:all\s+rights\s+reserved)?\W*
    | (?:advertisement|iklan)\s*[-–—:|].{{0,40}}
    | (?:artikel|berita|tulisan)\s+ini\s+(?:telah|sudah|pertama\s+kali)\s+(?:tayang|terbit|dipublikasikan)
        (?:\s+sebelumnya|\s+lebih\s+dulu)?
        (?:\s+(?:di|dalam|oleh)\s+(?:laman\s+|situs\s+|koran\s+)?(?:(?-i:["“]?\p{{Lu}})|{_ADDRESS}).*
            |\s+dengan\s+judul\b.*)?
    | this\s+(?:article|story)\s+(?:was\s+)?(?:originally|first)\s+(?:published|appeared)
        (?:\s+(?:in|on|at|by)\s+(?:{_ADDRESS}|{_NAMES})\W*{_NAMES}*)?[.]?
    | (?:artikel|konten|berita)\s+ini\s+(?:hanya\s+|khusus\s+)+untuk\s+(?:pelanggan|member|anggota)\b.{{0,40}}
    | subscribe\s+(?:now|today|to\s+(?:continue|read))\b.{{0,60}}
    | (?:already\s+a\s+subscriber|sudah\s+(?:punya\s+akun|berlangganan))(?:\s*[?!.:].{{0,40}})?
    | (?:follow|join)\s+(?:(?>(?!(?:channel|saluran|kanal)s?\b)
        (?:our|the|us|kami|official|resmi|on|di|ke|{_APP}|(?-i:\p{{Lu}})\S*|@\w+))\s+)*+(?:channel|saluran
            |kanal)s?\b
        .{{0,100}}
    | (?:follow|join|ikuti)\s+(?:us|our|kami|kita)(?:\s+(?:di|on|at|in|via|lewat)\s+{_SITES}\b.{{0,60}}
        |\s*[:：].{{0,60}})?\W*
    | (?:(?:follow|join|ikuti|gabung|subscribe)\b\W*
        (?:(?:us|our|kami|kita|di|ke|on|resmi|official|berita|{_CHANNEL}|{_APP})\b\W*)*
        {_ADDRESS}\W*)+
    | (?:klik|tap|click|tekan)\s+(?:di\s?sini|here|tautan\s+(?:ini|berikut)|(?:this|the)\s+link)
        (?:\s+(?:untuk|to|for)\b.{{0,60}})?\W*
    | dilarang\s+(?:keras\s+)?\p{{L}}+\b.{{0,80}}\b(?:konten|isi|artikel|berita|tulisan|materi)\b.*
        \bi[jz]in\s+tertulis\b.*
    | .{{0,60}}\b(?:materials?|contents?|articles?|stor(?:y|ies)|parts?|pages?|site|website|copyright)\b
        .{{0,40}}\bmay\s+not\s+be\s+(?:reproduced|republished|copied|published)\b.*\bpermission\b.*
    | .{{0,60}}\bnot\s+responsible\s+for\s+the\s+content\s+of\s+external\s+(?:web)?(?:sites|links|pages)\b.*
    | untuk\s+mengetahui\s+kebenaran\s+informasi\b.*\bwhatsapp\b.*
    | (?:we|this\s+(?:web)?site|kami|situs\s+(?:web\s+)?ini)\s+(?:uses?|menggunakan)\s+cookies?
        (?:\s+(?:to|for|and|on|untuk|dan|agar|demi|di)\b.*|\W.*)?
    | (?:sign\s+up|daftar(?:\s+(?:sekarang|di\s+sini|gratis))+|daftar\s+(?:untuk|ke))\b
        .{{0,30}}\bnewsletter\b.{{0,60}}
    | (?:jadikan|tambahkan|add)\s+(?:{_CAPITAL}|us|kami|as)(?=.*\b(?:google|sumber\s+pilihan|preferred))
        .{{0,60}}\b(?:sumber\s+(?:pilihan|utama)|preferred\s+source)\b.*
    | our\s+standards\s*:.*
    | (?:tonton|saksikan|simak|lihat)\s+(?:juga\s+)?(?:video|live|siaran\s+langsung|tayangan|foto-foto)
        (?:\s+(?:streaming|selengkapnya|lengkap(?:nya)?|berikut(?:nya|\s+ini)?|pilihan|terkait|menarik
            |lain(?:nya)?|ini|di\s+(?:sini|bawah(?:\s+ini)?)))+
    | saksikan\s+live(?:\s+streaming)?(?:\s+(?-i:\p{{Lu}})\S*){{1,4}}(?:\s+di\s+sini)?(?<![.])
    | baca\s+(?:juga\s+)?(?:artikel|berita|konten)(?:\s+(?:menarik|lain(?:nya)?|selengkapnya|terkait|lengkap))+
        (?:\s+(?:di\s+(?:sini|bawah(?:\s+ini)?)|kami))?
    | halaman\s+(?:selanjutnya|berikutnya)\s*:\s*{_CAPITAL}.*
    | dapatkan\s+(?:update\s+)?(?:berita|informasi|kabar|info)\b.{{0,60}}
        \b(?:(?:ponsel|genggaman|inbox|e-?mail)\s*(?:mu|kamu|anda)|breaking\s+news)\b.{{0,50}}
    | simak\s+(?:breaking\s+news|berita)\b.{{0,60}}\b(?:ponsel|genggaman)\s*(?:mu|kamu|anda)\b.{{0,20}}
    | (?:download|unduh|instal|install)\s+aplikasi\s+(?:(?-i:\p{{Lu}})\S*\s+){{0,4}}(?:kami|sekarang
        (?:\s+juga)?)(?:\s+di\b.{{0,60}})?
    | jangan\s+(?:lewatkan|ketinggalan)\s+(?:berita|informasi|kabar|update|artikel)
        (?:\s+(?:menarik|terbaru|terkini|penting|pilihan|lain(?:nya)?|dari\s+kami))+!?
    | nantikan\s+(?:berita|informasi|kabar|update)\b.{{0,60}}\bhanya\s+di\b.{{0,40}}
    | (?:ikuti|simak|pantau)\s+terus\s+(?:berita|informasi|kabar|update)\b.{{0,50}}\b
        (?:hanya\s+)?di\s+{_ADDRESS}\W*
    | kunjungi\s+{_CHANNEL}\s+{_SITES}\b.{{0,60}}(?<![.]) | pilih\s+{_CHANNEL}\s+.{{0,40}}\bdi\s+{_APP}(?<![.])
    | (?:artikel|berita|konten)\s+ini\s+(?:bersumber\s+dari|diproduksi\s+oleh
        |merupakan\s+kerja\s*sama)\b.{{0,80}}(?<![.])
    | (?:photo|image|picture|credit)s?\s*[:：]\s*(?-i:\p{{Lu}})[^.!?]{{0,60}} | foto\s*:\s*dok\b.{{0,40}}(?<![!?])
    | (?:foto|photo|gambar)\s+(?:oleh|by)(?:\s+(?-i:\p{{Lu}})[\p{{L}}.'/-]*){{1,3}}
    | ilustrasi\b[^.!?()]{{0,60}}\((?:foto\s*:\s*)?(?:istimewa|ist|freepik|shutterstock|unsplash|pixabay
        |pexels|antara|dok)\b[^()]{{0,40}}\)? | ilustrasi\W+foto\s*:.{{0,40}}
    )
    """,
    flags=regex.IGNORECASE | regex.VERBOSE,
)
_NEWS = regex.compile(
    r"""
    [,?!"”’'»]\s+(?:kata|ujar|tutur|ucap|ungkap|jelas|tegas|imbuh|papar|terang|sebut|tulis|pesan|pinta|keluh|demikian)
        (?:nya)?\b
    | \b(?:said|says|told|tells|warned|recalled)\b
    | ,\s+(?:\d+|satu|dua|tiga|empat|lima|seorang|sejumlah|belasan|puluhan|ratusan|warga|polisi)\s(?-i:\p{Ll})
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
    | \((?:[a-z]{2,5}|[a-z][a-z\d]{1,7}(?:[/-][a-z][a-z\d]{1,7})+)\)
    | video\s+(?:terpopuler|terkini|terbaru|pilihan)(?:\s+hari\s+ini)?
    | (?:this\s+(?:article|story)\s+is\s+)?(?:only\s+|exclusively\s+)?for\s+subscribers(?:\s+only)?
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
    | (?:(?:additional\s+)?(?:reporting|writing|editing|translated|compiled)\s+by
        (?:\s+(?:(?-i:\p{Lu})[\p{L}.'-]*|and|in),?)+\W*)+
    | recommended\s+by | (?:getty\s+images|istock(?:photo)?|shutterstock|freepik|unsplash)
    | (?:dengarkan|simpan|cetak|listen\s+to|save|print)\s+(?:this\s+)?(?:artikel|berita|article|story)(?:\s+ini)?
    | statistik(?:\s+(?:pengunjung|situs|kunjungan))?
    | (?:terpopuler|terkini|trending(?:\s+(?:now|topics?))?|most\s+(?:read|popular)|pilihan\s+untuk\s+anda
        |rekomendasi(?:\s+untuk\s+anda)?|you\s+(?:may|might)\s+(?:also\s+)?like|recommended(?:\s+for\s+you)?
        |(?:tinggalkan\s+|tulis\s+|lihat\s+)?komentar(?:\s*\(\d+\))?
        |(?:leave\s+a\s+|post\s+a\s+|view\s+)?comments?(?:\s*\(\d+\))?
        |lihat\s+semua|view\s+all|show\s+(?:all|more)|load\s+more|muat\s+lainnya|loading|memuat)
    | (?:waktu\s+baca|reading\s+time)\b.{0,20} | \d+\s+min(?:ute)?s?\s+read
    | (?:dibaca|dilihat|views?|hits?)\s*:?\s*[\d.,]+(?:\s+kali)? | [\d.,]+\s+(?:views?|shares?|comments?|komentar)
    | (?:(?:baca|lihat|simak)\s+)?selengkapnya(?:\s+di\s?sini)? | (?:read|see|learn)\s+more(?:\s+here)?
    | (?:read|continue\s+to)\s+(?:the\s+)?full\s+(?:story|article)
    | (?:©.{0,40}\W)?
        (?:all\s+rights\s+reserved|(?:seluruh\s+|semua\s+)?hak\s+cipta\s+dilindungi(?:\s+undang-undang)?)
    | ©\s*(?:\d{4}\W*)?(?:(?-i:\p{Lu})[\p{L}\d.&-]*+\s*+){0,6}
    | (?:ber)?sponsor(?:ed)?(?:\s+(?:content|post|by\s.{1,40}))? | konten\s+(?:ber)?sponsor | promoted
    | advertorial
    | (?:perbesar|enlarge)(?:\s+(?:gambar|foto|image|photo))?
    | (?:(?:image|photo|video|media)\s+(?:source|caption|credit)|(?:sumber|keterangan)\s+(?:gambar|foto))
        \s*[,:：].{0,150}
    | tags?\s*[:：].*
    | (?:terima\s+kasih|thank\s+you|thanks)\s+(?:sudah|telah|for)\s+(?:membaca|reading)
        (?:\s+(?:artikel|berita|tulisan|kabar|kami|ini|sampai|hingga|akhir|our|this|the|article|story))*!?
    | (?:pengunjung|total\s+(?:pengunjung|visitors)|visitors)
        (?:\s+(?:hari\s+ini|bulan\s+ini|kemarin|online|today))?\s*:\s*[\d.,]+
    """,
    flags=regex.IGNORECASE | regex.VERBOSE,
)
_NAMES_OF_SITE = r"(?-i:\p{Lu})\S*(?:\s+(?-i:\p{Lu})\S*){0,3}"
_AGENCY = r"(?:reuters|antara(?:\s+foto)?|afp|ap(?:\s+photo)?|epa(?:-efe)?|xinhua|getty\s+images)"
_PHOTOGRAPHER = r"(?-i:\p{Lu})[\p{L}.'-]*(?:\s(?-i:\p{Lu})[\p{L}.'-]*){0,3}"
# Whole lines that are buttons, the path to a page, forms for comments and what stands around embedded posts.
_BUTTONS = regex.compile(
    rf"""
    (?:lihat|tulis|beri|kirim|tinggalkan|muat)\s+(?:semua\s+)?komentar(?:\s+lain(?:nya)?)? | belum\s+ada\s+komentar
    | jadilah\s+(?:yang|orang)\s+pertama\s+(?:yang\s+)?(?:berkomentar|memberi(?:kan)?\s+komentar)[.!]?
    | (?:sila(?:h)?kan\s+)?(?:login|masuk|log\s+in)\s+untuk\s+(?:berkomentar|(?:memberi(?:kan)?|menulis
        |mengirim)\s+komentar)
    | was\s+this\s+(?:article|story)\s+helpful\?*
    | laporkan(?:\s+(?:artikel|berita|konten|komentar|iklan))?(?:\s+ini)?
    | (?:tautan|link)\s+(?:berhasil\s+|telah\s+)?(?:disalin|copied) | (?:open|read)\s+in\s+(?:the\s+|our\s+)?app
    | berlangganan | (?:ber)?langganan\s+(?:sekarang|newsletter) | daftar\s+newsletter
    | (?:masuk|login|sign\s+in)\s*[|/]\s*(?:daftar|register|sign\s+up)
    | (?:home|beranda)(?:\s*[>»/›]\s*[^>»/›]{{1,40}}){{0,6}} | get\s+the\s+latest\s+news\b.{{0,40}}\binbox
    | kembali\s+ke\s+(?:atas|beranda) | back\s+to\s+(?:top|home) | prev | direkomendasikan\s+untuk\s+(?:anda|kamu)
    | skip\s+to\s+(?:main\s+)?content | langsung\s+ke\s+konten(?:\s+utama)?
    | (?:artikel|berita|video|foto)\s+(?:selanjutnya|berikutnya|sebelumnya) | (?:next|previous)\s+(?:article|story)
    | muat\s+lebih\s+banyak | tampilkan\s+(?:semua|lebih\s+banyak|lainnya) | all\s+pages? | disclaimer\s*:.*
    | (?:berita|artikel|video|konten)\s+(?:pilihan|rekomendasi|terkait)(?:\s+(?:untuk\s+(?:anda|kamu)
        |redaksi|editor))?
    | (?:playlist|putar|play)\s+video | dengarkan | (?:baca|buka)\s+di\s+aplikasi
    | cek\s+fakta\s+lainnya | konten\s+promosi | iklan\s+google | tags? | subscribe\s+to\s+our\s+newsletter
    | what\s+to\s+read\s+next | more\s+(?:on\s+this\s+story|from\s+{_NAMES_OF_SITE})
    | (?:recommended|top|latest|popular)\s+(?:stories|articles|videos)
    | click\s+to\s+(?:share|email|print)\b(?:\s+(?:this|a\s+link|on\s+\w+|to\s+a\s+friend)){{0,3}}
        (?:\s+\(opens\s+in\s+new\s+window\))?
    | view\s+this\s+post\s+on\s+\w+ | lihat\s+(?:postingan|unggahan|kiriman)\s+ini\s+di\s+\w+
    | (?:a\s+post\s+shared\s+by|sebuah\s+kiriman\s+dibagikan\s+oleh)\s.{{1,80}}\(@[\w.]+\).{{0,40}}
    | foto\s+\d{{1,3}}\s+dari\s+\d{{1,3}} | \d{{1,3}}\s+menit\s+(?:mem)?baca | \(\p{{Lu}}-\d{{1,2}}\)
    | (?:apa\s+|bagaimana\s+)?reaksi\s+(?:anda|kamu)(?:\s+(?:tentang|terhadap|soal|atas)\s+(?:artikel
        |berita)\s+ini)?\?*
    | apakah\s+(?:artikel|berita|informasi)\s+ini\s+(?:bermanfaat|membantu)\?*
    | (?:bagikan|share)\s+(?:ke|kepada|with)\s+(?:your\s+)?(?:teman|keluarga|friends)(?:-teman)?(?:mu
        |\s+anda|\s+kamu)?
    | {_AGENCY}/{_PHOTOGRAPHER}(?:/(?-i:\p{{Ll}}){{2,4}})?[.]? | {_PHOTOGRAPHER}/{_AGENCY}
    """,
    flags=regex.IGNORECASE | regex.VERBOSE,
)
_AROUND = " \u200b…:>»→-–—|•*[]«‹›←"
# On longer lines, the patterns take a time that grows with the square of the length: 70 s on 2 MB.
_LONGEST = 400


def is_noise(line: str) -> bool:
    """Return whether a line, without spaces around it, is not news but an invitation, furniture or a separator."""
    if len(line) > _LONGEST:
        return False
    if not any(map(str.isalnum, line)) or _STATED.fullmatch(line) or is_staff_line(line):
        return True
    bare = line.strip(_AROUND)
    without_stop = bare.strip(f"{_AROUND}.")
    if _FURNITURE.fullmatch(without_stop) or _BUTTONS.fullmatch(without_stop):
        return True
    return _INVITATION.fullmatch(bare) is not None and _NEWS.search(bare) is None
