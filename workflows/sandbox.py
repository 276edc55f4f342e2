"""The one sandbox: the worker, the tests and the replayer share it."""

from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions

PASSED = ("domain", "activities", "signing", "store", "policies", "pydantic", "pydantic_core", "sqlalchemy", "pyhanko", "annotated_types")
"""Imported once, outside the sandbox: ours, and what they import. `workflows` itself stays guarded."""


def runner() -> SandboxedWorkflowRunner:
    return SandboxedWorkflowRunner(restrictions=SandboxRestrictions.default.with_passthrough_modules(*PASSED))
