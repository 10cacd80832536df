"""Invitations to read, follow or subscribe, and legal notices, and how news that begins like one is told."""

import regex

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
STATED = regex.compile(
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
INVITATION = regex.compile(
    rf"""
    {_BULLET}(?:
      {_JUGA}\s+{_CAPITAL}.*(?<![.])(?<![.]["”'’)])
    | (?:watch|video|foto|infografis|tonton|saksikan)\s*[:：]\s*(?-i:["'“‘]?\p{{Lu}}).*(?<![.!?])(?<![.!?]["”'’)])
    | dok(?:umentasi)?\.?\s+(?-i:\p{{Lu}}).{{0,40}}(?<![.!?]) | doc\.?\s+(?-i:\p{{Lu}}).{{0,40}}(?<![.!?])
    | gabung\s+(?:ke|di)\s+{_CHANNEL}(?:\s+(?:resmi|official|kami|ini))*
        (?:\s+(?:{_APP}|{_ADDRESS}|(?-i:\p{{Lu}})).*)?
    | (?:(?:gabung|bergabung|ikuti)\b|(?=(?:dapatkan|simak|pilih)\b){_ABOUT}\w+)
        .*\b(?:{_CHANNEL}\s+{_APP}|{_APP}\s+channel)\b.*
    | (?=(?:cek|ikuti|dapatkan|simak|baca|temukan)\b){_ABOUT}\w+.{{0,80}}\bgoogle\s+news\b.*
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
    | (?:baca|simak|lihat|cek|temukan)\s+(?:juga\s+)?(?:artikel|berita|konten)
        (?:\s+(?:menarik|lain(?:nya)?|selengkapnya|terkait|lengkap))+
        (?:\s+(?:di\s+(?:sini|bawah(?:\s+ini)?)|kami))?
    | halaman\s+(?:selanjutnya|berikutnya)\s*:\s*{_CAPITAL}.*
    | dapatkan\s+(?:update\s+)?(?:berita|informasi|kabar|info)\b.{{0,60}}
        \b(?:(?:ponsel|genggaman|inbox|e-?mail)\s*(?:mu|kamu|anda)|breaking\s+news
            |setiap\s+(?:hari|pagi|saat)\s+(?:hanya\s+)?(?:dari|di|lewat)\s+(?-i:\p{{Lu}})[\w.]*)\b.{{0,50}}
    | jangan\s+lupa\s+(?:untuk\s+)?(?:follow|ikuti|like|subscribe|kunjungi)\b
        (?:\s+(?:dan|and|&|akun|{_CHANNEL}|{_SITES}|follow|like|subscribe|komen|share))*\s+kami\b[^.!?,]{{0,40}}!?
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
        |(?:merupakan|adalah)\s+(?:hasil\s+)?(?:kerja\s*sama|kolaborasi))\b.{{0,80}}(?<![.])
    | (?:photo|image|picture|credit|kredit\s+(?:foto|gambar))s?\s*[:：]\s*(?-i:\p{{Lu}})[^.!?]{{0,60}}
    | foto\s*:\s*dok\b.{{0,40}}(?<![!?])
    | (?:foto|photo|gambar)\s+(?:oleh|by)(?:\s+(?-i:\p{{Lu}})[\p{{L}}.'/-]*){{1,3}}
    | ilustrasi\b[^.!?()]{{0,60}}\((?:foto\s*:\s*)?(?:istimewa|ist|freepik|shutterstock|unsplash|pixabay
        |pexels|antara|dok)\b[^()]{{0,40}}\)? | ilustrasi\W+foto\s*:.{{0,40}}
    )
    """,
    flags=regex.IGNORECASE | regex.VERBOSE,
)
# These may begin anywhere in a line, which takes long to find out, so a word of each is looked for first.
WORDS_OF_NOTICES = ("permission", "responsible")
NOTICE = regex.compile(
    rf"""
    {_BULLET}(?:
      .{{0,60}}\b(?:materials?|contents?|articles?|stor(?:y|ies)|parts?|pages?|site|website|copyright)\b
        .{{0,40}}\bmay\s+not\s+be\s+(?:reproduced|republished|copied|published)\b.*\bpermission\b.*
    | .{{0,60}}\bnot\s+responsible\s+for\s+the\s+content\s+of\s+external\s+(?:web)?(?:sites|links|pages)\b.*
    )
    """,
    flags=regex.IGNORECASE | regex.VERBOSE,
)
NEWS = regex.compile(
    r"""
    [,?!"”’'»]\s+(?:kata|ujar|tutur|ucap|ungkap|jelas|tegas|imbuh|papar|terang|sebut|tulis|pesan|pinta|keluh|demikian)
        (?:nya)?\b
    | \b(?:said|says|told|tells|warned|recalled)\b
    | ,\s+(?:\d+|satu|dua|tiga|empat|lima|seorang|sejumlah|belasan|puluhan|ratusan|warga|polisi)\s(?-i:\p{Ll})
    """,
    flags=regex.IGNORECASE | regex.VERBOSE,
)
