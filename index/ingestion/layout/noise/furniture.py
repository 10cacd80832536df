"""Whole lines that pages show around an article: times, buttons, headings of lists, credits of pictures."""

import regex

# Whole lines that pages show around an article.
FURNITURE = regex.compile(
    r"""
    (?:(?:updated|published|posted|diperbarui|diterbitkan|terbit|tayang)\s*:?\s*)?
        (?:\d+|se|an?|satu|one)\s*(?:detik|menit|jam|hari|minggu|bulan|seconds?|min(?:ute)?s?|hours?|days?|weeks?)
        \s+(?:yang\s+)?(?:lalu|ago)
    | (?:(?:font|text)\s+size|ukuran\s+(?:huruf|teks|font))\W*(?:a\b[\s+-]*){0,4}
    | \d{1,2}[.:]\d\d(?:\s+(?:wib|wita|wit|[ap]\.?m\.?|gmt))? | (?:a[\s+-]*){2,4}
    | live | siaran\s+langsung | breaking(?:\s+news)?
    | baru\s+saja | just\s+now | (?:kemarin|yesterday|hari\s+ini|today)(?:\W+\d{1,2}[.:]\d\d(?:\s*\p{L}{2,4})?)?
    | (?:halaman|page)\s*:?[\s\d|/]*(?:(?:dari|of)\s*\d+)?\s*
        (?:selanjutnya|berikutnya|sebelumnya|next|(?:tampilkan\s+)?semua|(?:show\s+|view\s+)?all)?
    | (?:\d+\s+)*(?:selanjutnya|berikutnya|sebelumnya|next(?:\s+page)?|previous(?:\s+page)?)
    | (?:halaman\b|hal\b|pages?\b)?
        (?:[\s\d|/.,:：«»‹›<>\[\]()-]*+
        (?:selanjutnya|berikutnya|sebelumnya|next|prev(?:ious)?|(?:tampilkan|lihat|show|view)\s+(?:semua|all))\b){1,4}
        (?:\W+(?:semua|all))?
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
        |telegram|line|email|copy|link|salin|tautan|fb|tw|wa|ig|instagram|linkedin|pinterest|threads|messenger)\b)*
    | (?:salin|copy)\s+(?:tautan|link)
    | (?:berita|artikel|topik|tag|related|konten)\s+(?:terkait|lainnya|lain|populer|terpopuler|terbaru|rekomendasi
        |articles?|stories|news|topics?|posts?|content)
    | pilihan\s+(?:editor|redaksi) | editor.?s\s+(?:pick|choice)s?
    | (?:ringkasan|intisari|poin\s+penting|poin-poin\s+penting|key\s+(?:points|takeaways)|summary|highlights)
        (?:\s+(?:berita|artikel))?
    | tim\s+redaksi | redaksi
    | (?:reporter|editor|penulis|pewarta|kontributor|fotografer|wartawan|jurnalis|author|writer|correspondent)
    | (?:ilustrasi|illustration)\W*(?:\(.{1,40}\))?
    | (?:(?:additional\s+)?(?:report(?:ing|ed)|writ(?:ing|ten)|edit(?:ing|ed)|translated|compiled)\s+by
        (?:\s+(?:(?-i:\p{Lu})[\p{L}.'-]*|and|in),?)+\W*)+
    | recommended\s+by | (?:getty\s+images|istock(?:photo)?|shutterstock|freepik|unsplash)
    | (?:dengarkan|simpan|cetak|listen\s+to|save|print)\s+(?:this\s+)?(?:artikel|berita|article|story)(?:\s+ini)?
    | statistik(?:\s+(?:pengunjung|situs|kunjungan))?
    | (?:terpopuler|terkini|trending(?:\s+(?:now|topics?))?|most\s+(?:read|popular)|pilihan\s+untuk\s+anda
        |rekomendasi(?:\s+untuk\s+anda)?|you\s+(?:may|might)\s+(?:also\s+)?like|recommended(?:\s+for\s+you)?
        |(?:tinggalkan\s+|tulis\s+|lihat\s+)?komentar(?:\s*\(\d+\))?
        |(?:leave\s+a\s+|post\s+a\s+|view\s+)?comments?(?:\s*\(\d+\))?
        |lihat\s+semua|view\s+all|show\s+(?:all|more)|load\s+more|muat\s+lainnya|loading|memuat)
    | (?:waktu\s+baca|reading\s+time)\b.{0,20} | (?:(?:updated|published)\W+)?\d+\s+min(?:ute)?s?\s+read
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
        (?:\s*[,:：].{0,150})?
    | tags?\s*[:：].*
    | (?:terima\s+kasih|thank\s+you|thanks)\s+(?:sudah|telah|for)\s+(?:membaca|reading)
        (?:\s+(?:artikel|berita|tulisan|kabar|kami|ini|sampai|hingga|akhir|hari|our|this|the|article|story))*
        (?:\s+(?:di|in|on)(?:\s+(?-i:\p{Lu})[\w.]*+){1,4})?!?
    | (?:pengunjung|total\s+(?:pengunjung|visitors)|visitors)
        (?:\s+(?:hari\s+ini|bulan\s+ini|kemarin|online|today))?\s*:\s*[\d.,]+
    """,
    flags=regex.IGNORECASE | regex.VERBOSE,
)
_NAMES_OF_SITE = r"(?-i:\p{Lu})\S*(?:\s+(?-i:\p{Lu})\S*){0,3}"
_AGENCY = r"(?:reuters|antara(?:\s+foto)?|afp|ap(?:\s+photo)?|epa(?:-efe)?|xinhua|getty\s+images)"
_PHOTOGRAPHER = r"(?-i:\p{Lu})[\p{L}.'-]*(?:\s(?-i:\p{Lu})[\p{L}.'-]*){0,3}"
# Whole lines that are buttons, the path to a page, forms for comments and what stands around embedded posts.
BUTTONS = regex.compile(
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
    | cek\s+fakta(?:\s+lainnya)? | hoa(?:x|ks)\s+or\s+not
    | konten\s+promosi | iklan\s+google | tags? | subscribe\s+to\s+our\s+newsletter
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
    | \(?laporan\s+(?:wartawan|jurnalis|reporter|kontributor|koresponden)\s*:?
        (?:[\s,/|]+(?:(?-i:\p{{Lu}})[\w.’'-]*+|dari|di|dan|\p{{L}}+\.(?:com|id|co\.id)))+\)?
    | {_AGENCY}/{_PHOTOGRAPHER}(?:/(?-i:\p{{Ll}}){{2,4}})?[.]? | {_PHOTOGRAPHER}/{_AGENCY}
    """,
    flags=regex.IGNORECASE | regex.VERBOSE,
)
_SITES = (
    r"(?:facebook|twitter|x|whats\s?app|telegram|line|instagram|linkedin|pinterest|threads|e-?mail|you\s?tube"
    r"|tik\s?tok)"
)
# Whole lines that every page of a site has: its menu of legal and other pages, and what a reader can do.
MENU = regex.compile(
    rf"""
    (?:(?:mode|tema)\s+(?:gelap|terang)|(?:dark|light|night)(?:\s*[/|]\s*(?:dark|light))?\s+mode)
    | (?=.*\p{{L}}{{4}}){_SITES}(?:[\s|/•]+{_SITES})+
    | cetak | print | e-?mail | simpan | save | bookmark | putar | play
    | (?:pilihan|rekomendasi|khusus|pas)\s+untuk(?:mu|\s+(?:kamu|anda)) | see\s+(?:all|more)
    | (?:log|sign)\s+in\s+to\s+(?:comment|reply) | be\s+the\s+first\s+to\s+comment | join\s+the\s+conversation
    | disclaimer | (?:terms|syarat)\s+(?:of\s+(?:service|use)|(?:and|&|dan)\s+(?:conditions|ketentuan))
    | (?:privacy|cookies?)\s+(?:policy|notice) | kebijakan\s+(?:privasi|cookies?|data\s+pribadi)
    | pedoman\s+(?:pemberitaan\s+)?media\s+(?:siber|cyber) | kode\s+etik(?:\s+(?:jurnalistik|redaksi))?
    | (?:tentang|hubungi|kontak)\s+kami | (?:about|contact|advertise\s+with)\s+us
    | (?:info|pasang)\s+iklan | (?:peta\s+situs|site\s?map)
    | (?:enable|turn\s+on|allow|aktifkan|izinkan)\s+(?:(?:push|desktop)\s+)?notifi(?:cations?|kasi)
    | (?:anda|kamu)\s+sedang\s+membaca\s+(?:artikel|berita|konten)\s+(?:premium|eksklusif|berbayar|plus)
    | (?:baca|nikmati)\s+(?:berita|artikel)\s+(?:tanpa|bebas)\s+iklan\b(?:.{{0,10}}\bgabung\b.{{0,40}})?
    | (?:dapatkan|ikuti|baca|simak)\s+(?:berita|kabar|info(?:rmasi)?)\s+(?:terbaru|terkini|lain(?:nya)?|kami)
        (?:\s+(?:di|lewat|melalui|via|ke|dari|kami))+\s+{_SITES}
    | (?:ilustrasi|illustration)\s*[:：]\s*
        (?:{_AGENCY}|istimewa|ist|istock|shutterstock|freepik|unsplash|pixabay|pexels|dok\b.{{0,40}})
    """,
    flags=regex.IGNORECASE | regex.VERBOSE,
)
