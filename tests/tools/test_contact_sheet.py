"""The page of pictures shows every picture that the journeys kept, each page together."""

from pathlib import Path

from tools import contact_sheet

PICTURES = (
    "landing-390-light-fi.png",
    "landing-1440-dark-sv.png",
    "question-4a-390-dark-en.png",
    "something else.png",
)


def test_every_picture_stands_under_its_page(tmp_path: Path) -> None:
    for name in PICTURES:
        (tmp_path / name).write_bytes(b"")
    sheet = contact_sheet.make(tmp_path)
    assert sheet
    written = sheet.read_text()
    assert "2 pages and states" in written
    assert all(written.count(f'src="{name}"') == 1 for name in PICTURES[:3])
    assert written.index("<h2>landing") < written.index("1440-dark-sv") < written.index("<h2>question-4a")


def test_without_pictures_there_is_no_page(tmp_path: Path) -> None:
    assert contact_sheet.make(tmp_path) is None
