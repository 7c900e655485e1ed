"""The command `fingerpost`. Errors are one sentence on standard error; the exit code is 0, 1, or 2 for bad usage."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from fingerpost.settings import settings

if TYPE_CHECKING:
    from fingerpost.places import Place

DEVELOPMENT_MESSAGES = Path("tests/nlu/development")

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="One navigation point for families of children and young people with SEND in England.",
)
imports = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Bring data in: Local Offer feeds.")
app.add_typer(imports, name="import")
learn = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Learn from messages that families let us keep.")
app.add_typer(learn, name="learn")


def fail(sentence: object, code: int = 1) -> NoReturn:
    """End with one sentence on standard error."""
    typer.echo(f"Error: {sentence}", err=True)
    raise typer.Exit(code)


def place_in_england(postcode: str) -> Place:
    """The place of a postcode or outward code. Ends with exit code 1 where it is certainly not in England.

    Raises ValueError, as a sentence, for something that is no postcode.
    """
    from fingerpost import places

    place = places.locate(postcode)
    if place.is_outside_england:
        fail(place.note)
    return place


def show(document: object) -> None:
    """Print one JSON document."""
    typer.echo(json.dumps(document, ensure_ascii=False, indent=2, default=str))


def lines_in(needed: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """The JSON objects on standard input, one a line. Ends with exit code 2 for a line that does not fit."""
    for number, line in enumerate(sys.stdin.buffer, start=1):
        if not line.strip():
            continue
        try:
            item = json.loads(line.decode("utf-8"))
            json.dumps(item, ensure_ascii=False).encode("utf-8")
        except UnicodeError:
            fail(f"line {number} is not text in UTF-8; write one object a line in that encoding", 2)
        except (json.JSONDecodeError, RecursionError):
            fail(f"line {number} is not JSON; write one object a line", 2)
        if not isinstance(item, dict) or any(not isinstance(item.get(name), str) for name in needed):
            fail(f"line {number} needs {' and '.join(needed)}, each as text", 2)
        yield item


@app.command()
def run() -> None:
    """Train if needed, load the sample data if empty, start gateway and engine, print the address. Ctrl-C stops all."""
    from bot import run as running
    from bot.training import NoModelError
    from fingerpost.directory.findings import FeedError

    try:
        running.run(settings())
    except (running.CannotRunError, NoModelError, FeedError) as fault:
        fail(fault)
    except OSError as fault:
        fail(f"{fault.strerror or fault}; mend that and run the command again")


@app.command()
def train() -> None:
    """Train the assistant if its training data or configuration changed."""
    from bot.training import NoModelError, train_if_needed

    try:
        typer.echo(f"The model is ready: {train_if_needed(settings()).name}")
    except NoModelError as fault:
        fail(fault)


def _model() -> Path:
    from bot.training import NoModelError, current_model

    try:
        return current_model(settings())
    except NoModelError as fault:
        fail(fault)


@app.command()
def parse(
    jsonl: bool = typer.Option(False, "--jsonl", help="Read {id, text} and write the reading, one a line."),
) -> None:
    """What messages mean: decision, topic, needs, urgency and entities. Needs no server."""
    if not jsonl:
        fail("parse reads and writes one JSON object a line; call it as: fingerpost parse --jsonl", 2)
    from bot.understanding import Understanding

    async def read_all() -> None:
        understanding = await Understanding.load(_model())
        for item in lines_in(("text",)):
            reading = await understanding.read(item["text"])
            typer.echo(json.dumps({"id": item.get("id"), **reading}, ensure_ascii=False))

    asyncio.run(read_all())


@app.command()
def chat(
    jsonl: bool = typer.Option(False, "--jsonl", help="Read {conversation, text}, write replies, one a line."),
) -> None:
    """The whole assistant without a server; several conversations side by side."""
    if not jsonl:
        fail("chat reads and writes one JSON object a line; call it as: fingerpost chat --jsonl", 2)
    from bot.in_process import assistant_in_this_process
    from bot.run import load_sample_data_if_empty

    load_sample_data_if_empty(settings())

    async def talk() -> None:
        with tempfile.TemporaryDirectory() as folder:
            database = f"sqlite:///{folder}/chat.db"
            assistant = await assistant_in_this_process(_model(), settings(), database)
            for item in lines_in(("conversation", "text")):
                messages = await assistant.receive(f"cli:{item['conversation']}", text=item["text"])
                replies = [message.reply.to_dict() for message in messages if message.reply]
                typer.echo(json.dumps({"conversation": item["conversation"], "replies": replies}, ensure_ascii=False))

    asyncio.run(talk())


@imports.command("local-offer")
def import_local_offer(
    source: str = typer.Argument(help="A feed's web address, a folder or a file."),
    authority: str | None = typer.Option(None, help="DfE code of the authority the feed belongs to, such as 356."),
) -> None:
    """Import a Local Offer: Open Referral UK 3.0 or 1.0, or Outpost. The last good data stays when a feed is broken."""
    from fingerpost import places
    from fingerpost.directory import importer
    from fingerpost.directory.findings import FeedError
    from fingerpost.store import migrate

    address = settings().directory_database()
    if authority is not None and authority not in places.all_authorities():
        fail(f"{authority} is not the DfE code of an English authority; Stockport, for example, is 356", 2)
    try:
        migrate(address, "directory")
        report = importer.import_local_offer(source, address=address, authority=authority)
    except FeedError as fault:
        fail(fault)
    typer.echo(report.summary())


@app.command()
def search(
    text: str = typer.Argument(help="What to look for, in your own words."),
    postcode: str | None = typer.Option(None, help="A postcode, or its first part."),
    age: int | None = typer.Option(None, min=0, max=25),
    need: Annotated[
        list[str] | None, typer.Option(help="A SEN2 need code such as ASD; may be given several times.")
    ] = None,
    day: str | None = typer.Option(None, help="A weekday, or weekend."),
    free: bool = typer.Option(False, "--free", help="Only free services."),
    limit: int = typer.Option(5, min=1, max=100),
    as_json: bool = typer.Option(False, "--json"),
) -> None:
    """Search the Local Offer as the assistant does."""
    from dataclasses import asdict

    from fingerpost.directory import search as directory_search
    from fingerpost.directory.wording import as_reply_service
    from fingerpost.store import migrate

    address = settings().directory_database()
    migrate(address, "directory")
    try:
        place = place_in_england(postcode) if postcode else None
        query = directory_search.Query(
            text=text,
            latitude=place.latitude if place else None,
            longitude=place.longitude if place else None,
            authority=place.authority.code if place and place.authority else None,
            age=age,
            needs=tuple(code.upper() for code in need or ()),
            day=day,
            free=free,
            limit=limit,
        )
        result = directory_search.search_or_relax(query, address=address)
    except ValueError as fault:
        fail(fault, 2)
    services = [as_reply_service(service) for service in result.services]
    if as_json:
        show({"total": result.total, "relaxed": list(result.relaxed), "services": [asdict(one) for one in services]})
        return
    if result.relaxed:
        typer.echo(f"Nothing fits all of it; without the limit on {', '.join(result.relaxed)}:")
    for one in services:
        far = f", {one.distance_miles:.1f} miles" if one.distance_miles is not None else ""
        reach = one.phone or one.email or one.url
        typer.echo(f"{one.name}{far}\n  {one.ages}; {one.cost}; {one.days}\n  {reach}; {one.last_checked}")
    if not services:
        typer.echo("Nothing found. Try other words, or leave a limit out.")


@app.command()
def contacts(
    topic: str = typer.Argument(help="A topic such as school_transport."),
    postcode: str | None = typer.Option(None),
    authority: str | None = typer.Option(None, help="DfE code such as 356."),
    stage: str | None = typer.Option(None, help="early_years, school, post_16, no_plan, assessment, draft or plan."),
    as_json: bool = typer.Option(False, "--json"),
) -> None:
    """One first contact for a topic, and at most two more."""
    from dataclasses import asdict

    from fingerpost import contacts as contact_file

    try:
        if postcode:
            place = place_in_england(postcode)
            authority = place.authority.code if place.authority else authority
        found = contact_file.contact_points(topic, authority=authority, stage=stage)
    except ValueError as fault:
        fail(fault, 2)
    if as_json:
        show({"topic": topic, "authority": authority, "contacts": [asdict(one) for one in found]})
        return
    for one in found:
        reach = "; ".join(part for part in (one.phone, one.text_message, one.email, one.url) if part)
        typer.echo(f"{one.name} ({one.part}): {one.why}\n  {reach}\n  {one.note}".rstrip())


@app.command()
def deadline(
    rule: str = typer.Argument(help="A rule of content/deadlines.yml, such as final_plan."),
    start: str | None = typer.Option(None, "--from", help="The day the clock starts, as 2026-09-07."),
    certificate: str | None = typer.Option(None, help="The date on the mediation certificate."),
    as_json: bool = typer.Option(False, "--json"),
) -> None:
    """Work out one rule of the statutory clock."""
    from fingerpost.law import deadlines
    from fingerpost.sources import source

    try:
        wanted = deadlines.rule(rule)
        if start is None and "on" not in wanted.fixed:
            fail(f"{rule} needs --from: {wanted.starts}", 2)
        due = deadlines.due_from(
            rule, _date(start) if start else date.today(), _date(certificate) if certificate else None
        )
    except deadlines.DeadlineError as fault:
        fail(fault, 2 if rule not in deadlines.rules() else 1)
    reference = source(wanted.source)
    if as_json:
        show(
            {
                "rule": rule,
                "from": start,
                "certificate": certificate,
                "date": due.date.isoformat(),
                "before": due.before,
                "what": wanted.what,
                "who_acts": deadlines.WHO_ACTS[wanted.owner],
                "limit": wanted.limit,
                "reference": f"{reference.label} ({wanted.pinpoint})" if wanted.pinpoint else reference.label,
                "url": reference.url,
                "exceptions": list(wanted.exceptions),
                "note": wanted.note,
                "status": wanted.tag,
            }
        )
        return
    word = "before" if due.before else "by"
    typer.echo(
        f"{wanted.what}\n{word} {due.date:%A} {due.date.day} {due.date:%B %Y} ({wanted.limit}; {reference.label})"
    )
    if wanted.note:
        typer.echo(wanted.note)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        fail(f"{text} is not a date of the calendar; write it as 2026-09-07", 2)


@app.command()
def evaluate(
    parts: Annotated[
        list[str] | None,
        typer.Argument(
            help="What to measure: topics, decisions, calibration, needs, crisis, scope, entities, latency. "
            "Everything, if left out."
        ),
    ] = None,
    messages: Annotated[Path, typer.Option(help="The folder of labelled messages.")] = DEVELOPMENT_MESSAGES,
    confusions: int = typer.Option(10, min=0, help="How many confusions of topics to list."),
    misses: bool = typer.Option(False, "--misses", help="List the crises that were missed."),
    tables: bool = typer.Option(False, "--tables", help="Write the tables in Markdown."),
    diagram: Annotated[Path | None, typer.Option(help="An SVG file to draw the reliability diagram into.")] = None,
    as_json: bool = typer.Option(False, "--json"),
) -> None:
    """How well messages that nobody trained on are understood, and how fast."""
    from bot.evaluation import report
    from bot.evaluation.message_sets import MessagesError
    from bot.evaluation.parts import PARTS
    from bot.evaluation.parts import evaluate as measure

    wanted = list(dict.fromkeys(parts or PARTS))
    unknown = [name for name in wanted if name not in PARTS]
    if unknown:
        fail(f"{unknown[0]} is no part of the evaluation; choose from {', '.join(PARTS)}", 2)
    if diagram and "calibration" not in wanted:
        fail("--diagram draws the calibration; name that part too", 2)
    if not messages.is_dir():
        fail(f"{messages} is no folder; give one with --messages", 2)
    try:
        evaluation = asyncio.run(measure(_model(), messages, wanted))
        for name, reason in evaluation.left_out.items():
            typer.echo(f"Left out: {name}, because {reason}", err=True)
        if as_json:
            show(report.document(evaluation))
        else:
            report.write_tables(evaluation, confusions=confusions, misses=misses, markdown=tables)
        if diagram:
            diagram.write_text(report.diagram(evaluation), encoding="utf-8")
    except MessagesError as fault:
        fail(fault, 2)


@learn.command("review")
def learn_review(
    out: Annotated[Path | None, typer.Option(help="Write them to this file, to sort into data/nlu.")] = None,
    as_json: bool = typer.Option(False, "--json"),
) -> None:
    """List the messages that were not understood and may be learnt from, the most useful first."""
    from fingerpost import learning

    if out and out.exists():
        fail(f"{out} is there already; give another name, or move it away first", 2)
    groups = learning.most_useful_first(learning.waiting(address=settings().private_database()))
    if out and groups:
        out.write_text(learning.training_file(groups), encoding="utf-8")
    if as_json:
        show(learning.as_document(groups))
        return
    typer.echo(learning.as_text(groups))
    if out and groups:
        typer.echo(f"They are in {out}, to sort into data/nlu.")


@learn.command("done")
def learn_done(
    before: Annotated[str, typer.Option(help="Remove the messages of the days before this one, as 2026-09-07.")],
) -> None:
    """Remove messages that an editor has dealt with."""
    from fingerpost import learning

    day = _date(before)
    if day > date.today():
        fail(f"{before} is in the future, and nobody has read those messages yet; give today or a day before", 2)
    count = learning.forget_before(day, address=settings().private_database())
    typer.echo(f"Removed {count} {'message' if count == 1 else 'messages'} from before {before}.")


def main() -> None:
    """Entry point of the console script. Trouble with settings, databases or files ends in a sentence too."""
    from pydantic import ValidationError
    from sqlalchemy.exc import SQLAlchemyError

    from fingerpost.content import ContentError

    # What libraries warn programmers of is no message for the person at the terminal.
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").propagate = False
    try:
        app()
    except ValidationError as fault:
        names = ", ".join(f"FINGERPOST_{error['loc'][0]}".upper() for error in fault.errors())
        sentence = f"the setting {names} has a value that does not fit; .env.example shows how to write it"
    except SQLAlchemyError:
        sentence = "the database cannot be used; check that it is running and that its address in the settings is right"
    except ContentError as fault:
        sentence = str(fault)
    except OSError as fault:
        sentence = (
            f"{fault.filename or 'a file'} cannot be used ({fault.strerror}); mend that and run the command again"
        )
    else:
        return
    typer.echo(f"Error: {sentence}", err=True)
    sys.exit(1)


if __name__ == "__main__":
    main()
