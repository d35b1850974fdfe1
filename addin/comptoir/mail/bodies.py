r"""What a mail says: HTML made harmless, turned to text, and split from what it quotes.

HTML is cleaned by nh3 (ammonia). Nothing is ever loaded: pictures may only refer to parts
of the same mail (``cid:``), styles and everything that runs are dropped.

>>> sanitised('<p onclick="x()">Hi<img src="https://t.example/pixel.gif"></p>')
'<p>Hi<img></p>'
>>> split("OK for 12 May.\n\nOn 3 May 2026, Li wrote:\n> Is it fine?")
Split(own='OK for 12 May.', quoted='On 3 May 2026, Li wrote:\n> Is it fine?', signature='')
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from itertools import pairwise

import nh3

MAX_HTML = 2_000_000  # characters; longer bodies are cut before cleaning
MAX_NESTING = 1_000
# The tags whose end nothing implies: only these nest when they are left open.
_NESTING = re.compile(
    r"<(/?)(?:div|blockquote|span|font|table|b|i|u|em|strong|a|center|section|article)\b[^>]*>",
    re.IGNORECASE,
)
_TAGS = {
    *("a", "b", "blockquote", "br", "caption", "code", "col", "colgroup", "div", "em", "h1"),
    *("h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "li", "ol", "p", "pre", "s", "span"),
    *("strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul"),
}
_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
_GONE_WITH_CONTENT = {"script", "style", "title", "head", "noscript", "template", "svg", "math"}
_GONE_WITH_CONTENT |= {"iframe", "object", "textarea"}
_TOKENS = re.compile(r"(<[^>]*>)")
_BLOCKS = frozenset(
    ("br", "div", "p", "li", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "pre", "ul")
)
_CELLS = frozenset(("td", "th"))


def _kept(tag: str, attribute: str, value: str) -> str | None:
    if tag == "img" and attribute == "src" and not value.strip().lower().startswith("cid:"):
        return None
    return value


_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags=_GONE_WITH_CONTENT,
    attributes=_ATTRIBUTES,
    attribute_filter=_kept,
    url_schemes={"http", "https", "mailto", "tel", "cid"},
    link_rel="noopener noreferrer nofollow",
)


def sanitised(markup: str) -> str:
    """*markup* without anything that runs, loads or hides."""
    return _CLEANER.clean(_shallow(markup[:MAX_HTML])).replace("\x00", "")


def _shallow(markup: str) -> str:
    """*markup* without tags from where it nests too deeply: cleaning is quadratic there."""
    if markup.count("<") <= MAX_NESTING:
        return markup
    depth = 0
    for tag in _NESTING.finditer(markup):
        depth += -1 if tag[1] else 1
        if depth > MAX_NESTING:
            return markup[: tag.start()] + _TOKENS.sub(" ", markup[tag.start() :])
    return markup


def text_of(clean: str) -> str:
    """Sanitised HTML as text: a line to the block, "> " before what a blockquote holds."""
    out: list[str] = []
    depth = 0
    for piece in _TOKENS.split(clean):
        if not piece.startswith("<"):
            out.append(re.sub(r"\s+", " ", html.unescape(piece)))
            continue
        closing, tag = piece.startswith("</"), re.sub(r"[^a-z0-9]", "", piece.split()[0].lower())
        if tag == "blockquote":
            depth = max(0, depth + (-1 if closing else 1))
            out.append("\n" + "> " * min(depth, 5))
        elif tag in _BLOCKS and (not closing or tag != "br"):
            out.append("\n" + "> " * min(depth, 5))
        elif tag in _CELLS and closing:
            out.append("\t")
    lines = [line.strip() for line in "".join(out).split("\n")]
    return "\n".join(_single_blanks([line for line in lines if line != ">"])).strip()


def _single_blanks(lines: list[str]) -> list[str]:
    return [b for a, b in pairwise(["", *lines]) if a or b]


_WROTE = re.compile(
    r"^(?:On|Le|Am|El|Il|Op|Em|W dniu|Den)\b.{3,200}\b"
    r"(?:wrote|a écrit|schrieb|escribió|ha scritto|schreef|escreveu|napisał|skrev)\b.{0,80}:$",
    re.IGNORECASE,
)
_BANNER = re.compile(
    r"^(?:-{2,} ?(?:Original Message|Original-Nachricht|Ursprüngliche Nachricht|"
    r"Message d.origine|Message original|Mensaje original|Messaggio originale|"
    r"Forwarded message|Message transféré|Weitergeleitete Nachricht) ?-{2,}"
    r"|Begin forwarded message:|Début du message (?:transféré|réexpédié) ?:|_{20,})$",
    re.IGNORECASE,
)
_FROM_LINE = re.compile(r"^\*?(?:From|De|Von|Da|Van|Od) ?: ?\*? ?\S", re.IGNORECASE)
_NEXT_LINE = re.compile(
    r"^\*?(?:Sent|Date|To|Subject|Envoyé|Date|À|A|Objet|Gesendet|Datum|An|Betreff|Enviado|Para"
    r"|Asunto|Inviato|Oggetto|Verzonden|Aan|Onderwerp) ?: ?\*? ?\S",
    re.IGNORECASE,
)
_MOBILE = re.compile(
    r"^(?:Sent from my |Envoyé de(?:puis)? mon |Von meinem .{1,40} gesendet|Get Outlook for |"
    r"Télécharger Outlook pour |Enviado desde mi |Inviato da )",
    re.IGNORECASE,
)
_GOODBYE = re.compile(
    r"^(?:(?:best|kind|warm|with (?:best|kind))? ?regards|best wishes|sincerely(?: yours)?|"
    r"yours (?:sincerely|faithfully|truly)|(?:bien )?(?:à vous|cordialement)|"
    r"(?:sincères |meilleures )?salutations(?: distinguées)?|"
    r"mit freundlichen grüßen|(?:freundliche|viele|beste) grüße|saludos(?: cordiales)?|"
    r"un cordial saludo|cordiali saluti|distinti saluti|met vriendelijke groet(?:en)?|"
    r"atenciosamente|pozdrawiam)[,.! ]*$",
    re.IGNORECASE,
)
_OPENINGS = frozenset(("On ", "Le ", "Am "))
_LONGEST_SIGNATURE = 14  # lines


@dataclass(frozen=True, slots=True)
class Split:
    """A body in three: the sender's own words, what they quote, their signature."""

    own: str
    quoted: str
    signature: str


