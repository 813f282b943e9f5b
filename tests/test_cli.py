"""The command line on the samples: outputs, exit states, one-line errors, quiet streams."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from quotekit.cli import main
from quotekit.files import read_table, read_trace
from quotekit.samples import sample_path
from quotekit.tables import COLUMNS, ORDER, check_offsets

SEEDS = str(sample_path())
GOLD = str(sample_path() / "gold.jsonl")
COMMANDS = ("extract", "link", "trace", "evaluate", "explain", "share", "lab")


def lines(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


def run(*words: str, **options) -> subprocess.CompletedProcess:
    """Run quotekit in a process of its own."""
    command = [sys.executable, "-m", "quotekit", *words]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=300, **options)


@pytest.fixture(scope="module")
def traced(tmp_path_factory) -> Path:
    """Return a folder that `trace` wrote of the samples."""
    folder = tmp_path_factory.mktemp("traced") / "out"
    assert main(["trace", SEEDS, "-o", str(folder)]) == 0
    return folder


def test_extract_prints_one_row_a_quotation(capsys):
    """The rows have the columns of `quotes`, sorted, and their offsets hold."""
    assert main(["extract", SEEDS]) == 0
    rows = lines(capsys.readouterr().out)
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sample_path().glob("*.txt")}

    assert len(rows) > 20
    assert {tuple(row) for row in rows} == {tuple(COLUMNS["quotes"])}
    assert rows == sorted(rows, key=lambda row: [row[name] for name in ORDER["quotes"]])
    assert all(texts[row["article_id"]][row["start"] : row["end"]] == row["text"] for row in rows)


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet"])
def test_extract_writes_every_form(tmp_path, capsys, suffix):
    """The suffix of the output decides its form; all forms hold the same table."""
    path = tmp_path / f"quotes{suffix}"
    assert main(["extract", SEEDS, "-o", str(path)]) == 0
    main(["extract", SEEDS])
    table = read_table(path, "quotes")

    assert table["quote_id"].tolist() == [row["quote_id"] for row in lines(capsys.readouterr().out)]
    check_offsets(table, {p.stem: p.read_text(encoding="utf-8") for p in sample_path().glob("*.txt")})


def test_extract_agrees_with_trace(traced, capsys):
    """`extract` gives the rows of `trace`, but for the claim, which only linking knows."""
    main(["extract", SEEDS])
    rows = lines(capsys.readouterr().out)
    of_trace = lines((traced / "quotes.jsonl").read_text(encoding="utf-8"))

    assert [{**row, "claim_id": None} for row in of_trace] == rows


def test_extract_by_article_gives_bare_names(capsys):
    """One line an article, in the order of ids; the speaker's span is the name without its role."""
    assert main(["extract", SEEDS, "--by-article"]) == 0
    articles = lines(capsys.readouterr().out)
    main(["extract", SEEDS])
    rows = lines(capsys.readouterr().out)
    spans = [(quote["start"], quote["speaker_start"]) for article in articles for quote in article["quotes"]]

    assert [article["id"] for article in articles] == sorted(
        path.stem for path in sample_path().glob("*.txt")
    )
    assert spans == [(row["start"], row["name_start"]) for row in rows]


def test_extract_reads_standard_input(monkeypatch, capsys):
    """ "-" reads articles as JSON Lines and gives what their file gives."""
    main(["extract", GOLD])
    expected = capsys.readouterr().out
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(Path(GOLD).read_bytes())))

    assert main(["extract", "-"]) == 0
    assert capsys.readouterr().out == expected


def test_order_of_inputs_does_not_matter(capsys):
    """Rows are sorted by article, whatever comes first."""
    files = sorted(str(path) for path in sample_path().glob("*.txt"))
    main(["extract", *files])
    first = capsys.readouterr().out
    main(["extract", *reversed(files)])

    assert capsys.readouterr().out == first


