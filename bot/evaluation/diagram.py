"""The reliability diagram: a bar for each bin of confidence, as an SVG picture that can also be read aloud."""

from __future__ import annotations

from bot.evaluation.calibration import BINS, Bin, CalibrationFigures

_LEFT, _TOP, _SIDE = 70, 50, 400  # pixels: the square between the axes, with words around it
_DARK, _BAR = "#1a1a1a", "#b3d1f0"  # a contrast of 10 to 1 for lines and words on bars, and of 17 to 1 on white
_WIDTH, _HEIGHT = _LEFT + _SIDE + 40, _TOP + _SIDE + 80
_BAR_WIDTH = _SIDE / BINS


def reliability_diagram(figures: CalibrationFigures) -> str:
    """An SVG document. Its title and description say the same in words."""
    parts = [
        _rectangle(0, 0, _WIDTH, _HEIGHT, "white"),
        _words(_LEFT, _TOP - 20, "Share heard rightly, by confidence"),
        *(_bar(one) for one in figures.bins if one.messages),
        *_axes(),
        f'<line x1="{_LEFT}" y1="{_TOP + _SIDE}" x2="{_LEFT + _SIDE}" y2="{_TOP}" '
        f'stroke="{_DARK}" stroke-width="2" stroke-dasharray="8 5"/>',
    ]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}" '
            f'viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-labelledby="title description" '
            'font-family="sans-serif" font-size="14">',
            '<title id="title">How often messages are heard rightly, by confidence</title>',
            f'<desc id="description">{_description(figures)}</desc>',
            *parts,
            "</svg>",
            "",
        ]
    )


def _description(figures: CalibrationFigures) -> str:
    said = [
        f"Confidence {one.low:.1f} to {one.high:.1f}: {one.messages} messages, {one.right:.0%} right."
        for one in figures.bins
        if one.messages
    ]
    error = f"The expected calibration error is {figures.expected_error:.3f}."
    return " ".join(["Bars on the dashed line would be exactly as sure as they are right.", *said, error])


def _bar(one: Bin) -> str:
    height = _SIDE * (one.right or 0.0)
    left, top = _LEFT + _SIDE * one.low, _TOP + _SIDE - height
    number = _words(left + _BAR_WIDTH / 2, top - 5, str(one.messages), anchor="middle")
    return _rectangle(left + 2, top, _BAR_WIDTH - 4, height, _BAR, _DARK) + number


def _axes() -> list[str]:
    bottom = _TOP + _SIDE
    ticks = [tick / 5 for tick in range(6)]
    return [
        f'<path d="M{_LEFT} {_TOP}V{bottom}H{_LEFT + _SIDE}" fill="none" stroke="{_DARK}"/>',
        *(_words(_LEFT + _SIDE * tick, bottom + 20, f"{tick:.1f}", anchor="middle") for tick in ticks),
        *(_words(_LEFT - 8, bottom - _SIDE * tick + 5, f"{tick:.1f}", anchor="end") for tick in ticks),
        _words(_LEFT + _SIDE / 2, bottom + 45, "Confidence", anchor="middle"),
        _words(_LEFT, bottom + 68, "Above each bar: how many messages. Dashed: as sure as right."),
    ]


def _rectangle(left: float, top: float, width: float, height: float, colour: str, edge: str = "none") -> str:
    return f'<rect x="{left:g}" y="{top:.1f}" width="{width:g}" height="{height:.1f}" fill="{colour}" stroke="{edge}"/>'


def _words(left: float, top: float, text: str, anchor: str = "start") -> str:
    return f'<text x="{left:g}" y="{top:.1f}" fill="{_DARK}" text-anchor="{anchor}">{text}</text>'
