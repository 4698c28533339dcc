import re
from html.parser import HTMLParser

import pytest

from modelzoo.report.document import Paragraph, Report, Section
from modelzoo.report.html import render
from modelzoo.report.statements import NAME, read_statements
from tests.zoo.report.printing import long_table, sample, scatter

VOID = {"meta", "br", "hr", "img", "link", "input"}


class Page(HTMLParser):
    """The tags, attributes and texts of a page; whether each tag that was opened is closed in its turn."""

    def __init__(self, content):
        super().__init__()
        self.open, self.tags, self.texts, self.balanced = [], [], [], True
        self.feed(content.decode())
        self.balanced = self.balanced and not self.open

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        self.balanced = self.balanced and bool(self.open) and self.open.pop() == tag

    def handle_data(self, data):
        if not {"script", "style"} & set(self.open):
            self.texts.append(data)

    def all(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]

    @property
    def text(self):
        return " ".join("".join(self.texts).split())


@pytest.fixture(scope="module")
def content():
    return render(sample())


@pytest.fixture(scope="module")
def page(content):
    return Page(content)


def test_every_tag_is_closed_in_its_turn(page):
    assert page.balanced


def test_the_texts_of_the_report_and_its_pictures_are_in_the_page(page):
    for text in ("A choice: 5 < 7", "Ωmega ≤ 5 µs → chosen.", "EdgeSegNet & <Co>", "stage_119", "three", "block_11"):
        assert text in page.text


def test_nothing_is_asked_of_anybody_outside(page, content):
    asked = [value for _, attrs in page.tags for name, value in attrs.items() if name in ("src", "href", "xlink:href")]
    assert asked
    assert all(value.startswith("#") for value in asked)
    assert b"@import" not in content
    assert not re.search(rb"url\((?!#)", content)


def test_the_only_script_is_the_statements(page):
    assert page.all("script") == [{"type": "application/json", "id": NAME}]


def test_the_statements_are_read_back(content):
    found = re.search(rb'<script type="application/json" id="[^"]*">(.*?)</script>', content, re.DOTALL)
    assert read_statements(found[1].decode()).statements == sample().statements


def test_no_two_things_have_one_name_and_every_link_leads_somewhere(page):
    names = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(names) == len(set(names))
    links = [attrs[key][1:] for _, attrs in page.tags for key in ("href", "xlink:href") if key in attrs]
    links += [
        name
        for _, attrs in page.tags
        for name in re.findall(r"url\(#([^)]*)\)", " ".join(filter(None, attrs.values())))
    ]
    assert set(links) <= set(names)


def test_the_contents_name_every_section(page):
    targets = [attrs["href"] for attrs in page.all("a")]
    assert targets == ["#s0", "#s1", "#s2", "#s2.0", "#s2.1"]


def test_pictures_say_what_they_show(page):
    spoken = [attrs.get("aria-label", "") for attrs in page.all("svg") if attrs.get("role") == "img"]
    assert len(spoken) == len(page.all("svg")) == 4
    assert any("three (chosen)" in text for text in spoken)
    assert any("12 blocks and 11 wires" in text for text in spoken)


def test_cells_have_heads_for_those_who_hear_them(page):
    scopes = [attrs["scope"] for attrs in page.all("th")]
    assert scopes.count("col") == 3
    assert scopes.count("row") == 120


def test_figures_stand_to_the_right(page):
    assert sum(attrs.get("class") == "figure" for attrs in page.all("td")) == 120


def test_texts_cannot_become_tags():
    hostile = '<script>alert(1)</script><img src="http://x" onerror=alert(1)>&"'
    found = Page(
        render(Report(hostile, hostile, (Section("s", hostile, (Paragraph(hostile), scatter(hostile, "b"))),)))
    )
    assert len(found.all("script")) == 1
    assert not found.all("img")
    assert hostile in found.text


def test_colours_follow_the_screen_into_the_dark(content):
    text = content.decode()
    assert "prefers-color-scheme: dark" in text
    pictures = "".join(re.findall(r"<svg.*?</svg>", text, re.DOTALL))
    assert not re.findall(r"#[0-9a-f]{6}", pictures)


def test_the_page_can_be_printed(content):
    assert b"@media print" in content


def test_the_same_report_is_the_same_bytes(content):
    assert render(sample()) == content


def test_a_long_table_is_whole():
    found = Page(render(Report("T", "", (Section("s", "S", (long_table(500),)),))))
    assert len(found.all("tr")) == 501
