"""Telegram's HTML: the entities of valid markup, and the errors of invalid markup."""

import pytest

from tests.botapi.server.errors import ApiError
from tests.botapi.server.formatting.entities import formatted
from tests.botapi.server.formatting.html import parse_html


def entities_of(html: str) -> list[tuple[str, int, int]]:
    _, entities = formatted(*parse_html(html))
    return [(entity.type, entity.offset, entity.length) for entity in entities]


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<b>a</b>", "bold"),
        ("<STRONG>a</strong>", "bold"),
        ("<i>a</i>", "italic"),
        ("<em>a</em>", "italic"),
        ("<u>a</u>", "underline"),
        ("<ins>a</ins>", "underline"),
        ("<s>a</s>", "strikethrough"),
        ("<strike>a</strike>", "strikethrough"),
        ("<del>a</del>", "strikethrough"),
        ('<span class="tg-spoiler">a</span>', "spoiler"),
        ("<tg-spoiler>a</tg-spoiler>", "spoiler"),
        ("<code>a</code>", "code"),
        ("<pre>a</pre>", "pre"),
        ("<blockquote>a</blockquote>", "blockquote"),
        ("<blockquote expandable>a</blockquote >", "expandable_blockquote"),
        ("<a href=example.com>a</a>", "text_link"),
        ('<tg-emoji emoji-id="5368324170671202286">a</tg-emoji>', "custom_emoji"),
    ],
)
def test_every_tag_marks_its_text(html: str, kind: str) -> None:
    assert entities_of(html) == [(kind, 0, 1)]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("&lt;b&gt; &amp;amp; &quot;", '<b> &amp; "'),
        ("&#65;&#x1F642;&lt", "A🙂<"),
        ("&nbsp;&apos;&#0;&ltb;&", "&nbsp;&apos;&#0;&ltb;&"),
        ("a\tb\r\nc", "a b\nc"),
        (" \n <b></b> a \n", "a"),
    ],
)
def test_only_references_that_telegram_knows_are_decoded(html: str, text: str) -> None:
    assert formatted(*parse_html(html)) == (text, ())


def test_links_and_languages_are_kept() -> None:
    _, (link, code) = formatted(
        *parse_html(
            '<a href="HTTPS://Example.com?a=1&amp;b=2">a</a> <pre><code class="language-py">b</code></pre>'
        )
    )
    assert link.url == "https://example.com/?a=1&b=2"
    assert code.to_json() == {"type": "pre", "offset": 2, "length": 1, "language": "py"}


def test_a_link_to_nowhere_is_no_link() -> None:
    assert entities_of('<a href="news">a</a>') == []


def test_offsets_count_utf16_code_units() -> None:
    assert entities_of("🙂<b>é🙂</b>") == [("bold", 2, 3)]


def test_styles_are_merged_cut_around_links_and_left_out_of_code() -> None:
    assert entities_of("<b>a</b><b>b</b>") == [("bold", 0, 2)]
    assert entities_of('<b>a <a href="https://e.no">b</a></b>') == [
        ("bold", 0, 2),
        ("text_link", 2, 1),
        ("bold", 2, 1),
    ]
    assert entities_of("<b>a<code>b</code></b>") == [("bold", 0, 1), ("code", 1, 1)]


def test_telegram_marks_no_command_inside_code_or_a_link() -> None:
    html = '<code>/ask</code> <a href="https://e.no">@kutip_bot</a> /ask'
    assert [kind for kind, _, _ in entities_of(html)] == ["code", "text_link", "bot_command"]


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b ", 'Empty attribute name in the tag "b" at byte offset 0'),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
        ('<a href="x>', "Unclosed start tag at byte offset 0"),
        ("<a href=x/y>a</a>", "Unexpected end of name token at byte offset 8"),
        ('<span class="x">a</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<b>é</i>", 'Unmatched end tag at byte offset 5, expected "</b>", found "</i>"'),
        ("</b>", "Unexpected end tag at byte offset 0"),
        ("<b><i>a</i>", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<tg-emoji>a</tg-emoji>", "Invalid custom emoji identifier specified"),
        (
            "<blockquote>a<blockquote>b</blockquote></blockquote>",
            'Nested start tag "blockquote" at byte offset 13',
        ),
    ],
)
def test_bad_markup_is_refused_in_telegrams_words(html: str, reason: str) -> None:
    with pytest.raises(ApiError) as caught:
        parse_html(html)
    assert caught.value.description == f"Bad Request: can't parse entities: {reason}"
