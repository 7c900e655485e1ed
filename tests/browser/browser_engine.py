"""Rich replies for the browser tests, and an engine that gives them."""

from __future__ import annotations

from fingerpost.reply import Choice, Contact, Deadline, Reply, Section, Service, Source

SCRIPT = '<script>document.title = "taken over"</script><img src=x onerror="document.title=\'taken over\'">'

ASSESSMENT = Reply(
    title="How to ask for an assessment",
    text=(
        "You can ask the council yourself. You do not need the school to agree.\n\n"
        "It is called an education, health and care (EHC) needs assessment."
    ),
    topic="ehcna_request",
    steps=(
        "Write to the council's SEND team. An email is enough.",
        "Say what is hard for your child, and what has been tried.",
        "Keep a copy, and write down the date.",
    ),
    say="I am asking for an EHC needs assessment for my child.\n\nPlease tell me your decision within 6 weeks.",
    deadlines=(
        Deadline(
            what="The council tells you if it will assess",
            limit="6 weeks from your request",
            who_acts="the council",
            reference="SEND Regulations 2014, regulation 5",
            rule="assessment_decision",
            url="https://www.legislation.gov.uk/uksi/2014/1530/regulation/5",
            date="2026-10-19",
            days_left=12,
        ),
        Deadline(
            what="The final plan is ready",
            limit="20 weeks from your request",
            who_acts="the council",
            reference="SEND Regulations 2014, regulation 13",
            rule="final_plan",
        ),
    ),
    contacts=(
        Contact(
            name="Your council's SEND team",
            role="The team that looks after assessments and plans",
            part="decides",
            why="They read your request and decide.",
            phone="0300 555 0100",
            email="send@council.example",
            url="https://council.example/send",
            note="I don't have a direct number for the officer.",
            bring="your child's date of birth and the school's name",
        ),
        Contact(
            name="SENDIASS",
            role="Free information, advice and support",
            part="independent",
            why="They can read your letter before you send it.",
            url="https://sendiass.example",
        ),
    ),
    more=(Section("Your rights", ("You can ask the council yourself.",)),),
    sources=(
        Source(
            "Children and Families Act 2014, section 36",
            "https://www.legislation.gov.uk/ukpga/2014/6/section/36",
            "2026-10-01",
        ),
    ),
    choices=(
        Choice("What happens next?", "ehc_timeline"),
        Choice("Find someone who can help me", "independent_advice"),
    ),
    notice="The government has proposed changes. Today's law still counts.",
    urgency="soon",
    staff={"secret": "score 0.93 for staff only"},
)

TIMELINE = Reply(title="What happens next", text="The council answers within 6 weeks.", topic="ehc_timeline")

SERVICES = Reply(
    title="2 activities near SK8",
    text="These are the nearest to you.",
    topic="find_service",
    services=(
        Service(
            id="1",
            name="Saturday Splash",
            what="Swimming with a hoist and warm water, for disabled children and their brothers and sisters.",
            ages="5 to 16",
            cost="Free",
            days="Saturday",
            organisation="Example Leisure",
            distance_miles=1.24,
            place="Cheadle",
            phone="0161 555 0199",
            email="splash@leisure.example",
            url="https://leisure.example/splash",
            source="Example Local Offer",
            last_checked="last checked by the provider on 3 May 2026",
            sample=True,
        ),
        Service(
            id="2",
            name=SCRIPT,
            what=SCRIPT,
            ages="",
            cost="",
            days="",
            organisation=SCRIPT,
            phone=SCRIPT,
            email=SCRIPT,
            url="javascript:document.title='taken over'",
            source="javascript:document.title='taken over'",
            last_checked=SCRIPT,
        ),
    ),
)


class StubEngine:
    """Gives a fixed reply for a word in the text. `is_ready` and `received` are for the tests to set and read."""

    def __init__(self) -> None:
        self.is_ready = True
        self.received: list[str] = []

    async def ready(self) -> bool:
        return self.is_ready

    async def send(self, conversation: str, *, text: str | None = None, choice: Choice | None = None) -> list[Reply]:
        said = choice.title if choice else text or ""
        self.received.append(said)
        if choice:
            return [TIMELINE]
        if "activities" in said:
            return [SERVICES]
        return [ASSESSMENT]
