import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from modelzoo.jobs import finish
from modelzoo.report.document import Column, Paragraph, Report, Section, Table
from modelzoo.report.pdf import render, steps
from modelzoo.report.statements import NAME, read_statements
from tests.zoo.report.printing import bars, chain, long_table, sample, wide_table


@pytest.fixture(scope="module")
def pages():
    return PdfReader(io.BytesIO(render(sample())))


def read(*parts, paper="A4"):
    report = Report("Title", "", (Section("s", "Section", parts),))
    return PdfReader(io.BytesIO(render(report, paper)))


def texts(reader):
    return [page.extract_text() for page in reader.pages]


def entries(outline):
    return [entries(each) if isinstance(each, list) else each.title for each in outline]


def test_all_text_can_be_read_back_in_any_script(pages):
    whole = "\n".join(texts(pages))
    for text in ("A choice: 5 < 7", "Ann Author", "Ωmega ≤ 5 µs → chosen.", "EdgeSegNet & <Co>", "651,617", "64×56×56"):
        assert text in whole


def test_the_texts_of_pictures_are_texts(pages):
    whole = "\n".join(texts(pages))
    for text in ("three", "p50 (ms)", "on the Pareto front", "A meets B", "block_11", "11×56×56", "1.00"):
        assert text in whole, text


def test_no_picture_is_made_of_pixels(pages):
    assert not any(len(page.images) for page in pages.pages)


def test_every_page_tells_its_number_and_how_many_there_are(pages):
    for number, text in enumerate(texts(pages), 1):
        assert f"Page {number} of {len(pages.pages)}" in text


def test_every_page_but_the_first_names_the_report_and_its_section(pages):
    for text in texts(pages)[1:]:
        lines = text.splitlines()
        assert "A choice: 5 < 7" in lines
        assert {"Summary", "Trade-off", "Models"} & set(lines)


def test_the_outline_is_that_of_the_sections(pages):
    assert entries(pages.outline) == ["Summary", "Trade-off", "Models", ["EdgeSegNet & <Co>", "Other"]]


def test_the_outline_leads_to_the_page_of_the_heading(pages):
    for entry in (pages.outline[1], pages.outline[2], pages.outline[3][0]):
        assert entry.title in pages.pages[pages.get_destination_page_number(entry)].extract_text()


def test_the_first_page_begins_with_the_summary_and_the_contents_stand_behind_it(pages):
    text = pages.pages[0].extract_text()
    assert text.index("Busy machine.") < text.index("Contents")


def test_letters_that_the_font_lacks_are_told_of_and_a_sign_stands_for_each():
    plain, odd = (texts(read(Paragraph(text)))[0] for text in ("Δ ≤ 5", "Δ ≤ 5 模型"))
    assert "lacks" not in plain and "lacks some letters (U+578B, U+6A21)" in odd
    assert "Δ ≤ 5 \N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}" in odd


def test_words_that_are_read_from_the_right_are_told_of():
    assert "read from the right" in texts(read(Paragraph("שלום")))[0]


def test_a_report_can_be_left_between_two_of_its_pictures():
    job = steps(sample())
    told = [next(job) for _ in range(3)]
    job.close()
    assert all(0 <= each.share < 1 and each.text for each in told)
    assert finish(steps(sample())) == render(sample())


def test_the_contents_name_each_section_with_its_page(pages):
    at = pages.get_destination_page_number(pages.outline[2]) + 1
    lines = pages.pages[0].extract_text(extraction_mode="layout").splitlines()
    (line,) = (line for line in lines if line.strip().startswith("Models"))
    assert line.split()[-1] == str(at)


def test_the_heads_of_a_long_table_stand_on_each_of_its_pages():
    found = [text for text in texts(read(long_table())) if "stage_" in text]
    assert len(found) > 2
    assert all("Layer" in text and "(torchinfo)" in text for text in found)


@pytest.mark.parametrize("rows", range(40, 56))
def test_no_page_has_a_lone_row_of_a_long_table(rows):
    for text in texts(read(long_table(rows))):
        assert text.count("stage_") == 0 or text.count("stage_") >= 3


