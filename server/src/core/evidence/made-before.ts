import type { Indexed } from "../graph/indexed.ts";
import { valuesOf } from "../model/fact-values.ts";
import type { Binding, Origin } from "../model/facts.ts";
import type { Fix } from "../model/finding.ts";
import { display, type Part } from "../model/value.ts";

/** What is there before the configuration is applied, or says nothing of what else is made first. */
const LOOSE = /^(?:var|data\.google_project|google_project|google_service_account)\./;

/** Grants of a scope that nothing makes wait for what is made beside them, as far as their own words tell. */
export const looseGrants = (facts: Indexed): readonly Binding[] =>
  facts
    .of("binding")
    .filter(
      (binding) =>
        binding.effect === "grant" &&
        binding.waits !== true &&
        !binding.isExample &&
        !binding.isPlanned &&
        !binding.conditional &&
        /^google_\w+_iam_(?:member|binding)\./.test(binding.source) &&
        valuesOf(binding).every(({ parts }) => parts.every(isLoose)),
    );

const isLoose = (part: Part): boolean => part.kind === "literal" || LOOSE.test(part.text);

/** What the scope makes that brings principals of a kind, where all of it is of one project. */
export function originsOf(brings: Origin["brings"], facts: Indexed): readonly Origin[] {
  const origins = facts.of("origin").filter((origin) => origin.brings === brings && !origin.isPlanned);
  const projects = new Set(origins.map(({ project }) => (project === undefined ? "" : display(project))));
  return projects.size > 1 ? [] : origins;
}

/** Has a grant made only when what brings its member is there. */
export const waitFixes = (binding: Binding, { address, source }: Origin): readonly Fix[] =>
  address === undefined
    ? []
    : [
        {
          title: `Make it wait for \`${withoutKey(source)}\``,
          safety: "safe",
          changes: [{ kind: "wait-for", binding, address }],
        },
      ];

/** The resource of all instances. */
export const withoutKey = (name: string): string => name.replace(/\[[^\]]*\]$/, "");
