from contractgen.dsl import ScalarTypeEnum, define_schema_model

Job = define_schema_model(
    name="Job",
    fields={name: {"type": ScalarTypeEnum.ID()} for name in ("id", "owner")},
)
