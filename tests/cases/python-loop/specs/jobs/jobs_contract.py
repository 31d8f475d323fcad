from contractgen.dsl import ScalarTypeEnum, define_schema_model

FIELDS = {}
for name in ("id", "owner"):
    FIELDS[name] = {"type": ScalarTypeEnum.ID()}
