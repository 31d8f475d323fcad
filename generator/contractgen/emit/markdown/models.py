"""The page of a package's models and enums."""

from msgspec import Struct

from contractgen.emit.markdown.tables import FieldRow, FieldTables
from contractgen.ir import Enum, Model, Package
from contractgen.render.fragments import MdText
from contractgen.render.markdown import md_cell, md_code_cell, md_inline, md_prose


class ModelSection(Struct, frozen=True):
    """One model."""

    name: MdText
    has_description: bool
    description: MdText
    has_fields: bool
    has_no_fields: bool
    fields: tuple[FieldRow, ...]


class ValueRow(Struct, frozen=True):
    """One value of an enum."""

    value: MdText
    description: MdText


class EnumSection(Struct, frozen=True):
    """One enum."""

    name: MdText
    has_description: bool
    description: MdText
    values: tuple[ValueRow, ...]


class ModelsPage(Struct, frozen=True):
    """Everything `markdown/models.md.jinja` shows."""

    package: MdText
    has_models: bool
    models: tuple[ModelSection, ...]
    has_enums: bool
    enums: tuple[EnumSection, ...]


def view(package: Package, tables: FieldTables) -> ModelsPage:
    """Return the page of `package`."""
    models = tuple(_model(model, tables) for model in package.models)
    enums = tuple(map(_enum, package.enums))
    return ModelsPage(md_inline(package.name), bool(models), models, bool(enums), enums)


def _model(model: Model, tables: FieldTables) -> ModelSection:
    rows = tables.rows(model, model.symbol.package)
    return ModelSection(
        name=md_inline(model.symbol.name),
        has_description=bool(model.description),
        description=md_prose(model.description),
        has_fields=bool(rows),
        has_no_fields=not rows,
        fields=rows,
    )


def _enum(enum: Enum) -> EnumSection:
    values = tuple(
        ValueRow(
            md_code_cell(item.value),
            MdText(
                md_cell(item.description)
                + (" **Deprecated.**" if item.deprecated else "")
            ),
        )
        for item in enum.values
    )
    return EnumSection(
        name=md_inline(enum.symbol.name),
        has_description=bool(enum.description),
        description=md_prose(enum.description),
        values=values,
    )
