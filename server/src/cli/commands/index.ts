import { bindings } from "./bindings.ts";
import { check } from "./check.ts";
import type { Command } from "./command.ts";
import { deployers } from "./deployers.ts";
import { explain, permission, role } from "./describe.ts";
import { explainError } from "./explain-error.ts";
import { why } from "./why.ts";

/** All commands, in the order in which help lists them. */
export const commands: readonly Command[] = [check, bindings, deployers, why, explainError, role, permission, explain];
