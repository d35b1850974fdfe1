"""The jobs that run by themselves: what each does at which times, and the line it leaves.

Nobody looks on while a job runs, so what it did or could not do stands in ``schedule.log`` of
the desk's folder, in the desk's language. A workbook that is open or not there is no fault: the
job says so and waits for its next time. Mails have a log of their own, ``mail.log``.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time
from logging.handlers import RotatingFileHandler
from pathlib import Path

from comptoir.desk import Desk, watching
from comptoir.desk.old_copies import thin_out
from comptoir.desk.scheduling import Job, NoSuchTime, minutes_of, time_of
from comptoir.errors import ComptoirError
from comptoir.sheets.closed.refusals import ChangedMeanwhile, OpenElsewhere
from comptoir.wording import Said, mark

LOG = "schedule.log"
LOG_BYTES = 200_000
FIGURES_BOOK = "kpi.xlsx"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of job: its sentence, the words of its command, and when it usually runs."""

    said: str
    words: tuple[str, ...]
    every: str = ""
    at: time | None = None


KINDS: Mapping[str, Kind] = {
    "mail": Kind(mark("Mails are synced"), ("mail", "sync", "--quiet"), every="10m"),
    "figures": Kind(
        mark("The workbook of figures is refreshed"), ("schedule", "run", "figures"), at=time(6, 30)
    ),
    "watch": Kind(mark("Market news is collected"), ("schedule", "run", "watch"), every="1h"),
    "backup": Kind(mark("The desk is backed up"), ("schedule", "run", "backup"), at=time(22)),
}
"""Every job by the name it is asked by."""


def job(name: str, folder: Path, python: str, every: str | None, at: str | None) -> Job:
    """The job *name* of the desk in *folder*, at its usual times or those told.

    Raises ``NotSoOften``, ``NoSuchTime``.
    """
    kind = KINDS[name]
    if every and at:
        raise NoSuchTime(text=f"{at}, {every}")
    when = time_of(at) if at else None if every else kind.at
    return Job(
        f"{name} {folder.name} {_mark_of(folder)}",
        (python, "-m", "comptoir.cli", "--desk", str(folder), *kind.words),
        folder,
        minutes_of(every or kind.every or "24h"),
        when,
    )


def _mark_of(folder: Path) -> str:
    """What tells two desks apart whose folders have the same name.

    >>> _mark_of(Path("/a/desk")) == _mark_of(Path("/b/desk"))
    False
    """
    return hashlib.sha256(str(folder).encode()).hexdigest()[:6]


def told(found: Job) -> Said:
    """What runs, and when."""
    said = Said(KINDS[found.name.partition(" ")[0]].said)
    if found.at:
        return Said("{what} every day at {time}", what=said, time=f"{found.at:%H:%M}")
    hours, rest = divmod(found.minutes, 60)
    if rest or hours <= 1:
        return Said("{what} every {count} {count:minute|minutes}", what=said, count=found.minutes)
    return Said("{what} every {count} hours", what=said, count=hours)


# ------------------------------------------------------------------ running


def run_job(here: Desk, name: str) -> Said:
    """Do the job *name* now and keep its line in the log: what it did. Raises what stopped it."""
    try:
        done = _DO[name](here)
    except ComptoirError as refused:
        _keep(here, name, refused.said)
        raise
    except Exception as error:
        _keep(here, name, Said("It failed ({what}).", what=type(error).__name__))
        raise
    _keep(here, name, done)
    return done


def _figures(here: Desk) -> Said:
    file = here.settings.workbooks / FIGURES_BOOK
    if not file.is_file():
        return Said("{file} is not there: nothing was refreshed. Build it with:"
                    " comptoir workbook build kpi", file=file.name)  # fmt: skip
    from comptoir.desk.refreshing_figures import refresh_file  # noqa: PLC0415 - pandas

    try:
        refresh_file(here, file)
    except (OpenElsewhere, ChangedMeanwhile):
        return Said("{file} is open: nothing was refreshed. It is tried again at the next time;"
                    " the button Refresh does it at once.", file=file.name)  # fmt: skip
    return Said("{file} shows the figures of now.", file=file.name)


def _watch(here: Desk) -> Said:
    found = watching.collect(here)
    with here.deed("watch") as deed:
        watching.score_typed(deed)
    new, silent = sum(len(one.new) for one in found), [one.name for one in found if one.trouble]
    said = Said("{sources} {sources:source|sources} read, {new} new {new:note|notes}.",
                sources=len(found), new=new)  # fmt: skip
    if not silent:
        return said
    return Said("{said} Not read: {names}.", said=said, names=silent)


def _backup(here: Desk) -> Said:
    said = Said("The desk is copied to {file}.", file=here.backup().name)
    gone = thin_out(here.settings.backups, here.today().date())
    if not gone:
        return said
    return Said("{said} {count} old {count:copy was|copies were} deleted: of older days one copy"
                " a week is kept, then one a month.", said=said, count=len(gone))  # fmt: skip


_DO: Mapping[str, Callable[[Desk], Said]] = {
    "figures": _figures, "watch": _watch, "backup": _backup,
}  # fmt: skip
RUN = tuple(_DO)
"""The jobs that ``run_job`` does."""


def _keep(here: Desk, name: str, said: Said) -> None:
    """One line: when, which job, what became of it."""
    line = said.in_(here.lang).replace("\n", " ")
    record = logging.makeLogRecord(
        {"msg": f"{here.clock().isoformat(timespec='seconds')} {name}: {line}"}
    )
    handler = RotatingFileHandler(here.settings.folder / LOG, maxBytes=LOG_BYTES, backupCount=2,
                                  encoding="utf-8")  # fmt: skip
    try:
        handler.handle(record)
    finally:
        handler.close()
