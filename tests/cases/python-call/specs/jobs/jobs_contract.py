from contractgen.dsl import ScalarTypeEnum, define_schema_model

Job = define_schema_model(
    name="Job".title(),
    fields={},
)
