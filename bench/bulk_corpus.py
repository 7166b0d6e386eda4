"""A set of web archives to measure `khabar bulk` with, made of lists of news that are not part of the project.

usage: python bench/bulk_corpus.py FOLDER --news LIST.jsonl.gz … [--pages N] [--files M]

Each article of the lists (objects with a title and `content` or `full_text`) becomes an HTML page in one of five
templates written for this bench, as a response in one of M gzipped WARC files. As in a real crawl not all is news or
whole: of a hundred pages three are English, one is nearly empty and one is saved in windows-1256; in every file one
record is cut short, in every tenth a member is damaged and in every tenth but one the file ends in the middle. The
same lists give the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MENU = ("الرئيسية", "سياسة", "اقتصاد", "رياضة", "ثقافة", "منوعات", "صور", "فيديو", "اتصل بنا", "من نحن")
RELATED = (
    "تعليق العمل في المعبر بعد أعمال صيانة", "مجلس المدينة يناقش خطة النقل للعام المقبل",
    "افتتاح معرض الكتاب بمشاركة دور نشر عربية", "أسعار الخضار ترتفع في الأسواق المحلية",
)  # fmt: skip
ENGLISH = "The council met on Tuesday to discuss the water supply of the district and will meet again next week. "
SCRIPT = "<script>window.dataLayer=window.dataLayer||[];function t(a){dataLayer.push(a)}t('pageview');</script>" * 12
STYLE = "<style>" + ".box{margin:0 auto;padding:4px 8px;color:#222;float:right}" * 60 + "</style>"


def articles(lists: list[Path]) -> Iterator[dict[str, str]]:
    """Title, paragraphs, address and day of each article, in the lists' order."""
    for path in lists:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                row: dict[str, Any] = json.loads(line)
                body = row.get("full_text") or row.get("content") or ""
                yield {
                    "title": row.get("title") or "",
                    "body": body,
                    "url": f"https://example.org/{path.name.split('.')[0]}/{number}",
                    "day": (row.get("published_time") or row.get("date_extracted") or "")[:10],
                }


def page(article: dict[str, str], kind: int) -> bytes:
    """The page of an article in one of the five templates."""
    title = html.escape(article["title"])
    paragraphs = [html.escape(p.strip()) for p in article["body"].split("\n") if p.strip()]
    menu = "".join(f'<li><a href="/{n}">{word}</a></li>' for n, word in enumerate(MENU))
    related = "".join(f'<li><a href="/r{n}">{line}</a></li>' for n, line in enumerate(RELATED))
    text = "".join(f"<p>{p}</p>" for p in paragraphs)
    day = article["day"]
    meta = f'<meta property="article:published_time" content="{day}T09:30:00+03:00">' if kind != 3 else ""
    ld = json.dumps({"@type": "NewsArticle", "headline": article["title"], "datePublished": day}, ensure_ascii=False)
    bodies = (
        f'<nav><ul>{menu}</ul></nav><article><h1>{title}</h1><time datetime="{day}">{day}</time>{text}</article>'
        f"<aside><h3>اقرأ أيضاً</h3><ul>{related}</ul></aside><footer>جميع الحقوق محفوظة</footer>",
        f'<div id="top"><ul class="menu">{menu}</ul></div><div class="content"><h1 class="title">{title}</h1>'
        f'<div class="share">شارك على فيسبوك تويتر واتساب</div><div class="text">{text}</div>'
        f'<div class="related"><h4>مواضيع ذات صلة</h4><ul>{related}</ul></div></div>',
        f'<script type="application/ld+json">{ld}</script><main><header><h1>{title}</h1></header>'
        f'<section>{text}</section><ul class="tags"><li>أخبار</li></ul></main><div class="ads">إعلان</div>',
        f'<table width="100%"><tr><td>{"".join(f"<a>{w}</a> | " for w in MENU)}</td></tr><tr><td>'
        f'<font size="5">{title}</font><br>{"<br><br>".join(paragraphs)}</td></tr></table>',
        f'<div class="wrap"><div class="breadcrumb">{MENU[0]} &raquo; {MENU[1]}</div><h2>{title}</h2>'
        f'<span class="date">{day}</span><div class="entry">{text}</div>'
        f'<div id="comments"><h3>التعليقات</h3><p>لا توجد تعليقات</p></div></div>',
    )
    head = (
        f'<head><meta charset="{"windows-1256" if kind == 5 else "utf-8"}"><title>{title}</title>{meta}{STYLE}</head>'
    )
    whole = f'<!DOCTYPE html><html lang="ar" dir="rtl">{head}<body>{SCRIPT}{bodies[kind % 5]}{SCRIPT}</body></html>'
    return whole.encode("windows-1256", "xmlcharrefreplace") if kind == 5 else whole.encode()


