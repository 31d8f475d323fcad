"""`x-contractspec`: what a contract says and the host format has no word for."""

from contractgen.ir import Contracts, Emission, Meta, Operation, Policy, Scenario
from contractgen.names import OperationNames
from contractgen.views.schema import Schema


def operation_extension(
    operation: Operation, names: OperationNames, contracts: Contracts
) -> Schema:
    """Return everything carried about an operation."""
    meta = operation.meta
    extension: Schema = {
        "kind": operation.kind,
        "package": operation.package,
        **meta_extension(meta),
        "goal": meta.goal,
        "context": meta.context,
        "policy": _policy(operation.policy),
        "transport": _transport(names),
    }
    if operation.emits:
        emits = tuple(_emission(one, contracts) for one in operation.emits)
        extension["emits"] = emits
    if operation.acceptance.scenarios:
        scenarios = tuple(map(_scenario, operation.acceptance.scenarios))
        extension["scenarios"] = scenarios
    return {**meta.carried, **extension}


def meta_extension(meta: Meta) -> Schema:
    """Return what operations and events have in common."""
    return {
        "key": meta.key,
        "version": str(meta.version),
        "stability": meta.stability,
        "owners": meta.owners,
    }


def _policy(policy: Policy) -> Schema:
    extension: Schema = {"auth": policy.auth}
    if policy.roles:
        extension["roles"] = policy.roles
    if policy.permissions:
        extension["permissions"] = policy.permissions
    if policy.rate_limit:
        limit = policy.rate_limit
        extension["rateLimit"] = {"rpm": limit.rpm, "key": limit.key}
    if policy.idempotent is not None:
        extension["idempotent"] = policy.idempotent
    if policy.escalate is not None:
        extension["escalate"] = policy.escalate
    return {**policy.carried, **extension}


def _transport(names: OperationNames) -> Schema:
    """Return where the operation is reached, but for what the path says."""
    return {"gql": {"field": names.graphql}, "mcp": {"toolName": names.mcp}}


def _emission(emission: Emission, contracts: Contracts) -> Schema:
    meta = contracts.events[emission.event].meta
    return {"key": meta.key, "version": str(meta.version), "when": emission.when}


def _scenario(scenario: Scenario) -> Schema:
    return {
        "key": scenario.key,
        "given": scenario.given,
        "when": scenario.when,
        "then": scenario.then,
    }
