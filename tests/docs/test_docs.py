"""What the documentation says is so: its commands work, its links lead somewhere, its tables agree with the code."""

from __future__ import annotations

import importlib.util
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from bot.cli import app
from bot.nlu.decision import Thresholds
from bot.run import load_sample_data_if_empty
from fingerpost import answers, sources
from fingerpost.answers import AnswerCard
from fingerpost.law import deadlines
from fingerpost.settings import PROJECT_ROOT, Settings

README = PROJECT_ROOT / "README.md"
DOCUMENTS = [README, PROJECT_ROOT / "CONTRIBUTING.md", *sorted((PROJECT_ROOT / "docs").rglob("*.md"))]

# How commands begin that are not run here, and why. Of each it is checked that what it names is there.
NOT_RUN = {
    "make run": "serves until it is stopped",
    "make test": "runs these very tests",
    "make train": "is part of make test",
    "make lint": "has a step of its own in .ci/run",
    "make lock": "asks the package index",
    "FINGERPOST_WRITE_IMAGES=1 make test": "starts everything, in a browser",
    "source .venv/bin/activate": "changes the reader's own shell",
    "pre-commit install": "changes the reader's own git hooks",
    "fingerpost import local-offer https://": "reads a feed from the internet",
    "FINGERPOST_FEED_ALLOW_PRIVATE_ADDRESSES=true fingerpost import": "reads a feed from a private network",
    "fingerpost evaluate": "reads hundreds of messages; tests/nlu does so already",
    "rasa ": "trains or loads a model with TensorFlow",
    "uv ": "installs packages",
    ".venv-public/bin/python": "needs the environment that the line before makes",
    "ps ": "shows the processes of the machine",
}
# What a path in the text may begin with that is there only once something has run.
MADE_WHEN_RUN = {"var", "models", "results", "log", "feeds", ".venv", ".venv-public", "docs/images/chat.png"}
PROJECT_FILE = re.compile(r"[\w.<>*/-]+\.(py|yml|toml|lock|md|tsv|html|json|png)")