def test_bad_article_is_a_finding(tmp_path, capsys):
    """A binary file costs nothing but a finding, which is counted and can be written."""
    (tmp_path / "a.txt").write_bytes(bytes(range(256)) * 4)
    (tmp_path / "b.txt").write_text("“Jembatan ini milik warga,” kata Sumarni.", encoding="utf-8")
    assert main(["extract", str(tmp_path), "--findings", str(tmp_path / "findings.csv")]) == 0
    printed = capsys.readouterr()

    assert [row["article_id"] for row in lines(printed.out)] == ["b"]
    assert read_table(tmp_path / "findings.csv", "findings")["code"].tolist() == ["binary-file", "undated"]
    assert printed.err.splitlines()[0].startswith("quotekit: 2 findings; all in ")


def test_unknown_language_is_a_finding(tmp_path, capsys):
    """An article in a language without data costs the others nothing."""
    path = tmp_path / "berita.jsonl"
    words = {"text": "“Kami siap,” kata Rina.", "published": "2024-03-05"}
    rows = [{"id": "a", "language": "xx", **words}, {"id": "b", "language": "id", **words}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert main(["extract", str(path)]) == 0
    printed = capsys.readouterr()

    assert [row["article_id"] for row in lines(printed.out)] == ["b"]
    assert "no-language: a: not traced" in printed.err


def test_registry_of_a_user_is_used(tmp_path, capsys):
    """A file with a person's spellings gives the person's name, without code."""
    (tmp_path / "berita.txt").write_text("“Kami siap,” kata Rinah Hartati.", encoding="utf-8")
    (tmp_path / "orang.toml").write_text('[[entity]]\nname = "Rina Hartati"\naliases = ["Rinah Hartati"]\n')
    main(["extract", str(tmp_path / "berita.txt"), "--registry", str(tmp_path / "orang.toml")])
    (row,) = lines(capsys.readouterr().out)

    assert (row["speaker"], row["source"]) == ("Rina Hartati", "Rinah Hartati")


def test_language_data_of_a_user_are_used(tmp_path, capsys):
    """A copy of the language data with one more word of saying finds what it says."""
    from shutil import copytree

    from quotekit.lang import DATA

    cues = copytree(DATA / "id", tmp_path / "id") / "cues.toml"
    cues.write_text(cues.read_text(encoding="utf-8").replace('roots = ["kata"', 'roots = ["celoteh", "kata"'))
    (tmp_path / "berita.txt").write_text("“Kami siap,” celoteh Rina Hartati.", encoding="utf-8")
    main(["extract", str(tmp_path / "berita.txt"), "--language", str(tmp_path / "id")])
    (row,) = lines(capsys.readouterr().out)

    assert (row["speaker"], row["cue"]) == ("Rina Hartati", "celoteh")


def test_trace_writes_all_tables_and_the_report(traced):
    """The folder holds the six tables, which read back with true offsets, and one page."""
    trace = read_trace(traced)
    page = (traced / "report.html").read_text(encoding="utf-8")

    assert {path.name for path in traced.iterdir()} == {f"{name}.jsonl" for name in COLUMNS} | {"report.html"}
    assert (len(trace.articles), len(trace.quotes) > 20, len(trace.hops) > 5) == (5, True, True)
    assert "Vladimir Putin" in page


def test_trace_prints_who_said_what(tmp_path, monkeypatch, capsys):
    """The terminal shows outlets, speakers, words and relays within 100 columns, then the counts."""
    monkeypatch.chdir(tmp_path)
    main(["trace", SEEDS, "-o", "out"])
    printed = capsys.readouterr().out

    assert max(map(len, printed.splitlines())) <= 100
    assert "Beritabali · 2024-06-19 · credited to CNN Indonesia" in printed
    assert "5 articles" in printed
    assert any("Yury Ushakov" in line and line.endswith("TASS") for line in printed.splitlines())


def test_two_runs_give_the_same_bytes(traced, tmp_path):
    """Another process with another hash seed writes the same files."""
    out = tmp_path / "out"
    done = run("trace", SEEDS, "-o", str(out), env={**os.environ, "PYTHONHASHSEED": "7"})

    assert done.returncode == 0
    assert done.stderr == ""
    for path in traced.iterdir():
        assert (out / path.name).read_bytes() == path.read_bytes()


@pytest.mark.parametrize("suffix", [".jsonl", ".csv"])
def test_link_adds_a_claim_to_every_row(tmp_path, capsys, suffix):
    """The rows and columns come back, with the claim they belong to."""
    quotes, linked = tmp_path / f"quotes{suffix}", tmp_path / "linked.jsonl"
    main(["extract", SEEDS, "-o", str(quotes)])
    assert main(["link", str(quotes), "-o", str(linked)]) == 0
    before, after = read_table(quotes, "quotes"), read_table(linked, "quotes")

    assert after["quote_id"].tolist() == before["quote_id"].tolist()
    assert after["claim_id"].notna().all()
    assert after["claim_id"].nunique() < len(after)


def test_link_takes_any_table_of_quotations(tmp_path, capsys):
    """Three columns are enough."""
    rows = [
        {
            "quote_id": f"q{number}",
            "article_id": f"a{number}",
            "text": "kami akan memperbaiki jembatan itu bulan depan",
        }
        for number in range(2)
    ]
    path = tmp_path / "kutipan.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert main(["link", str(path)]) == 0
    linked = lines(capsys.readouterr().out)

    assert [row["quote_id"] for row in linked] == ["q0", "q1"]
    assert linked[0]["claim_id"] == linked[1]["claim_id"] is not None


def test_evaluate_extracts_where_no_quotations_are_given(traced, capsys):
    """GOLD alone is traced first, and scores as the traced table does."""
    assert main(["evaluate", GOLD, "--json"]) == 0
    alone = json.loads(capsys.readouterr().out)
    main(["evaluate", GOLD, str(traced / "quotes.jsonl"), "--json"])

    assert alone == json.loads(capsys.readouterr().out)
    assert alone["quoted"]["gold"] == 11


def test_evaluate_lists_misses_gains_and_losses(traced, tmp_path, capsys):
    """A quotation that an older table lacks is a gain; what the gold has and the table not, a miss."""
    rows = (traced / "quotes.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    older = tmp_path / "older.jsonl"
    older.write_text("".join(line for line in rows if '"kind":"direct"' not in line), encoding="utf-8")
    main(["evaluate", GOLD, str(older), "--misses"])
    misses = capsys.readouterr().out
    main(["evaluate", GOLD, str(traced / "quotes.jsonl"), "--against", str(older)])
    gains = capsys.readouterr().out

    assert "missed    quoted" in misses
    assert "now right quoted" in gains
    assert "losses: 0" in gains


def test_explain_says_why(traced, capsys):
    """The beginning of an id is enough where it fits one quotation."""
    quotes = read_trace(traced).quotes
    row = quotes[quotes["speaker"].notna()].iloc[0]
    assert main(["explain", row["quote_id"][:8], "--in", str(traced)]) == 0
    printed = capsys.readouterr().out

    assert row["rule"] in printed
    assert row["speaker"] in printed


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "the following arguments are required: COMMAND"),
        (["cari"], "invalid choice: 'cari'"),
        (["extract"], "the following arguments are required: INPUT; see quotekit extract --help"),
        (["extract", SEEDS, "--warna"], "unrecognized arguments: --warna"),
        (["extract", "tiada.txt"], "cannot read 'tiada.txt': there is no such file or folder"),
        (["extract", SEEDS, "-o", "quotes.xlsx"], "the suffix must be one of .jsonl, .csv, .parquet"),
        (["extract", SEEDS, "-o", "tiada/quotes.csv"], "there is no folder 'tiada'; make it first"),
        (["extract", SEEDS, "--by-article", "-o", "q.csv"], "--by-article writes .jsonl only"),
        (["extract", SEEDS, "--findings", "f.doc"], "the suffix must be one of"),
        (["extract", SEEDS, "--registry", "tiada.toml"], "cannot read tiada.toml"),
        (["extract", SEEDS, "--language", "tiada"], "no language data in 'tiada'"),
        (["trace", SEEDS], "the following arguments are required: -o/--output"),
        (["trace", SEEDS, "-o", GOLD], "File exists; name another"),
        (["link", GOLD], "linking needs quote_id, text and article_id"),
        (["link", "tiada.jsonl"], "cannot read 'tiada.jsonl'"),
        (["evaluate", str(sample_path() / "articles.csv")], "expected one of the columns quotes"),
        (["evaluate", GOLD, "tiada.jsonl"], "cannot read 'tiada.jsonl'"),
        (["explain", "q1", "--in", "tiada"], "cannot read 'tiada/"),
        (["share", "tiada.ipynb", "-o", "a.html"], "tiada.ipynb"),
    ],
)
def test_wrong_calls_are_one_line(capsys, tmp_path, monkeypatch, words, message):
    """A wrong call prints one line on standard error, nothing else, and ends with 2."""
    monkeypatch.chdir(tmp_path)
    try:
        status = main(words)
    except SystemExit as stop:
        status = stop.code
    printed = capsys.readouterr()

    assert status == 2
    assert message in printed.err
    assert printed.err.startswith("quotekit")
    assert len(printed.err.splitlines()) == 1
    assert printed.out == ""


