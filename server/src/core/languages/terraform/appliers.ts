import type { Applier } from "../../model/facts.ts";
import { joinLiterals, known, literal, type Value } from "../../model/value.ts";
import { optional } from "./bindings.ts";
import type { Env } from "./env.ts";
import { instancesOf } from "./iteration.ts";
import { attributeOf, type Declaration, type LocatedBlock } from "./module.ts";
import { Reader, statementOf } from "./reading.ts";

const PROVIDERS: ReadonlySet<string> = new Set(["google", "google-beta"]);

/** The accounts that the providers of a module impersonate: whatever the module declares is made as them. */
export function readAppliers(env: Env, made: Value[]): readonly Applier[] {
  const { scope, providers, calls } = env.module;
  const passesProviders = [...calls.values()].some(({ block }) => attributeOf(block, "providers") !== undefined);
  return providers.flatMap(({ source, block }) => {
    const name = block.labels[0]?.text ?? "";
    if (!PROVIDERS.has(name)) return [];
    const reader = new Reader(block, { ...env, source }, made);
    const account = reader.value("impersonate_service_account", "account");
    if (account === undefined || known(account) === "") return [];
    const alias = known(reader.value("alias", "text"));
    return [
      {
        kind: "applier",
        ...placeOf({ source, block }),
        source: `provider ${name}`,
        scope,
        configuration: scope,
        provider: alias === undefined ? name : `${name}.${alias}`,
        passesProviders,
        member: { ...account, parts: [literal("serviceAccount:"), ...account.parts] },
      },
    ];
  });
}

const placeOf = ({ source: { uri }, block }: LocatedBlock) => ({
  span: { uri, start: block.start, end: block.end },
  head: { uri, start: block.start, end: block.labels.at(-1)?.end ?? block.nameEnd },
});

/**
 * The accounts of triggers that run builds of the repository: what the build's commands deploy is deployed as them. One for each build
 * that a trigger, in each of its instances, may run.
 */
export const readTriggers = (declaration: Declaration, outer: Reader): readonly Applier[] =>
  instancesOf(declaration.block, outer.env).flatMap(({ env, key }) => {
    const reader = outer.of(declaration.block, env);
    const account = reader.value("service_account", "account");
    const { address: _, ...statement } = statementOf(declaration, env, key);
    return account === undefined
      ? []
      : buildsOf(reader).map(
          (file): Applier => ({
            kind: "applier",
            ...statement,
            configuration: file.replace(/^(?:\.?\/)+/, ""),
            isTrigger: true,
            member: memberOf(account),
          }),
        );
  });

/** Paths of builds in the repository itself; a file that the trigger takes from a source of its own may be of another one. */
const buildsOf = (reader: Reader): readonly string[] => [
  ...new Set(reader.choices("filename", "text").values.flatMap((file) => known(file) || [])),
];

/** An account by its address or its full name, as a member. */
function memberOf(account: Value): Value {
  const [first, ...rest] = account.parts;
  const email =
    first?.kind === "literal"
      ? [literal(first.text.replace(/^projects\/[^/]*\/serviceAccounts\//, "")), ...rest]
      : account.parts;
  const parts = [literal("serviceAccount:"), ...email.filter(({ text }) => text !== "")];
  return { ...account, parts: joinLiterals(parts) };
}

/** The configuration of a provider that a resource names, `google` and nothing apart. */
export function providerOf({ block }: Reader, source: { readonly text: string }): { readonly provider?: string } {
  const value = attributeOf(block, "provider")?.value;
  const text = value === undefined ? undefined : source.text.slice(value.start, value.end).replaceAll('"', "");
  return optional("provider", text === "google" ? undefined : text);
}
