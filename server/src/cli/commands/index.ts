import { bindings } from "./bindings.ts";
import { check } from "./check.ts";
import type { Command } from "./command.ts";
import { explain, permission, role } from "./describe.ts";

/** All commands, in the order in which help lists them. */
export const commands: readonly Command[] = [check, bindings, role, permission, explain];