def test_unknown_quotation_is_a_wrong_call(traced, capsys):
    """An id that is not in the tables, and a beginning that fits several, are refused."""
    assert main(["explain", "zzz", "--in", str(traced)]) == 2
    assert main(["explain", "q", "--in", str(traced)]) == 2
    first, second = capsys.readouterr().err.splitlines()

    assert "no quotation has the id" in first
    assert "several quotations have the id" in second


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(capsys, command):
    """Help says what a command does and names its arguments."""
    with pytest.raises(SystemExit) as stop:
        main([command, "--help"])
    printed = capsys.readouterr().out

    assert stop.value.code == 0
    assert printed.startswith(f"usage: quotekit {command}")
    assert len(printed.split("\n\n")[1]) > 20


def test_version(capsys):
    """The version is that of the package."""
    from importlib.metadata import version

    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out == f"quotekit {version('quotekit')}\n"


def test_extract_starts_without_pandas(tmp_path):
    """A plain `extract` waits for no data frame."""
    code = (
        "import sys; from quotekit.cli import main; "
        f"main(['extract', {SEEDS!r}, '-o', sys.argv[1]]); "
        "heavy = {'pandas', 'pyarrow', 'numpy', 'ipywidgets', 'altair', 'trafilatura', 'tqdm'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "q.jsonl")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.stdout.strip().endswith("[]")


def test_streams_are_quiet_where_nobody_watches():
    """Output and error of a pipe hold rows and nothing else: no progress, no colour."""
    done = run("extract", SEEDS)

    assert done.returncode == 0
    assert lines(done.stdout)
    assert "\r" not in done.stderr
    assert "\x1b" not in done.stderr


def test_closed_pipe_is_no_error():
    """`quotekit extract … | head` ends quietly."""
    command = [sys.executable, "-m", "quotekit", "extract", SEEDS]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()

    assert process.wait(60) == 0
    assert b"Traceback" not in errors


def test_narrow_terminal_loses_no_run():
    """A terminal that knows no curly marks gets escapes, not an error."""
    done = run("evaluate", GOLD, "--misses", env={**os.environ, "PYTHONIOENCODING": "ascii"})

    assert done.returncode == 0


def test_lab_passes_options_on_and_ends_as_jupyterlab_ends(tmp_path, monkeypatch):
    """JupyterLab is started on the first copied notebook with the options that were given."""
    called = []
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setattr(subprocess, "call", lambda command: called.append(command) or 3)
    folder = tmp_path / "kopi"

    code = main(["lab", str(folder), "--no-browser", "--jupyter=--port=9999", "--jupyter=--allow-root"])

    first = sorted(folder.glob("*.ipynb"))[0]
    assert code == 3
    assert called == [
        [sys.executable, "-m", "jupyterlab", str(first), "--no-browser", "--port=9999", "--allow-root"]
    ]
