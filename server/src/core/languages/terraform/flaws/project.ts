import type { Flaw, Repair } from "../../../model/facts.ts";
import type { Env } from "../env.ts";
import { asWritten } from "../hcl/moved.ts";
import type { Block } from "../hcl/tree.ts";
import { isAbsentBlock } from "../iteration.ts";
import { attributeOf, type Declaration, declarationsIn, ofEach, treeOf, unitOf } from "../module.ts";
import { Reader } from "../reading.ts";
import { flawOf } from "./flaw.ts";
import { insertArgument } from "./rewrite.ts";

/** A constraint that lets in no version before 4. */
const NEW_VERSION = /google[^}]*?version\s*=\s*"(?:[^"]*,)?\s*(?:~>|>=|=)?\s*v?(?:[4-9]|\d\d)\b/;
const RESOURCES: ReadonlySet<string> = new Set(
  ["member", "binding", "policy", "audit_config"].map((kind) => `google_project_iam_${kind}`),
);
/** Variables that usually hold the project, likeliest first. */
const VARIABLES = ["project_id", "project", "gcp_project_id", "gcp_project"];
/** A constraint that holds the provider at a version before 4, which takes the project from its own configuration. */
const OLD_VERSION = /google[^}]*?version\s*=\s*"(?:[^"]*,)?\s*(?:(?:~>|=)?\s*v?[0-3]\.|<=?\s*[0-4]\b)/;

/**
 * Grants on a project that do not say which one; the provider has asked for it since version 4. Which provider and which
 * variables there are is said elsewhere in the module, so that this is read anew each time.
 */
export function readProjectFlaws(env: Env): readonly Flaw[] {
  const bare = bareIn(env.module);
  if (bare.length === 0) return [];
  const constraints = constraintsOf(env);
  if (OLD_VERSION.test(constraints)) return [];
  const isSure = NEW_VERSION.test(constraints);
  return bare.flatMap((declaration) => flawIn(declaration, env, isSure));
}

const bareIn = ofEach((document) =>
  declarationsIn(document, (type) => RESOURCES.has(type)).filter(({ block }) => isBare(asWritten(block))),
);

const isBare = (block: Block): boolean => block.body.closed && attributeOf(block, "project") === undefined;

function flawIn(declaration: Declaration, env: Env, isSure: boolean): readonly Flaw[] {
  const { block, source } = declaration;
  const reader = new Reader(block, { ...env, source }, []);
  if (isAbsentBlock(block, reader.env)) return [];
  const variable = VARIABLES.find((name) => env.module.variables.has(name));
  const repairs: readonly Repair[] =
    variable === undefined
      ? []
      : [
          {
            title: `Add \`project = var.${variable}\``,
            edits: insertArgument(block, "project", `var.${variable}`, source),
          },
        ];
  const at = { start: block.start, end: block.labels.at(-1)?.end ?? block.nameEnd };
  return [
    flawOf(declaration, reader, {
      flaw: "tf-project-required",
      at,
      words: { type: declaration.type, sure: isSure ? "yes" : "" },
      repairs,
    }),
  ];
}

/** What the module asks of the provider's version, as written. */
const constraintsOf = ({ source: own }: Env): string =>
  unitOf(own)
    .flatMap((source) =>
      treeOf(source).body.items.flatMap((item) =>
        item.kind === "block" && (item.name === "terraform" || item.name === "provider")
          ? [source.text.slice(item.start, item.end)]
          : [],
      ),
    )
    .join("\n");
