"""Correcting: each change is one row of the audit; whoever comes second is told and overwrites nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, cast

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from markupsafe import Markup

from khabar.desk.answers import opened, read_form, read_new
from khabar.desk.forms import MAIN, Form, Sent, empty, overlaid
from khabar.desk.page import desk_of, person_of, words_of
from khabar.desk.problems import told
from khabar.desk.reading import find
from khabar.desk.report import edit_form, show_review, split_target
from khabar.errors import Forbidden, InputError, KhabarError, NotFound, StaleRevision
from khabar.store import Archive
from khabar.store.people import Person
from khabar.store.review import (
    COLLECTIONS,
    STATUSES,
    Change,
    Draft,
    Review,
    assign,
    load_review,
    record_change,
    redo,
    set_status,
    undo,
)
from khabar.store.review_apply import Editor

router = APIRouter(include_in_schema=False)


async def sent(request: Request) -> Sent:
    """What the form holds: every value of every input, texts only."""
    values: dict[str, list[str]] = {}
    for name, value in (await request.form(max_fields=2_000)).multi_items():
        if isinstance(value, str):
            values.setdefault(name, []).append(value)
    return values


Posted = Annotated[Sent, Depends(sent)]


class Deed:
    """One wish to change a report: who, what was looked at, and what came of it."""

    def __init__(self, request: Request, report: int, values: Sent) -> None:
        """Reads `revision`, `reading` and `leaf` from the form. Raises `InputError` where they are no numbers."""
        self.request, self.report, self.values = request, report, values
        self.archive: Archive = desk_of(request).archive
        self.who: Person = person_of(request)
        self.revision, self.reading = self.number("revision"), self.number("reading")

    def text(self, name: str) -> str:
        """One value of the form, empty where it is not there."""
        return (self.values.get(name) or [""])[0]

    def number(self, name: str, otherwise: int | None = None) -> int:
        """One value of the form that must be a whole number."""
        value = self.text(name)
        if not value and otherwise is not None:
            return otherwise
        if not value.isdigit() or len(value) > 12:
            raise InputError(
                "{name} must be a number; open the report's page and send its form", "report/no_number", name=name
            )
        return int(value)

    def write(self, draft: Draft) -> Change:
        """Write a change down, on top of those this wish has written already."""
        change = record_change(
            self.archive, self.report, draft, who=self.who, revision=self.revision, reading=self.reading
        )
        self.revision = change.revision
        return change

    def done(self, target: str = "") -> Response:
        """Back to the page, at what was changed."""
        leaf = self.number("leaf", 1)
        where = f"#item-{target.rpartition('/')[2]}" if target else ""
        return RedirectResponse(f"/reports/{self.report}" + (f"?leaf={leaf}" if leaf > 1 else "") + where, 303)

    def try_(self, act: Callable[[], str], form: Callable[[Review], Form] | None = None) -> Response:
        """Do it and go back to the page; where it is refused, the page says why and keeps what was filled in.

        `form` gives the form to be shown again on the report as it is by then.
        """
        try:
            return self.done(act())
        except StaleRevision as stale:
            return self._again(form, 409, None, cast(tuple[Change, ...], stale.changes))
        except Forbidden as refused:
            return self._again(form, 403, self._told(refused))
        except InputError as wrong:
            return self._again(form, 422, self._told(wrong))
        except NotFound as gone:
            return self._again(None, 404, self._told(gone))

    def _told(self, error: KhabarError) -> Markup:
        return told(error, words_of(self.request))

    def _again(
        self, form: Callable[[Review], Form] | None, status: int, problem: Markup | None = None,
        conflict: tuple[Change, ...] = (),
    ) -> Response:  # fmt: skip
        review = load_review(self.archive, self.report)
        shown: Form | None = None
        try:
            shown = overlaid(form(review), self.values, problem) if form else None
        except NotFound as gone:
            problem = problem or self._told(gone)
        return show_review(
            self.request, review, leaf=self.number("leaf", 1), form=shown, status=status,
            problem=None if shown else problem, conflict=conflict, stale=status == 409,
        )  # fmt: skip


@router.post("/reports/{report}/accept")
@router.post("/reports/{report}/reject")
def judge(request: Request, report: int, values: Posted) -> Response:
    """Say of an object that it is right, or that it is not."""
    deed = Deed(request, report, values)
    target = deed.text("target")

    def act() -> str:
        accepted = request.url.path.endswith("/accept")
        deed.write(Draft(action="accept" if accepted else "reject", target=target))
        return target

    return deed.try_(act)


@router.post("/reports/{report}/edit")
def edit(request: Request, report: int, values: Posted) -> Response:
    """Give fields of an object other values; only those that differ are written, each as a change of its own."""
    deed = Deed(request, report, values)
    target = deed.text("target")
    collection, identity = split_target(target)

    def act() -> str:
        review = load_review(deed.archive, report)
        _fresh(deed, review)
        found = find(review.corrected.record, collection, identity)
        if found is None:
            raise NotFound("{target} is not in this report any more", "review/gone", target=target)
        record = review.corrected.record
        new = read_form(collection, values, record, found.model_dump(mode="json"))
        drafts = [
            Draft(action="move", target=target, after=value)
            if (collection, name) == ("entities", "place")
            else Draft(action="edit", target=target, field=name, after=value)
            for name, value in new.items()
        ]
        _rehearse(review, drafts)
        for draft in drafts:
            deed.write(draft)
        return target

    return deed.try_(act, lambda review: edit_form(review, target))


def _fresh(deed: Deed, review: Review) -> None:
    """Raise `StaleRevision` where someone was faster: what the form leaves out must not be read as of now."""
    if (deed.revision, deed.reading) != (review.standing.revision, review.reading):
        changes = tuple(c for c in review.changes if c.revision > deed.revision)
        raise StaleRevision(
            "someone else changed this report", revision=review.standing.revision, reading=review.reading,
            changes=changes,
        )  # fmt: skip


def _rehearse(review: Review, drafts: list[Draft]) -> None:
    """Raise what the first of several changes that would be refused raises, before any is written."""
    editor = Editor(review.corrected.record)
    for draft in drafts:
        editor.apply(
            Change(
                id=0, subject=review.standing.subject, report=review.report, reading=review.reading, revision=0, at="",
                who="", action=draft.action, target=draft.target, field=draft.field, after=draft.after,
            )
        )  # fmt: skip


@router.post("/reports/{report}/add")
def add(request: Request, report: int, values: Posted) -> Response:
    """Add what was missed."""
    deed = Deed(request, report, values)
    collection = next((c for c in COLLECTIONS if c == deed.text("collection")), None)
    if collection is None:
        raise InputError("nothing of that kind is added to a report", "review/added")

    def act() -> str:
        review = load_review(deed.archive, report)
        new = read_new(collection, opened(values, MAIN[collection], review.corrected.record.report.text),
                       review.corrected.record)  # fmt: skip
        change = deed.write(Draft(action="add", target=collection, after=new))
        return f"{collection}/{change.after['id']}"

    return deed.try_(act, lambda review: empty(collection))


@router.post("/reports/{report}/merge")
def merge(request: Request, report: int, values: Posted) -> Response:
    """Say that two names are one and the same."""
    deed = Deed(request, report, values)

    def act() -> str:
        into = deed.text("into")
        if not into:
            raise InputError("name the entity that this one is", "form/merge_into")
        deed.write(Draft(action="merge", target=deed.text("target"), after=f"entities/{into}"))
        return f"entities/{into}"

    return deed.try_(act)


@router.post("/reports/{report}/undo")
@router.post("/reports/{report}/redo")
def turn_back(request: Request, report: int, values: Posted) -> Response:
    """Take a change back, or let it count again."""
    deed = Deed(request, report, values)
    change = deed.number("change", 0) or None

    def act() -> str:
        step = undo if request.url.path.endswith("/undo") else redo
        step(deed.archive, report, who=deed.who, revision=deed.revision, reading=deed.reading, change=change)
        return ""

    return deed.try_(act)


@router.post("/reports/{report}/status")
def status(request: Request, report: int, values: Posted) -> Response:
    """Move the report on, or back."""
    deed = Deed(request, report, values)

    def act() -> str:
        wanted = deed.text("status")
        if wanted not in STATUSES:
            raise InputError(
                "{status!r} is no status; {known} are", "review/no_status", status=wanted[:40], known=STATUSES
            )
        set_status(deed.archive, report, wanted, who=deed.who, revision=deed.revision)
        return ""

    return deed.try_(act)


@router.post("/reports/{report}/assign")
def give(request: Request, report: int, values: Posted) -> Response:
    """Give the report to someone, or to nobody."""
    deed = Deed(request, report, values)

    def act() -> str:
        assign(deed.archive, report, deed.text("to") or None, who=deed.who, revision=deed.revision)
        return ""

    return deed.try_(act)
