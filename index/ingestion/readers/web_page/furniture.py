"""Take out of a page what stands around its article: advertisements, captions, share bars, related articles."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

import regex
from lxml.html import HtmlElement

from index.ingestion.readers.web_page.tree import drop, short_text

# The elements of AMP pages that hold advertisements and other pages, and captions, which are about a picture.
_TAGS = ("amp-ad", "amp-embed", "amp-sticky-ad", "amp-sidebar", "amp-social-share", "amp-consent", "figcaption")
# Names that sites give to such blocks, as the words of a class or an id.
_NAMES = regex.compile(
    r"""
    (?<![a-z])(?:
      (?:fig)?captions? | ads? | ads(?:bygoogle|ense) | advert\w* | iklan | ad(?:slot|unit) | sponsor\w*
    | shar(?:e|es|ing|er|ethis|edaddy) | sosmed | socmed | socials? | addtoany
    | related\w* | terkait | baca[-_]*juga\w* | lihatjg | linksisip | read[-_]*(?:next|also) | also[-_]*read
    | recirc\w* | recommend\w* | rekomendasi | taboola | outbrain | most[-_]*(?:pop\w*|read) | (?:ter)?populer
    | trending | embed[-_]*story | links[-_]*block | comments? | komentar | disqus\w*
    | breadcrumbs? | newsletters? | cookies? | gdpr
    )(?![a-z])
    """,
    flags=regex.VERBOSE,
)
_CAPITAL = regex.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_LONGEST_NAMES = 500
# A block with more of the page's letters is the article itself, whatever it is called: the names of pages say what
# else they have, such as "comments-open".
_MOST_OF_PAGE = 0.25
_NEVER = frozenset({"html", "head", "body", "main", "article", "p"})
_UNSEEN = frozenset({"script", "style", "noscript", "template"})
_MOST_HEADLINES = 3
_PICTURES = ("img", "picture", "amp-img", "video", "amp-video")
_AROUND_PICTURES = frozenset(
    {"a", "center", "div", "figure", "picture", "span", "p", "table", "tbody", "td", "tr"}
)
_SMALL_PRINT = frozenset({"em", "i", "small"})
_BOXES = frozenset({"aside", "div", "section"})
_LONGEST_CAPTION = 300
_BLOCKS = frozenset({"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"})


@dataclass
class _Content:
    """The letters in an element, and whether it has the headline or blocks of text."""

    letters: int = 0
    has_headline: bool = False
    has_blocks: bool = False


def drop_furniture(tree: HtmlElement) -> None:
    """Take these blocks out of a tree, but none that has the headline or much of the text."""
    for element in list(tree.iter(*_TAGS)):
        drop(element)
    contents = _contents(tree)
    most = _MOST_OF_PAGE * contents[tree].letters
    for element, content in contents.items():
        if content.letters < most and not content.has_headline and _is_named(element):
            drop(element)
    boxes = [_box_with_caption(picture, contents) for picture in tree.iter(*_PICTURES)]
    boxes += [_box_with_form(form, contents) for form in tree.iter("form")]
    for box in (*boxes, *_before_headline(tree)):
        if box is not None and contents[box].letters < most and not contents[box].has_headline:
            drop(box)
    for figure in tree.iter("figure"):  # of a quotation or a table: trafilatura drops all figures
        if next(figure.iter(*_PICTURES, "iframe"), None) is None:
            figure.tag = "div"


def _contents(tree: HtmlElement) -> Mapping[HtmlElement, _Content]:
    contents = defaultdict[HtmlElement, _Content](_Content)
    for element in reversed([each for each in tree.iter() if isinstance(each.tag, str)]):
        own = contents[element]
        own.letters = 0 if element.tag in _UNSEEN else own.letters + _letters(element.text)
        own.has_headline |= element.tag == "h1"
        parent = element.getparent()
        if parent is not None:
            above = contents[parent]
            above.letters += own.letters + _letters(element.tail)
            above.has_headline |= own.has_headline
            above.has_blocks |= own.has_blocks or element.tag in _BLOCKS
    return contents


def _letters(text: str | None) -> int:
    return len((text or "").strip())


def _is_named(element: HtmlElement) -> bool:
    if element.tag in _NEVER or element.get("itemprop") == "articleBody":
        return False
    names = " ".join(element.get(name) or "" for name in ("class", "id", "data-component"))
    return len(names) <= _LONGEST_NAMES and _NAMES.search(_CAPITAL.sub("-", names).lower()) is not None


def _before_headline(tree: HtmlElement) -> list[HtmlElement]:
    """Return what stands before the heading that has the page's title, such as the name of a section."""
    title = _squeezed("".join(element.text or "" for element in islice(tree.iter("title"), 1)))
    for heading in islice(tree.iter("h1"), _MOST_HEADLINES):
        text = _squeezed(short_text(heading, _LONGEST_CAPTION) or "")
        if text and text in title:
            around = [heading, *heading.iterancestors()]
            return [before for element in around for before in element.itersiblings(preceding=True)]
    return []


def _squeezed(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _box_with_form(form: HtmlElement, contents: Mapping[HtmlElement, _Content]) -> HtmlElement | None:
    """Return the box of a form, such as that of a newsletter, if it holds no more than a short text."""
    box = form.getparent()
    is_box = box is not None and box.tag in _BOXES and contents[box].letters <= _LONGEST_CAPTION
    return box if is_box else None


def _box_with_caption(picture: HtmlElement, contents: Mapping[HtmlElement, _Content]) -> HtmlElement | None:
    """Return what holds a picture and, in an element of its own, a short text, but no blocks of text."""
    for above in picture.iterancestors():
        content = contents[above]
        if above.tag not in _AROUND_PICTURES or content.has_blocks or content.letters > _LONGEST_CAPTION:
            return None
        if content.letters:
            with_text = [child for child in above if isinstance(child.tag, str) and contents[child].letters]
            is_caption = len(with_text) == 1 and contents[with_text[0]].letters == content.letters
            is_caption = is_caption and (above.tag != "p" or with_text[0].tag in _SMALL_PRINT)
            return above if is_caption else None
    return None
