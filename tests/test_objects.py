"""The types of the record."""

from __future__ import annotations

import inspect
import json
from dataclasses import FrozenInstanceError, is_dataclass

import pytest
from pydantic import BaseModel, ValidationError

from khabar import objects
from khabar.objects import Page, Record, Report, Span
from records import empty, made

TYPES = [t for _, t in inspect.getmembers(objects, inspect.isclass) if t.__module__ == objects.__name__]


def test_a_record_survives_json() -> None:
    """What is written is read back as the same record: nothing is lost, nothing added."""
    for record in (made(), empty()):
        assert Record.model_validate_json(record.to_json()) == record
        assert Record.model_validate(record.to_dict()) == record
        assert json.loads(record.to_json(2)) == json.loads(record.to_json()) == record.to_dict()


def test_json_is_utf_8_and_names_its_schema_first() -> None:
    """Arabic stands in the output as Arabic, and the first key tells a reader what it holds."""
    text = made().to_json()
    assert text.startswith('{"schema":"khabar.record/1"')
    assert "سوق" in text and "\n" not in text


def test_every_key_of_the_contract_is_written_also_when_unknown() -> None:
    """Unknown is null in the output, not a missing key."""
    record = empty().to_dict()
    assert record["report"]["publisher"] is None and record["report"]["published"]["date"] is None
    assert record["statements"] == []


@pytest.mark.parametrize("kind", [t for t in TYPES if issubclass(t, BaseModel)], ids=lambda t: t.__name__)
def test_models_are_frozen_and_closed(kind: type[BaseModel]) -> None:
    """What leaves the program can be neither changed in place nor carry a key that the contract does not know."""
    assert kind.model_config["frozen"] is True
    assert kind.model_config["extra"] == "forbid"


@pytest.mark.parametrize("kind", [t for t in TYPES if is_dataclass(t)], ids=lambda t: t.__name__)
def test_what_lives_between_steps_is_frozen_and_slotted(kind: type) -> None:
    """A step cannot change what it was given."""
    assert kind.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert hasattr(kind, "__slots__")


@pytest.mark.parametrize("kind", TYPES, ids=lambda t: t.__name__)
def test_every_type_says_what_it_is(kind: type) -> None:
    """The record's documentation is made of these docstrings."""
    assert kind.__doc__ and not kind.__doc__.startswith(kind.__name__ + "(")


def test_changes_are_refused() -> None:
    """Assigning to a field is an error, in models and in dataclasses."""
    with pytest.raises(ValidationError):
        Span(start=0, end=1, text="a").start = 2  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        Page("a", "b").data = "c"  # type: ignore[misc]
    with pytest.raises(ValidationError):
        Report(id="a", source_id="b", author="c")  # type: ignore[call-arg]


def test_a_code_that_is_none_is_refused() -> None:
    """Statuses, types and acts come from closed lists."""
    event = made().events[0].model_dump()
    with pytest.raises(ValidationError):
        objects.Event(**(event | {"status": "maybe"}))
    with pytest.raises(ValidationError):
        objects.Event(**(event | {"type": "WAR"}))
