import type { Block, Expression } from "../hcl/tree.ts";
import { attributeOf } from "../module.ts";
import type { Path } from "./workload-table.ts";

/**
 * Whether the provider leaves an argument as it is once the resource exists: `lifecycle.ignore_changes` names it, a block around
 * it, or everything. Something else then tells what it is.
 */
export function isIgnored(resource: Block, path: Path): boolean {
  const ignored = resource.body.items
    .flatMap((item) => (item.kind === "block" && item.name === "lifecycle" ? [item] : []))
    .flatMap((lifecycle) => attributeOf(lifecycle, "ignore_changes")?.value ?? [])
    .flatMap((value) => (value.kind === "list" ? value.items : [value]))
    .map(pathOf);
  return ignored.some((one) => one === "all" || one === path || (one !== "" && path.startsWith(`${one}/`)));
}

/** `template[0].spec` as `template/spec`, empty for anything else. */
function pathOf(value: Expression): Path {
  if (value.kind === "name") return value.name;
  if (value.kind !== "traversal" || value.root.kind !== "name") return "";
  const steps = value.steps.flatMap((step) => (step.kind === "attribute" ? [step.name] : []));
  return [value.root.name, ...steps].join("/");
}
