import { valuesOf } from "../../model/fact-values.ts";
import type { Binding, Fact } from "../../model/facts.ts";
import { known, type Value } from "../../model/value.ts";
import { fileNear } from "../file-near.ts";
import { treeOf } from "../json/parse.ts";
import { type Elsewhere, type Extraction, NOTHING, type Source } from "../language.ts";
import { readSetPolicy } from "../manifest/allow-policy.ts";
import { Reading } from "../manifest/reading.ts";
import type { Node } from "../manifest/tree.ts";
import { treesIn } from "../yaml/compose.ts";
import { hereFileBefore } from "./here-file.ts";
import { Values } from "./values.ts";

/**
 * What a command sets as the policy of its resource: the bindings of the file that it names, where one is in the workspace or written by
 * the script itself. Places of a file that is a document of its own have no values here.
 */
export function policyFileOf(binding: Binding, source: Source, elsewhere: Elsewhere): Extraction {
  const { policyFile, span } = binding;
  const path = known(policyFile);
  if (policyFile === undefined || span.uri !== source.uri) return NOTHING;
  const named = policyFile.uses?.[0] ?? policyFile.span;
  const here = hereFileBefore(source.text, span.start, [path, source.text.slice(named.start, named.end)]);
  if (here === "unknown") return NOTHING;
  if (here !== undefined) return policyIn(treesIn(source, here.start, here.end)[0], source, binding);
  const file = path === undefined ? undefined : fileNear(path, source.uri, elsewhere);
  return file === undefined ? NOTHING : { facts: policyIn(rootOf(file), file, binding).facts, values: [] };
}

function policyIn(root: Node | undefined, source: Source, { resource, scope }: Binding): Extraction {
  const reading = new Reading(source, undefined, scope);
  readSetPolicy(root, resource, reading);
  return reading;
}

const rootOf = (file: Source): Node | undefined =>
  /\.jsonc?$/i.test(file.uri) ? treeOf(file) : treesIn(file, 0, file.text.length)[0];

/** The facts of a script with those of the policies that its commands set, each behind its command. */
export const withPolicyFiles = (said: Extraction, source: Source, elsewhere: Elsewhere): Extraction => {
  const setting = (fact: Fact): fact is Binding => fact.kind === "binding" && fact.policyFile !== undefined;
  if (!said.facts.some(setting)) return said;
  const read = said.facts.map((fact) => (setting(fact) ? policyFileOf(fact, source, elsewhere) : NOTHING));
  const values = new Values();
  values.add(said.values);
  for (const policy of read) {
    const isHere = ({ span }: Value) => span.uri === source.uri;
    values.add([...policy.values, ...policy.facts.flatMap(valuesOf)].filter(isHere));
  }
  return { facts: said.facts.flatMap((fact, i) => [fact, ...(read[i]?.facts ?? [])]), values: values.all };
};
