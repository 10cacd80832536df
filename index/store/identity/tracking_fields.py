"""Recognise the fields of an address that say who followed it and from where, and nothing about its page.

courlan takes any field whose name contains "ref", "source", "campaign" or "cid" for one of these, and made one
article of "read?cid=1" and "read?cid=2". Names that only advertisers and networks use count with any value, others
only with a value that names no article.
"""

import re

_CERTAIN = re.compile(
    r"""
    (?:utm|hsa|guce)_.+
    | (?:mtm|pk|piwik|matomo)_(?:campaign|kwd|keyword|source|medium|content|cid|group|placement)
    | itm_(?:source|medium|campaign|content|term|channel) | ga_(?:source|medium|campaign|content|term|place)
    | at_(?:medium|campaign|format|ptr_\w+|bbc_\w+|link_\w+|custom\d+)
    | ns_(?:mchannel|source|campaign|linkname|fee)
    | gclid | gclsrc | dclid | gbraid | wbraid | msclkid | twclid | ttclid | yclid | ysclid | li_fat_id | srsltid
    | fbclid | fb_(?:action_ids|action_types|source|ref) | igsh | igshid | epik | mc_[ce]id | mkt_tok | zanpid
    | vero_(?:id|conv) | oly_(?:anon|enc)_id | _ga | _gl | _hsenc | _hsmi | __hs\w+ | _branch_match_id | _openstat
    | __twitter_impression | xtor | ref_(?:src|url) | wt_z?mc | wt\.mc(?:_id)? | guccounter | amp_js_v | usqp
    | trk(?:_contact|_msg|_module|_sid)?
    """,
    re.VERBOSE,
)
_PLACES = """
facebook fb twitter x t whatsapp wa telegram tg line linkedin pinterest instagram ig threads tiktok youtube yt
reddit tumblr pocket email mail google googlenews google_news bing rss feed newsletter push notification app share
social home homepage beranda headline sidebar terkait related copylink copy link web mobile desktop android ios
jetpack native print press-this
"""
_OF_PLACES = "ref referrer referer source src medium campaign from share shared via feature"
_WHOLE = frozenset({"1", "all", "semua", "full"})
_SWITCHED = frozenset({"", "0", "1", "true", "yes", "amp", "mobile"})
_VALUES = dict.fromkeys(_OF_PLACES.split(), frozenset(_PLACES.split())) | {
    "amp": _SWITCHED,
    "outputtype": _SWITCHED,
    "mobile": _SWITCHED,
    # The first page of an article, and the one with all of it.
    **dict.fromkeys(("page", "halaman", "hal", "showpage", "pagenum", "page_num"), _WHOLE),
    "single": frozenset({"1", "true"}),
    "s": frozenset({"09"}),  # of the app of X, where no other number begins with 0
}
_SHARED_BY = re.compile(r"(?=.*[a-z])[\w-]{10,}", re.IGNORECASE)
_BLOG_PATH = re.compile(r"/(?:\d{4}/\d\d|p)/[^/]+\.html")


def says_nothing(name: str, value: str, path: str) -> bool:
    """Return whether a field, its name in small letters, tells no page at a path from another one."""
    if _CERTAIN.fullmatch(name):
        return True
    if name == "si":  # of links that YouTube and others share
        return _SHARED_BY.fullmatch(value) is not None
    if name == "m":  # the mobile page of Blogger
        return value in ("0", "1") and _BLOG_PATH.fullmatch(path) is not None
    return value.lower() in _VALUES.get(name, ())
