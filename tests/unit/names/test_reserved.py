"""The frozen lists of reserved words, held against what is installed."""

import builtins
import enum
import keyword
from typing import Any

import pytest
from contractgen.names.folding import python_member
from contractgen.names.reserved import (
    BASE_MODEL_ATTRIBUTES,
    PYTHON_BUILTINS,
    PYTHON_CLASSES,
    PYTHON_WORDS,
    escaped,
)
from pydantic import BaseModel, ConfigDict, create_model


def test_the_attributes_of_base_model_are_all_listed() -> None:
    public = {name for name in dir(BaseModel) if not name.startswith("_")}
    assert public | {"mro", "register"} == BASE_MODEL_ATTRIBUTES


def test_the_classes_of_builtins_are_all_listed() -> None:
    known = PYTHON_BUILTINS | PYTHON_CLASSES
    here = {name for name in dir(builtins) if name[0].isupper()}
    later = {"PythonFinalizationError"}  # Python 3.13
    assert here - known - later - {"WindowsError"} == set()


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", sorted(PYTHON_WORDS))
def test_an_escaped_word_is_a_quiet_attribute(name: str) -> None:
    attribute = escaped(name)
    assert attribute == f"{name}_"
    assert attribute.isidentifier()
    assert not keyword.iskeyword(attribute)
    quiet = ConfigDict(protected_namespaces=())
    fields: dict[str, Any] = {attribute: (int, ...)}
    model = create_model("Model", __config__=quiet, **fields)
    assert getattr(model.model_validate({attribute: 1}), attribute) == 1


@pytest.mark.parametrize("name", ["type", "match", "case", "job_id", "class_"])
def test_a_free_word_stays(name: str) -> None:
    assert escaped(name) == name


@pytest.mark.parametrize(
    "value", ["mro", "name", "value", "_ignore_", "__class__", "1 "]
)
def test_no_member_disturbs_enum(value: str) -> None:
    make: Any = enum.StrEnum
    made = make("Made", {python_member(value): value})
    assert [member.value for member in made] == [value]
