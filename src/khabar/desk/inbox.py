"""The inbox: reports as they come."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from khabar.desk.page import render

router = APIRouter(include_in_schema=False)


@router.get("/")
def inbox(request: Request) -> HTMLResponse:
    """The list of reports."""
    return render(request, "inbox.html")