def test_a_row_is_never_lost_where_a_table_breaks():
    whole = "\n".join(texts(read(long_table(200)))).split()
    assert [word for word in whole if word.startswith("stage_")] == [f"stage_{row}" for row in range(200)]


@pytest.mark.parametrize(
    ("part", "begin"),
    [(wide_table(3), "Candidate 0"), (long_table(), "stage_2"), (bars(4), "block_3"), (chain(2), "block_0")],
)
def test_a_heading_never_stands_alone_at_the_foot_of_a_page(part, begin):
    for lines in range(18, 24):
        filling = Section("first", "First", tuple(Paragraph(f"line {number}") for number in range(lines)))
        report = Report("Title", "", (filling, Section("second", "Second", (part,))))
        reader = PdfReader(io.BytesIO(render(report)))
        assert begin in reader.pages[reader.get_destination_page_number(reader.outline[1])].extract_text()


def test_a_table_too_wide_for_the_page_is_on_a_page_that_lies_and_the_next_stands_again():
    reader = read(wide_table(14), Paragraph("and on"))
    wide = [page.mediabox.width > page.mediabox.height for page in reader.pages if "All figures" in page.extract_text()]
    assert wide == [True]
    last = reader.pages[-1]
    assert last.mediabox.height > last.mediabox.width
    assert "and on" in last.extract_text()


def test_a_table_too_wide_for_any_page_goes_on_below_with_its_first_column():
    whole = "\n".join(texts(read(wide_table(40))))
    assert "All figures (continued)" in whole
    assert all(f"Figure{at}" in whole.split() for at in range(40))
    assert whole.count("Candidate 2") > 1


def test_a_text_longer_than_its_column_is_broken_and_whole():
    long = " ".join(f"word{number}" for number in range(60))
    table = Table((Column("Name"), Column("What", "", False)), (("a", long),))
    words = "\n".join(texts(read(table))).split()
    assert [word for word in words if word.startswith("word")] == long.split()


def test_the_statements_are_attached_and_read_back(pages):
    (content,) = pages.attachments[f"{NAME}.json"]
    assert read_statements(content.decode()).statements == sample().statements


def test_the_same_report_is_the_same_bytes():
    assert render(sample()) == render(sample())


def test_the_file_tells_its_title_and_its_maker(pages):
    told = pages.metadata
    assert (told.title, told.author, told.creator) == ("A choice: 5 < 7", "Ann Author", "Slimscope")


def test_the_fonts_are_in_the_file(pages):
    used = [font.get_object() for page in pages.pages for font in page["/Resources"]["/Font"].values()]
    for font in used:
        if "DejaVu" in font["/BaseFont"]:
            assert "/FontFile2" in font["/FontDescriptor"] and "/ToUnicode" in font


@pytest.mark.parametrize(("paper", "size"), [("A4", (595, 842)), ("Letter", (612, 792))])
def test_the_paper_is_as_asked(paper, size):
    box = read(Paragraph("text"), paper=paper).pages[0].mediabox
    assert (round(box.width), round(box.height)) == size


def test_a_report_without_sections_is_a_page():
    reader = PdfReader(io.BytesIO(render(replace(sample(), sections=()))))
    assert "Page 1 of 1" in reader.pages[0].extract_text()


def test_pictures_too_high_for_a_page_go_on_in_further_ones():
    whole = "\n".join(texts(read(chain(90), bars(70))))
    words = whole.split()
    assert "Graph (1 of" in whole and "Time per block (1 of" in whole
    assert [word for word in words if word in {"block_0", "block_89", "block_69"}].count("block_0") == 2
    assert "block_89" in words and "block_69" in words


def test_empty_parts_are_no_fault():
    reader = read(Table((Column("Name"),), ()), chain(0), bars(0), replace(chain(1), wires=()))
    assert "block_0" in "\n".join(texts(reader))


@pytest.mark.parametrize("rows", range(15, 60, 3))
def test_a_note_below_a_table_is_never_alone_on_a_page(rows):
    for text in texts(read(long_table(rows))):
        assert "Counted on paper." not in text or text.count("stage_") >= 3
