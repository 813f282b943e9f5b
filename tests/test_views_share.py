"""Notebooks as pages, copies to open, and notebooks executed anew."""

from __future__ import annotations

import base64
from pathlib import Path

import nbformat
import pytest
from gold_trace import build_trace
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from test_views_html import read

from quotekit.errors import InputError, QuotekitError
from quotekit.views import lab
from quotekit.views.explorer import explore
from quotekit.views.html import style
from quotekit.views.pages import script
from quotekit.views.regenerate import VIEW, main, regenerate
from quotekit.views.share import hide_paths, share

PIXEL = base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()


def write(folder: Path, *cells, name: str = "catatan.ipynb") -> Path:
    path = folder / name
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    nbformat.write(new_notebook(cells=list(cells)), path)
    return path


def code(source: str, *outputs) -> dict:
    return new_code_cell(source, outputs=list(outputs), execution_count=1)


def data(**bundle) -> dict:
    return new_output("display_data", {key.replace("_", "/"): value for key, value in bundle.items()})


def test_a_page_has_everything_of_the_notebook(tmp_path):
    """Prose, code, tables, pictures, printed words and errors stand in the page; headings in its contents."""
    page = share(
        write(
            tmp_path,
            new_markdown_cell("# Siapa *berkata* apa\n\nProsa & lain."),
            new_markdown_cell("## Bagian"),
            code("x = 1 < 2", data(text_html="<table><tr><td>isi</td></tr></table>", text_plain="isi")),
            code("plot()", data(image_png=PIXEL, text_plain="<Figure: x>")),
            code("print(1)", new_output("stream", text="kata < tercetak\n")),
            code("1/0", new_output("error", ename="E", evalue="v", traceback=["\x1b[31mgagal\x1b[0m"])),
        )
    )
    words = "".join(read(page).words)
    links = [attributes["href"] for name, attributes in read(page).tags if name == "a"]

    for expected in ("Prosa & lain.", "x = 1 < 2", "isi", "kata < tercetak", "gagal", "Siapa berkata apa"):
        assert expected in words
    assert f'src="data:image/png;base64,{PIXEL}" alt="&lt;Figure: x&gt;"' in page
    assert links == ["#part-1", "#part-2"]
    assert "<title>Siapa berkata apa</title>" in page


def test_explorers_share_one_style_and_script(tmp_path):
    """Two explorers in a notebook do not bring style and script twice into its page."""
    bundle = explore(build_trace())._repr_mimebundle_()
    output = new_output("display_data", {key: bundle[key] for key in ("text/html", "text/plain")})
    page = share(write(tmp_path, code("a", output), code("b", output)))

    assert page.count(style()) == page.count(script()) == 1
    assert page.count('class="qk-sheet"') == 2


def test_pictures_beside_the_notebook_are_put_into_the_page(tmp_path):
    """A local picture is embedded; the page needs no other file."""
    (tmp_path / "peta.png").write_bytes(b"\x89PNG\r\n\x1a\n")

    assert f'src="data:image/png;base64,{PIXEL}"' in share(
        write(tmp_path, new_markdown_cell("![peta](peta.png)"))
    )


def test_the_page_forbids_every_request(tmp_path):
    """Whatever an output names, the page's policy lets the browser fetch nothing."""
    page = share(write(tmp_path, code("x", data(text_html='<img src="http://contoh.example/x.png">'))))

    assert any("default-src 'none'" in attributes.get("content", "") for _, attributes in read(page).tags)


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("File /home/budi/riset/a.py, line 3", "File …/a.py, line 3"),
        ('"/Users/siti/Documents/x y.csv"', '"…/x y.csv"'),
        (r"C:\Users\Budi\data\b.csv", "…/b.csv"),
        (r"C:\\Users\\Budi\\data\\b.csv", "…/b.csv"),
        ("/root/kerja", "…/kerja"),
        ("<td>/home/budi/x</td>", "<td>…/x</td>"),
        ("lihat /usr/share/dict dan /rooted/x", "lihat /usr/share/dict dan /rooted/x"),
        ("https://contoh.example/home/x", "https://contoh.example/home/x"),
    ],
)
def test_folders_of_people_are_hidden(text, hidden):
    """Home folders of any system are cut out; the names of files stay, other words are not touched."""
    assert hide_paths(text) == hidden


@given(st.text())
def test_no_folder_of_this_machine_survives(text):
    """Home and working folder never survive, whatever stands around them."""
    for folder in (str(Path.home()), str(Path.cwd())):
        assert f"{folder}/" not in hide_paths(
            f"{text} {folder}/data {text}".replace(folder + "/", f"{folder}/")
        )


@pytest.mark.parametrize(
    ("name", "content", "message"), [("no.ipynb", None, "cannot read"), ("x.ipynb", "isi", "is no notebook")]
)
def test_what_is_no_notebook_is_refused(tmp_path, name, content, message):
    """A missing file and a file that is no notebook are refused in words."""
    if content is not None:
        (tmp_path / name).write_text(content)
    with pytest.raises(InputError, match=message):
        share(tmp_path / name)


def test_copies_are_never_overwritten(tmp_path, monkeypatch):
    """A copy that somebody has worked in stays as it is; missing ones are copied."""
    source = tmp_path / "source"
    source.mkdir()
    write(source, new_markdown_cell("# Satu"), name="01_satu.ipynb")
    write(source, new_markdown_cell("# Dua"), name="02_dua.ipynb")
    monkeypatch.setattr(lab, "notebooks_path", lambda: source)
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))
    folder = tmp_path / "copies"
    folder.mkdir()
    (folder / "01_satu.ipynb").write_text("sudah dikerjakan")
    copies = lab.copy_notebooks(folder)

    assert [copy.name for copy in copies] == ["01_satu.ipynb", "02_dua.ipynb"]
    assert (folder / "01_satu.ipynb").read_text() == "sudah dikerjakan"
    assert (folder / "02_dua.ipynb").read_bytes() == (source / "02_dua.ipynb").read_bytes()


def test_a_folder_that_cannot_be_made_is_refused(tmp_path):
    """A file where the folder should be is said in words."""
    (tmp_path / "x").write_text("")
    with pytest.raises(QuotekitError, match="cannot make the folder"):
        lab.copy_notebooks(tmp_path / "x" / "y")


def test_regenerating_is_settled_after_one_run(tmp_path, capsys):
    """A notebook run twice has the same bytes: no times, no versions, no ids of widgets."""
    path = write(tmp_path, code("1 + 1"))
    main(str(tmp_path))
    first = path.read_bytes()
    main(str(tmp_path))

    assert path.read_bytes() == first
    assert capsys.readouterr().out == "catatan.ipynb: changed\ncatatan.ipynb: unchanged\n"
    assert b'"text/plain": [\n       "2"\n' in first
    assert VIEW.encode() not in first


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("1/0", "a cell failed: ZeroDivisionError"),
        ("import ipywidgets; ipywidgets.IntSlider()", "no page to fall back on"),
    ],
)
def test_a_notebook_that_cannot_be_settled_is_refused(tmp_path, source, message):
    """A failing cell and a widget that nobody could see without a kernel stop the regeneration."""
    path = write(tmp_path, code(source))
    before = path.read_bytes()
    with pytest.raises(QuotekitError, match=message):
        regenerate(path)
    assert path.read_bytes() == before


def test_a_folder_without_notebooks_is_refused(tmp_path):
    """Naming the wrong folder is no success."""
    with pytest.raises(InputError, match="no notebooks"):
        main(str(tmp_path))
