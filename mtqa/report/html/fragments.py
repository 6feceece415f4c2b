"""The parts of the page that need no script: the run's verdict, its coverage, and the plain list of the worst."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

from mtqa.coverage import Coverage
from mtqa.report.html.marks import marks, speakers, visible
from mtqa.report.html.view import Placed, passage, percent, worst_documents, worst_sentences
from mtqa.report.standing import fixed, of_document, of_sentence, standing
from mtqa.result import DocumentResult, DocumentVerdict, Report, SentenceResult, Verdict

PLAIN_LIMIT = 200
"""Documents and sentences in the plain list, and skipped files in the coverage table."""


def escape(text: str) -> str:
    """Escape text for HTML content and quoted attributes."""
    return html.escape(text, quote=True)


def title(report: Report) -> str:
    """Say in one line how the run ended, for the window's title."""
    return escape(
        f"{_gate(report)}: {report.suspicious:,} of {_count(report.judged, 'sentence')} suspicious · mtqa report"
    )


def summary(report: Report) -> str:
    """Render the run's verdict in words with its reasons, what to mind, and the counts."""
    state = "passed" if report.gate.passed else "failed"
    mark = f'<span class="mark" aria-hidden="true">{"✓" if report.gate.passed else "✕"}</span>'
    return "\n".join(
        (
            f'<section class="verdict {state}" aria-labelledby="verdict">',
            f'<h1 id="verdict">{mark}{_gate(report)}</h1>',
            _list("reasons", report.gate.reasons),
            f'<p class="lead">{escape(_lead(report))}</p>',
            _alerts(report),
            _figures(report),
            "</section>",
        )
    )


def coverage(report: Report) -> str:
    """Render what was looked at and what was not, with each reason."""
    seen = report.coverage
    skipped = sum(report.counted().skipped.values())
    share = f" ({seen.characters_scored / seen.characters_read:.0%})" if seen.characters_read else ""
    figures = (
        ("Files seen", f"{seen.files_seen:,}"),
        ("Files checked", f"{seen.files_checked:,}"),
        ("Files skipped", f"{skipped:,}"),
        ("Characters read", f"{seen.characters_read:,}"),
        ("Characters scored", f"{seen.characters_scored:,}{share}"),
        ("Characters masked", f"{sum(m.characters for m in seen.masked):,}"),
    )
    parts = [_definitions("facts", figures), _masked(seen), _omitted(seen)]
    if seen.files_skipped:
        rows = "".join(
            f"<tr><td><bdi>{escape(visible(file.path))}</bdi></td><td>{escape(visible(file.reason))}</td></tr>"
            for file in seen.files_skipped[:PLAIN_LIMIT]
        )
        parts.append(
            '<div class="scroll" tabindex="0" role="region" aria-label="Files skipped"><table class="skipped">'
            '<thead><tr><th scope="col">Skipped</th><th scope="col">Reason</th></tr></thead>'
            f"<tbody>{rows}</tbody></table></div>"
        )
        parts.append(rest(skipped, "skipped files", report))
    return "\n".join(part for part in parts if part)


def _masked(seen: Coverage) -> str:
    """Render what patterns kept from being read."""
    rows = [(masked.pattern, f"{masked.characters:,}", f"{masked.prose:,}") for masked in seen.masked]
    return _counts("Masked, and not read", ("Pattern", "Characters", "Like prose"), rows)


def _omitted(seen: Coverage) -> str:
    """Render which units were passed over."""
    rows = [(omitted.reason, f"{omitted.units:,}") for omitted in seen.omitted]
    return _counts("Left out", ("Reason", "Units"), rows)


