from contractgen.dsl import ScalarTypeEnum, define_schema_model

Book = define_schema_model(
    name="Book",
    fields={"owner": {"type": Owner}},
)
Owner = define_schema_model(name="Owner", fields={})
