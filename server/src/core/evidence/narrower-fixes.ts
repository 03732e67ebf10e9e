import type { Graph } from "../graph/graph.ts";
import { recalled } from "../graph/recall.ts";
import type { Binding, Resource, ServiceAccount } from "../model/facts.ts";
import type { Fix } from "../model/finding.ts";
import { display, known, literal, type Value } from "../model/value.ts";
import { nameOf, shortName } from "../model/value-name.ts";

/** More to choose from are no help. */
const MOST_ACCOUNTS = 3;

/** Grants a role on one resource below in place of the wide one; none where the statement grants more than this one thing. */
export function narrowed(binding: Binding, resource: Resource, on: string, word: string): readonly Fix[] {
  const { authority, members, role, condition, repeated, conditional, complete } = binding;
  const name = known(role);
  const [member, ...more] = members;
  if (authority !== "member" || name === undefined || member === undefined || more.length > 0 || !complete) return [];
  if (condition !== undefined || repeated || conditional) return [];
  const grant = { role: name, member, resource, name: [shortName(member), word] };
  return [
    {
      title: `Grant it on ${on} instead`,
      safety: "unsafe",
      changes: [
        { kind: "remove-binding", binding },
        { kind: "add-binding", after: binding, grant },
      ],
    },
  ];
}

/** Grants a role on each of the few service accounts that the same module or file declares. */
export function onAccounts(binding: Binding, graph: Graph): readonly Fix[] {
  const own = fewAccounts(binding.scope, graph);
  return own.flatMap((account) => {
    const name = accountValue(account);
    if (name === undefined) return [];
    const resource = { type: "iam.serviceAccounts", fields: { name } };
    return narrowed(binding, resource, `the service account \`${nameOf(name)}\``, shortName(name));
  });
}

/** The accounts that are declared in a scope, unless they are many. */
const fewAccounts = recalled((scope: string, graph: Graph): readonly ServiceAccount[] => {
  const own = graph.within(scope, "service-account");
  const declared = own.filter(({ isDefault }) => isDefault !== true);
  return declared.length > MOST_ACCOUNTS ? [] : declared;
});

/** The account by its e-mail address where that is known, else by its declaration in Terraform. */
function accountValue({ email, accountId, project, address, scope, head }: ServiceAccount): Value | undefined {
  const object = address?.startsWith(`${scope}#`) === true ? address.slice(scope.length + 1) : "";
  if (address !== undefined && /^(?:data\.)?google_service_account\.[^.[]+$/.test(object)) {
    const target = { address, attribute: "email" };
    return { slot: "account", span: head, parts: [{ kind: "reference", text: `${object}.email`, span: head, target }] };
  }
  if (email !== undefined) return known(email) === undefined ? undefined : email;
  if (
    known(accountId) === undefined ||
    known(project) === undefined ||
    accountId === undefined ||
    project === undefined
  )
    return undefined;
  const text = `${display(accountId)}@${display(project)}.iam.gserviceaccount.com`;
  return { slot: "account", span: head, parts: [literal(text)] };
}