def blocks(document: Path, language: str) -> list[str]:
    text = document.read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def prose(document: Path) -> str:
    """The text without its blocks of code."""
    return re.sub(r"^```.*?^```$", "", document.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


def commands() -> Iterator[str]:
    for document in DOCUMENTS:
        for block in blocks(document, "bash"):
            lines = re.sub(r"\\\n\s*", "", block).splitlines()
            yield from (line for line in lines if line.strip() and not line.startswith("#"))


COMMANDS = list(dict.fromkeys(commands()))
LEFT_OUT = [command for command in COMMANDS if command.startswith(tuple(NOT_RUN))]
RUN = [command for command in COMMANDS if command not in LEFT_OUT]


def table(document: str, first_heading: str) -> list[list[str]]:
    """The cells of the rows of the table whose first column has this heading, code marks taken off."""
    text = (PROJECT_ROOT / document).read_text(encoding="utf-8")
    found = re.search(rf"^\| {first_heading} \|.*\n\|[-|]+\n((?:\|.*\n)+)", text, re.MULTILINE)
    assert found, f"{document} has no table with the column {first_heading}"
    return [[cell.strip().strip("`") for cell in row.strip().strip("|").split("|")] for row in found[1].splitlines()]


# ---- Commands


@pytest.fixture(scope="module")
def shell_environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The reader's shell, with the project's commands on its path and with the sample data in a folder of its own."""
    data = tmp_path_factory.mktemp("var")
    load_sample_data_if_empty(Settings(data_directory=data, directory_url=""))
    ours = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "FINGERPOST_DATA_DIRECTORY": str(data),
        "FINGERPOST_DIRECTORY_URL": "",
        "FINGERPOST_PRIVATE_URL": "",
    }
    return {**os.environ, **ours}


@pytest.mark.parametrize("command", RUN)
def test_a_reader_runs_the_command(command: str, shell_environment: dict[str, str]) -> None:
    if "--jsonl" in command:
        pytest.importorskip("rasa", reason="the engine is not installed in this environment")
    result = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=PROJECT_ROOT,
        env=shell_environment,
        text=True,
        capture_output=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr[-2000:]
    assert result.stdout.strip()
    assert "Nothing found" not in result.stdout


@pytest.mark.parametrize("command", LEFT_OUT)
def test_what_a_command_names_is_there(command: str) -> None:
    words = [word for word in shlex.split(command) if not re.match(r"FINGERPOST_\w+=", word)]
    if words[0] == "make":
        makefile = (PROJECT_ROOT / "Makefile").read_text(encoding="utf-8")
        assert re.search(rf"^{words[1]}:", makefile, re.MULTILINE)
    elif words[0] == "fingerpost":
        name = [word for word in words[1:] if re.fullmatch(r"[a-z-]+", word) and not word.startswith("--")]
        shown = CliRunner().invoke(app, [*name, "--help"])
        assert shown.exit_code == 0, shown.output
        assert {word for word in words if word.startswith("--")} <= set(re.findall(r"--[\w-]+", shown.output))
    elif words[0] == "rasa":
        assert importlib.util.find_spec(f"rasa.cli.{words[1]}")
    for path in re.findall(r"(?<!\S)[\w.-]+/[\w./-]+", " ".join(words).replace("PYTEST_ARGUMENTS=", " ")):
        assert is_there(path), f"{path} is not there"
    for setting in re.findall(r"FINGERPOST_\w+(?==)", command):
        assert is_read(setting), f"nothing reads {setting}"


def is_read(setting: str) -> bool:
    if setting.removeprefix("FINGERPOST_").lower() in settings_by_name():
        return True
    return any(setting in path.read_text(encoding="utf-8") for path in (PROJECT_ROOT / "tests").rglob("*.py"))


def test_the_table_of_commands_that_are_not_run_has_no_old_entries() -> None:
    assert [start for start in NOT_RUN if not any(command.startswith(start) for command in COMMANDS)] == []


def test_the_readme_shows_what_the_deadline_command_prints() -> None:
    command = next(shlex.split(command) for command in RUN if command.startswith("fingerpost deadline"))
    printed = CliRunner().invoke(app, command[1:]).output
    shown = blocks(README, "text")[0].splitlines()
    assert shown
    assert all(line in printed for line in shown), printed


def test_the_readme_says_how_many_answers_are_still_short_ones() -> None:
    kinds = [card.kind for card in answers.cards().values()]
    said = re.search(r"(\d+) of the (\d+) answers are short ones", README.read_text(encoding="utf-8"))
    assert said
    assert [int(number) for number in said.groups()] == [kinds.count("short"), len(kinds)]


# ---- Links and paths


def is_there(path: str) -> bool:
    if path in MADE_WHEN_RUN or path.split("/")[0] in MADE_WHEN_RUN:
        return True
    return any(PROJECT_ROOT.glob(re.sub(r"<\w+>", "*", path).rstrip("/")))


def links(document: Path) -> list[tuple[Path, str]]:
    """Every relative link as the file it leads to and its anchor."""
    targets = re.findall(r"\[[^\]]*\]\(([^)\s]+)\)", prose(document))
    relative = [target.partition("#") for target in targets if not re.match(r"https?:|mailto:", target)]
    return [((document.parent / path).resolve() if path else document, anchor) for path, _, anchor in relative]


def anchors(document: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", prose(document), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(PROJECT_ROOT)))
def test_every_link_and_every_path_leads_somewhere(document: Path) -> None:
    for target, anchor in links(document):
        assert is_there(str(target.relative_to(PROJECT_ROOT))), f"{target} is not there"
        assert not anchor or anchor in anchors(target), f"{target.name} has no heading {anchor}"
    for words in re.findall(r"`([^`\n]+)`", prose(document)):
        in_project = "/" in words and (PROJECT_ROOT / words.split("/")[0]).exists() and not re.search(r"[\s=:{]", words)
        if words[0] != "/" and (in_project or PROJECT_FILE.fullmatch(words)):
            assert is_there(words), f"{words} is not there"


def test_every_document_is_reached_from_the_readme() -> None:
    reached, waiting = set(), [README]
    while waiting:
        document = waiting.pop()
        if document not in reached:
            reached.add(document)
            waiting += [target for target, _ in links(document) if target.suffix == ".md"]
    assert set(DOCUMENTS) <= reached


# ---- Tables


def settings_by_name() -> dict[str, object]:
    fields = getattr(Settings, "model_fields", None) or Settings.__fields__
    return {name: field.default for name, field in fields.items()}


def test_the_settings_table_agrees_with_the_settings_and_the_example_file() -> None:
    in_table = {name: default for name, default, _ in table("docs/operators.md", "setting")}
    example = (PROJECT_ROOT / ".env.example").read_text(encoding="utf-8")
    assert in_table == dict(re.findall(r"^(FINGERPOST_\w+)=(.*)$", example, re.MULTILINE))
    assert set(in_table) == {f"FINGERPOST_{name.upper()}" for name in settings_by_name()}
    for name, default in settings_by_name().items():
        written = in_table[f"FINGERPOST_{name.upper()}"]
        expected = PROJECT_ROOT / written if isinstance(default, Path) else written
        assert getattr(Settings(_env_file=None, **{name: expected}), name) == default, name


def test_the_properties_of_the_widget_are_those_of_its_styles() -> None:
    styles = "".join(path.read_text(encoding="utf-8") for path in (PROJECT_ROOT / "bot/web/static").glob("*.css"))
    used = set(re.findall(r"var\((--fingerpost-[\w-]+)", styles))
    assert {name for name, _ in table("docs/operators.md", "property")} == used


def test_the_keys_of_a_card_and_of_a_time_limit_are_all_explained() -> None:
    explained = [name for name, _ in table("docs/content-editors.md", "key")]
    assert set(explained) == set(AnswerCard.__dataclass_fields__)
    guide = (PROJECT_ROOT / "docs/content-editors.md").read_text(encoding="utf-8")
    rules = yaml.safe_load((PROJECT_ROOT / "content/deadlines.yml").read_text(encoding="utf-8"))["rules"]
    for key in {key for rule in rules for key in rule}:
        assert f"`{key}`" in guide, key


def test_the_example_of_a_card_uses_real_keys_sources_and_rules() -> None:
    example = blocks(PROJECT_ROOT / "docs/content-editors.md", "yaml")[0]
    card = yaml.safe_load(example)
    assert set(card) <= set(AnswerCard.__dataclass_fields__)
    for right in card["rights"]:
        assert sources.source(right["source"])
    for rule_id in {*card["deadlines"], *re.findall(r"\{deadline:(\w+)\}", example)}:
        assert deadlines.rule(rule_id)


def test_the_rules_that_differ_from_common_wording_exist() -> None:
    named = [row[0] for row in table("docs/decisions/0010-where-our-dates-differ.md", "rule")]
    ids = {rule_id for cell in named for rule_id in re.findall(r"\b[a-z]+(?:_[a-z]+)+\b|^appeal$", cell)}
    assert ids
    assert ids <= set(deadlines.rules())


def test_the_thresholds_are_those_of_the_code() -> None:
    standard = Thresholds()
    shown = {name: float(value) for name, value, _ in table("docs/evaluation.md", "threshold")}
    assert shown == {name: getattr(standard, name) for name in Thresholds.__dataclass_fields__}


def test_every_folder_of_tests_is_described() -> None:
    text = (PROJECT_ROOT / "docs/developers.md").read_text(encoding="utf-8")
    described = set(re.findall(r"^\| `(tests/\w+/)` \|", text, re.MULTILINE))
    here = {f"tests/{path.name}/" for path in (PROJECT_ROOT / "tests").iterdir() if any(path.glob("*.*"))}
    assert here <= described


def test_every_finding_of_an_import_is_explained() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (PROJECT_ROOT / "fingerpost/directory").glob("*.py"))
    kinds = set(re.findall(r'(?:\bnote|BadRecord)\(\s*"([^"]+)"', code))
    kinds |= set(re.findall(r'findings\.add\([^,]+,[^,]+,\s*"([^"]+)"', code))
    explained = " ".join(row[0] for row in table("docs/importing-a-local-offer.md", "finding"))
    assert {kind for kind in kinds if kind not in explained} == set()
