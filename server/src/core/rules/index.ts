import * as registry from "./registry.ts";
import type { AnyRule } from "./rule.ts";

/** All rules, by id. */
export const rules: readonly AnyRule[] = Object.values<AnyRule>(registry).sort((a, b) => (a.id < b.id ? -1 : 1));
