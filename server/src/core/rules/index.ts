import { memberMissingPrefix } from "./member-missing-prefix.ts";
import { memberPrefixMismatch } from "./member-prefix-mismatch.ts";
import { memberUnknownPrefix } from "./member-unknown-prefix.ts";
import { roleMissingPrefix } from "./role-missing-prefix.ts";
import { roleUnknown } from "./role-unknown.ts";
import { roleWrongCase } from "./role-wrong-case.ts";
import type { AnyRule } from "./rule.ts";
import { runDeployerMissingActas } from "./run-deployer-missing-actas.ts";
import { tfBindingMemberConflict } from "./tf-binding-member-conflict.ts";

/** All rules. Written by scripts/generate.ts: a new file in this folder is enough. */
export const rules: readonly AnyRule[] = [
  memberMissingPrefix,
  memberPrefixMismatch,
  memberUnknownPrefix,
  roleMissingPrefix,
  roleUnknown,
  roleWrongCase,
  runDeployerMissingActas,
  tfBindingMemberConflict,
];