def english(article: dict[str, str]) -> bytes:
    """A page of another language at the article's address."""
    body = "".join(f"<p>{ENGLISH * 4}</p>" for _ in range(6))
    return f'<html lang="en"><head><title>Council</title>{STYLE}</head><body>{SCRIPT}{body}</body></html>'.encode()


def record(article: dict[str, str], number: int) -> bytes:
    """One gzip member: the response with the page that this number gets."""
    of_hundred = number % 100
    if of_hundred in (17, 47, 77):
        content = english(article)
    elif of_hundred == 33:
        content = "<html><body>جار التحميل</body></html>".encode()
    else:
        content = page(article, 5 if of_hundred == 61 else number % 5)
    charset = "" if of_hundred == 61 else "; charset=utf-8"
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html{charset}\r\nContent-Length: {len(content)}\r\n\r\n".encode()
    fields = {
        "WARC-Type": "response", "WARC-Record-ID": f"<urn:uuid:00000000-0000-4000-8000-{number:012d}>",
        "WARC-Target-URI": article["url"], "WARC-Date": "2026-11-22T00:00:00Z",
        "Content-Type": "application/http; msgtype=response", "Content-Length": str(len(http) + len(content)),
    }  # fmt: skip
    head = "WARC/1.0\r\n" + "".join(f"{k}: {v}\r\n" for k, v in fields.items()) + "\r\n"
    return gzip.compress(head.encode() + http + content + b"\r\n\r\n", 6, mtime=0)


def damaged(members: list[bytes], number: int) -> list[bytes]:
    """What a crawl leaves: in every file a record cut short, in some a broken member or no end."""
    if len(members) > 3:
        whole = zlib.decompress(members[2], 31)
        members[2] = gzip.compress(whole[: len(whole) * 2 // 3], 6, mtime=0)
    if len(members) > 8 and number % 10 == 3:
        middle = len(members[6]) // 2
        members[6] = members[6][:middle] + b"\0" * 40 + members[6][middle + 40 :]
    if len(members) > 8 and number % 10 == 9:
        members[-1] = members[-1][: len(members[-1]) // 2]
    return members


def main() -> None:
    """Write the set and say what is in it."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--news", type=Path, nargs="+", required=True, help="lists of articles, .jsonl.gz")
    arguments.add_argument("--pages", type=int, default=0, help="at most so many, taken evenly from the lists")
    arguments.add_argument("--files", type=int, default=48)
    given = arguments.parse_args()
    found = list(articles(given.news))
    if given.pages and given.pages < len(found):
        found = [found[at * len(found) // given.pages] for at in range(given.pages)]
    given.folder.mkdir(parents=True, exist_ok=True)
    size = 0
    for number in range(given.files):
        first, last = (len(found) * n // given.files for n in (number, number + 1))
        members = [record(found[at], at) for at in range(first, last)]
        content = b"".join(damaged(members, number))
        (given.folder / f"set-{number:04d}.warc.gz").write_bytes(content)
        size += len(content)
    print(f"{len(found)} pages in {given.files} files, {size / 1e6:.1f} MB, in {given.folder}")


if __name__ == "__main__":
    main()
