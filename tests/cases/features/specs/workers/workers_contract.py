"""A package in Python."""

from contractgen.dsl import ScalarTypeEnum, define_schema_model

Worker = define_schema_model(
    name="Worker",
    description="Takes jobs",
    fields={
        "workerId": {"type": ScalarTypeEnum.UUID()},
        "since": {"type": ScalarTypeEnum.Date(), "isOptional": True},
    },
)