def _counts(caption: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Render a table of names and counts; nothing where there are none."""
    if not rows:
        return ""
    name = caption.split(",", maxsplit=1)[0].lower().replace(" ", "-")
    first, *others = head
    heads = f'<th scope="col">{first}</th>' + "".join(f'<th scope="col" class="number">{o}</th>' for o in others)
    body = "".join(
        f'<tr><th scope="row"><bdi>{escape(visible(what))}</bdi></th>'
        + "".join(f'<td class="number">{count}</td>' for count in counts)
        + "</tr>"
        for what, *counts in rows[:PLAIN_LIMIT]
    )
    return (
        f'<div class="scroll rates" tabindex="0" role="region" aria-labelledby="{name}-title"><table>'
        f'<caption id="{name}-title">{escape(caption)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def rates(report: Report) -> str:
    """Render how often the thresholds in use flag good English, where that was measured."""
    rows = "".join(
        f'<tr><th scope="row">{escape(visible(rate.what))}</th><td class="number">{_share(rate.rate)}</td>'
        f'<td class="number">{_share(rate.interval[0])} to {_share(rate.interval[1])}</td>'
        f'<td class="number">{rate.total:,}</td></tr>'
        for rate in report.rates
    )
    if not rows:
        return ""
    return (
        '<div class="scroll rates" tabindex="0" role="region" aria-labelledby="rates-title"><table>'
        '<caption id="rates-title">How often good English is flagged</caption>'
        '<thead><tr><th scope="col">Kind</th><th scope="col" class="number">Flagged</th>'
        '<th scope="col" class="number">95% interval</th><th scope="col" class="number">Of</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def plain(report: Report) -> str:
    """Render the documents and the worst suspicious sentences as text that needs no script."""
    documents = worst_documents(report)
    suspicious = [p for p in worst_sentences(documents) if p.sentence.verdict is Verdict.SUSPICIOUS]
    lines = "\n".join(f"<li>{_plain_document(d)}</li>" for d in documents[:PLAIN_LIMIT])
    cards = "\n".join(plain_sentence(documents[p.document], p) for p in suspicious[:PLAIN_LIMIT])
    return "\n".join(
        part
        for part in (
            "<h2>Documents, worst first</h2>",
            f"<ol>\n{lines}\n</ol>" if lines else "<p>No document was checked.</p>",
            rest(report.counted().documents, "documents", report),
            "<h2>Suspicious sentences, worst first</h2>",
            f"<ol>\n{cards}\n</ol>" if cards else "<p>No sentence is suspicious.</p>",
            rest(report.suspicious, "suspicious sentences", report),
        )
        if part
    )


def _gate(report: Report) -> str:
    return "Gate passed" if report.gate.passed else "Gate failed"


def _lead(report: Report) -> str:
    totals = report.counted()
    counts = totals.verdicts
    verdicts = ", ".join(f"{counts[verdict]:,} {verdict.value}" for verdict in DocumentVerdict if counts.get(verdict))
    documents = _count(totals.documents, "document")
    return f"{documents}: {verdicts}." if verdicts else "No document was checked."


def _alerts(report: Report) -> str:
    alerts = [*standing(report), *report.notes]
    if report.baseline is not None:
        alerts += [f"Fixed: {fixed(entry)}" for entry in report.baseline.fixed[:PLAIN_LIMIT]]
    if report.interrupted:
        alerts.insert(0, "The run was interrupted: this report covers only what was checked until then.")
    return _list("notes", alerts)


def _figures(report: Report) -> str:
    share = f"{report.suspicious / report.judged:.1%} of those judged" if report.judged else "none judged"
    pace = f"{report.seconds:,.1f} s"
    figures = (
        ("Documents", f"{report.counted().documents:,}", ""),
        ("Sentences judged", f"{report.judged:,}", ""),
        ("Suspicious", f"{report.suspicious:,}", share),
        ("Skipped", f"{report.skipped:,}", "each with its reason"),
        ("Time", pace, f"on {visible(report.device)}" if report.device else ""),
    )
    items = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(value)}"
        + (f"<small>{escape(more)}</small>" if more else "")
        + "</dd></div>"
        for name, value, more in figures
    )
    return f'<dl class="figures">{items}</dl>\n{_balance(report)}'


def _balance(report: Report) -> str:
    """Draw the sentences as one bar with its key; an SVG, since the page's policy refuses style attributes."""
    if not report.sentences:
        return ""
    bars: list[str] = []
    keys: list[str] = []
    at = 0.0
    for name, count in (
        ("suspicious", report.suspicious),
        ("clear", report.judged - report.suspicious),
        ("skipped", report.skipped),
    ):
        width = 100 * count / report.sentences
        bars.append(f'<rect class="{name}" x="{at:.3f}%" width="{width:.3f}%" height="8"/>')
        swatch = f'<svg width="8" height="8" aria-hidden="true"><rect class="{name}" width="8" height="8"/></svg>'
        keys.append(f"<span>{swatch}{count:,} {name}</span>")
        at += width
    bar = f'<svg class="balance" aria-hidden="true" height="8" width="100%">{"".join(bars)}</svg>'
    return f'{bar}\n<p class="key">{"".join(keys)}</p>'


def _plain_document(document: DocumentResult) -> str:
    name = f"<b><bdi>{escape(_name(document))}</bdi></b>"
    state = of_document(document)
    figures = [f"{document.verdict.value} ({visible(state)})" if state else document.verdict.value]
    if document.probability is not None:
        figures.append(f"probability {percent(document.probability)}{_interval(document)}")
    if document.evidence is not None:
        figures.append(f"evidence {document.evidence:+.2f} nats")
    if document.fluency is not None:
        figures.append(f"fluency {document.fluency:.0f} of 100")
    figures.append(f"{document.suspicious:,} of {_count(document.judged, 'judged sentence')} suspicious")
    if document.passage is not None:
        figures.append(passage(document))
    return f"{name} {escape('; '.join(figures))}"


def plain_sentence(document: DocumentResult, placed: Placed) -> str:
    """Render a suspicious sentence as text that needs no script."""
    sentence = placed.sentence
    figures = [sentence.kind.value]
    if sentence.fluency is not None:
        figures.append(f"fluency {sentence.fluency:.0f} of 100")
    if sentence.evidence is not None:
        figures.append(f"evidence {sentence.evidence:+.2f} nats")
    where = "" if sentence.place is None else f" ({visible(str(sentence.place))})"
    place = f"{_name(document)}:{sentence.line}:{sentence.column}{where}"
    parts = [
        f"<li><b><bdi>{escape(place)}</bdi></b> {escape('; '.join(figures))}",
        f"<blockquote><bdi>{escape(visible(sentence.text))}</bdi></blockquote>",
    ]
    if speaking := _speaking(sentence):
        parts.append(f"<p>{escape(speaking)}</p>")
    if sentence.reason:
        parts.append(f"<p>{escape(visible(sentence.reason))}</p>")
    if state := of_sentence(document, placed.order):
        parts.append(f"<p>Does not count: {escape(visible(state))}</p>")
    hits = [
        f"{hit.severity.value}: {visible(hit.message)}"
        + (f" Natural English: {visible(hit.suggestion)}" if hit.suggestion else "")
        + f" [{visible(hit.rule)}]"
        for hit in sentence.findings
    ]
    parts.append(_list("", hits) + "</li>")
    return "\n".join(parts)


def _speaking(sentence: SentenceResult) -> str:
    """Name the words that speak most for a machine, and those that speak most against."""
    marked = marks(sentence.text, sentence.tokens)
    sides = []
    for side, numbers in zip(("For", "Against"), speakers(sentence.text, marked), strict=True):
        words = [visible(sentence.text[marked[i].span.start : marked[i].span.end]) for i in numbers]
        sides += [f"{side}: {', '.join(words)}"] if words else []
    return " · ".join(sides)


def _share(share: float) -> str:
    """Write a small share in percent with two figures that count."""
    digits = 0 if share >= 0.0995 or not share else 1 if share >= 0.00995 else 2
    return f"{share:.{digits}%}"


def _name(document: DocumentResult) -> str:
    return visible(document.name)


def _interval(document: DocumentResult) -> str:
    if document.interval is None:
        return ""
    low, high = document.interval
    return f" (95% interval {percent(low)} to {percent(high)})"


def _list(name: str, items: Iterable[str]) -> str:
    rows = "".join(f"<li>{escape(visible(item))}</li>" for item in items)
    attribute = f' class="{name}"' if name else ""
    return f"<ul{attribute}>{rows}</ul>" if rows else ""


def _definitions(name: str, items: Iterable[tuple[str, str]]) -> str:
    rows = "".join(f"<div><dt>{escape(term)}</dt><dd>{escape(value)}</dd></div>" for term, value in items)
    return f'<dl class="{name}">{rows}</dl>'


def rest(count: int, what: str, report: Report) -> str:
    """Say how many of a list are not shown, and where they are."""
    if count <= PLAIN_LIMIT:
        return ""
    where = "JSON report" if report.whole else "JSON Lines report"
    return f"<p>The first {PLAIN_LIMIT:,} of {count:,} {what} are listed here; the {where} has all.</p>"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