def _quote_starts(lines: list[str]) -> int:
    for at, raw in enumerate(lines):
        line = raw.strip()
        if line.startswith(">") or _BANNER.match(line):
            return at
        following = lines[at + 1].strip() if at + 1 < len(lines) else ""
        if _WROTE.match(line) or (line[:3] in _OPENINGS and _WROTE.match(f"{line} {following}")):
            return at
        block = lines[at + 1 : at + 4]
        if _FROM_LINE.match(line) and any(_NEXT_LINE.match(x.strip()) for x in block):
            return at
    return len(lines)


def _signature_starts(lines: list[str]) -> int:
    for at, raw in enumerate(lines):
        if raw.rstrip("\r") in {"-- ", "--"} or _MOBILE.match(raw.strip()):
            return at
    last = max((at for at, line in enumerate(lines) if _GOODBYE.match(line.strip())), default=None)
    if last is not None and len(lines) - last <= _LONGEST_SIGNATURE:
        return last
    return len(lines)


def split(text: str) -> Split:
    """Set apart what is quoted and signed. No line is lost, none is in two parts.

    An answer written between or below quoted lines is kept with the sender's own words.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    start = _quote_starts(lines)
    own, quoted = lines[:start], lines[start:]
    if any(line.lstrip().startswith(">") for line in quoted[:3]):
        below, quoted = _answers_below(quoted)
        own += below
    sign = _signature_starts(own)
    return Split(*("\n".join(part).strip("\n") for part in (own[:sign], quoted, own[sign:])))


def layers(quoted: str) -> tuple[str, ...]:
    r"""The mails that a quotation holds, the nearest first, each with what stands above it.

    >>> layers("On 3 May 2026, Li wrote:\n> Fine?\n>\n> > As before.")
    ('On 3 May 2026, Li wrote:\nFine?\n', 'As before.')
    """
    found: list[str] = []
    lines = quoted.split("\n")
    while any(line.strip() for line in lines) and len(found) < _DEEPEST:
        lines = _one_level_up(lines)
        head = _head_ends(lines)
        end = max(1, head + _quote_starts(lines[head:]))
        found.append("\n".join(lines[:end]))
        lines = lines[end:]
    return (*found[:-1], "\n".join([*found[-1:], *lines])) if found else ()


_DEEPEST = 10
_SIGN = re.compile(r"^\s*> ?")


def _one_level_up(lines: list[str]) -> list[str]:
    """The lines without the signs of the outermost quotation, where that is how it is marked."""
    at = _head_ends(lines)
    below = [line for line in lines[at:] if line.strip()]
    if not below or not below[0].lstrip().startswith(">"):
        return lines
    marked = sum(line.lstrip().startswith(">") for line in below)
    if marked * 2 < len(below):
        return lines
    return lines[:at] + [_SIGN.sub("", line) for line in lines[at:]]


def _head_ends(lines: list[str]) -> int:
    """Where the banner, the sentence or the block that opens a quotation ends."""
    at = 0
    while at < len(lines) and (not lines[at].strip() or _opens(lines, at)):
        at += 1
    return at


def _opens(lines: list[str], at: int) -> bool:
    """Whether a line belongs to what opens a quotation; the sentence may be broken over two."""
    before, line, after = (
        lines[one].strip() if 0 <= one < len(lines) else "" for one in (at - 1, at, at + 1)
    )
    return any(one.match(line) for one in (_BANNER, _FROM_LINE, _NEXT_LINE, _WROTE)) or any(
        first[:3] in _OPENINGS and _WROTE.match(f"{first} {second}")
        for first, second in ((line, after), (before, line))
    )


def _answers_below(quoted: list[str]) -> tuple[list[str], list[str]]:
    own: list[str] = []
    first = next(at for at, line in enumerate(quoted) if line.lstrip().startswith(">"))
    kept = quoted[:first]
    for at, raw in enumerate(quoted[first:], first):
        line = raw.strip()
        if _BANNER.match(line) or _FROM_LINE.match(line):
            return own, kept + quoted[at:]
        answers = line and not line.startswith(">") and not _WROTE.match(line)
        (own if answers else kept).append(raw)
    return own, kept
