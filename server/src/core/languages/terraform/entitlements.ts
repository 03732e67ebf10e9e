import type { Binding, Resource } from "../../model/facts.ts";
import { leading } from "../../model/value.ts";
import { optional } from "./bindings.ts";
import { childrenOf, instancesOf } from "./iteration.ts";
import type { Declaration } from "./module.ts";
import { type Reader, statementOf } from "./reading.ts";

/** Types of the resources that an entitlement may be about, by how its `parent` begins. */
const PARENTS: Readonly<Record<string, string>> = {
  projects: "resourcemanager.projects",
  folders: "resourcemanager.folders",
  organizations: "resourcemanager.organizations",
};

/** Facts of an entitlement of Privileged Access Manager: its roles are granted later, to whoever asks and may. */
export function readEntitlement(declaration: Declaration, outer: Reader): readonly Binding[] {
  return instancesOf(declaration.block, outer.env).flatMap(({ env, key }) => {
    const reader = outer.of(declaration.block, env);
    const resource = resourceOf(reader);
    for (const users of childReaders(reader, "eligible_users")) users.list("principals", "member");
    const access = childReaders(reader, "privileged_access").flatMap((one) => childReaders(one, "gcp_iam_access"));
    return access.flatMap((one) =>
      childReaders(one, "role_bindings").map((binding): Binding => {
        const expression = binding.value("condition_expression", "condition");
        const { address: _, ...statement } = statementOf(declaration, env, key);
        return {
          kind: "binding",
          ...statement,
          span: binding.span(),
          head: binding.span({ start: binding.block.start, end: binding.block.nameEnd }),
          effect: "grant",
          authority: "member",
          resource,
          ...optional("role", binding.value("role", "role", resource.type)),
          members: [],
          complete: false,
          ...(expression === undefined ? {} : { condition: { span: expression.span, expression } }),
          repeated: true,
        };
      }),
    );
  });
}

function resourceOf(reader: Reader): Resource {
  const parent = reader.value("parent", "resource");
  const word = parent === undefined ? "" : (leading(parent).split("/")[0] ?? "");
  const type = Object.hasOwn(PARENTS, word) ? PARENTS[word] : undefined;
  return { fields: parent === undefined ? {} : { name: parent }, ...optional("type", type) };
}

const childReaders = (reader: Reader, name: string): readonly Reader[] =>
  childrenOf(reader.block, name, reader.env).map(({ block, env }) => reader.of(block, env));
