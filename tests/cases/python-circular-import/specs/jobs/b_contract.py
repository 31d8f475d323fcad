from contractgen.dsl import ScalarTypeEnum, define_schema_model

from .a_contract import A

B = define_schema_model(name="B", fields={"a": {"type": A}})
