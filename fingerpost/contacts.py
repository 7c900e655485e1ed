"""Which contact point to give, for a topic, a stage and an authority: one first, at most two more.

What is said about each contact is in `content/contacts.yml`; a local authority's own details are in its file in
`content/authorities/`. The authority is the one the child lives in: it stays responsible for a child who goes to
school elsewhere.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from fingerpost import content, places
from fingerpost.reply import Contact

CHECKED_FOR = timedelta(days=90)
CRISIS_CHECKED_FOR = timedelta(days=30)
MOST_CONTACTS = 3


@lru_cache(maxsize=1)
def _content() -> dict[str, Any]:
    written: dict[str, Any] = content.read("contacts.yml")
    return {**written, "national": {body["id"]: body for body in written["national"]}}


def contact_points(
    topic: str,
    *,
    authority: str | None = None,
    stage: str | None = None,
    role: str | None = None,
    today: date | None = None,
) -> tuple[Contact, ...]:
    """The first contact for a topic and at most two more, each with its reason.

    `authority` is a DfE code; `stage` is where the child is (early_years, school, post_16) or how far the plan is
    (no_plan, assessment, draft, plan); a `role` that somebody asked for comes first. Raises ValueError, listing what is
    known, for another topic, stage, role or authority.
    """
    entries = _entries(topic, stage)
    if role is not None:
        wanted = next((entry for entry in entries if _id(entry) == role), {"role": role})
        entries = [wanted] + [entry for entry in entries if _id(entry) != role]
    return tuple(
        contact_for_role(_id(entry), authority, stage=stage, why=entry.get("why", ""), today=today)
        for entry in entries[:MOST_CONTACTS]
    )


def contact_for_role(
    role: str,
    authority: str | None = None,
    *,
    stage: str | None = None,
    why: str = "",
    today: date | None = None,
) -> Contact:
    """The contact for a role ("send_team") or a national body ("ipsea"), in an authority (DfE code) where it is local.

    Without a reason the contact says who this is. Raises ValueError, listing what is known, for another role.
    """
    today = today or date.today()
    roles = _content()["roles"]
    if role not in roles:
        return _national_contact(role, why, "", today)
    about = roles[role]
    why = why or about["who"]
    if about["where"] == "national":
        return _national_contact(about["body"], why, about["bring"], today, role)
    name = about.get("name_by_stage", {}).get(stage, about["name"])
    if about["where"] != "authority":
        return Contact(name, role, about["part"], why, note=about["reach"], bring=about["bring"])
    if authority is None:
        note = f"{about['reach']} Tell me your postcode and I can name your council."
        return Contact(name, role, about["part"], why, url=_body_url(about), note=note, bring=about["bring"])
    return _local_contact(role, name, why, places.authority(authority), today)


def known_topics() -> tuple[str, ...]:
    """The topics that have contact points."""
    return tuple(sorted(_content()["topics"]))


def known_stages() -> tuple[str, ...]:
    """The stages that may change which contact comes first."""
    return tuple(_content()["stages"])


def role_words() -> dict[str, str]:
    """The words by which people ask for somebody, in small letters -> role."""
    return {word: role for role, about in _content()["roles"].items() for word in about["words"]}


def _entries(topic: str, stage: str | None) -> list[dict[str, str]]:
    topics = _content()["topics"]
    if topic not in topics:
        raise ValueError(f"There are no contacts for this topic. Known topics: {', '.join(known_topics())}.")
    if stage is not None and stage not in known_stages():
        raise ValueError(f"This stage is not known. Known stages: {', '.join(known_stages())}.")
    about = topics[topic]
    changed = about.get("stages", {}).get(stage, {})
    first = changed.get("first", about["first"])
    then = changed.get("then", about.get("then", []))
    return [first] + [entry for entry in then if _id(entry) != _id(first)]


def _id(entry: dict[str, str]) -> str:
    return entry.get("role") or entry["body"]


def _national_contact(body_id: str, why: str, bring: str, today: date, role: str = "") -> Contact:
    written = _content()
    if body_id not in written["national"]:
        known = ", ".join(sorted({*written["roles"], *written["national"]}))
        raise ValueError(f"This contact is not known. Known contacts: {known}.")
    body = written["national"][body_id]
    lasts = CRISIS_CHECKED_FOR if body.get("crisis") else CHECKED_FOR
    return Contact(
        name=body["name"],
        role=role or body_id,
        part=body["part"],
        why=why or body["purpose"],
        phone=body.get("phone", ""),
        text_message=body.get("text", ""),
        email=body.get("email", ""),
        url=body.get("url", ""),
        note=_freshness(body, lasts, today),
        bring=bring,
    )


def _local_contact(role: str, name: str, why: str, here: places.Authority, today: date) -> Contact:
    about = _content()["roles"][role]
    direct = here.contacts.get(role)
    if direct:
        note = _freshness({"status": "V", **direct}, CHECKED_FOR, today)
    else:
        place = f"in {here.name}" if about["part"] == "independent" else f"at {here.name}"
        note = (
            f"I don't have a checked number for {about['called']} {place}. "
            f"Start at the council's website and ask for {about['ask_for']}. {about['reach']}"
        )
    return Contact(
        name=f"{name}, {here.name}",
        role=role,
        part=about["part"],
        why=why,
        phone=(direct or {}).get("phone", ""),
        email=(direct or {}).get("email", ""),
        url=(direct or {}).get("url", here.website),
        note=f"{note} {_replaced(here, today)}".strip(),
        bring=about["bring"],
    )


def _body_url(about: dict[str, Any]) -> str:
    return str(_content()["national"][about["body"]]["url"]) if "body" in about else ""


def _freshness(about: dict[str, str], lasts: timedelta, today: date) -> str:
    """What to say when details were not checked, or too long ago."""
    if about["status"] != "V":
        if not any(about.get(kind) for kind in ("phone", "text", "email")):
            return ""
        return "This number is still to be checked." + (" If it fails, use the website." if "url" in about else "")
    checked = date.fromisoformat(about["verified_on"])
    if today - checked <= lasts:
        return ""
    return f"Last checked on {checked.day} {checked:%B %Y}: it may have changed since."


def _replaced(here: places.Authority, today: date) -> str:
    if here.valid_to is None or today <= date.fromisoformat(here.valid_to):
        return ""
    names = " and ".join(each.name for each in here.successors)
    return f"{here.official_name} has been replaced by {names}: check which one covers your home."
