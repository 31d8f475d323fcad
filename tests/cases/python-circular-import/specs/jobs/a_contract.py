from contractgen.dsl import ScalarTypeEnum, define_schema_model

from .b_contract import B

A = define_schema_model(name="A", fields={"b": {"type": B}})
