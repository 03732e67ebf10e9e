import type { CustomRole } from "../model/facts.ts";
import type { Fix } from "../model/finding.ts";
import { display, known, literal, type Value } from "../model/value.ts";
import { defineRule } from "./rule.ts";

const VALID = /^[A-Za-z0-9_.]{3,64}$/;
const FOREIGN = /[^A-Za-z0-9_.]/;
const CAMEL = /[^A-Za-z0-9_.]+([A-Za-z0-9]?)/g;
/** Config Connector takes the id from the object's name, which itself allows hyphens only, unless the object says otherwise. */
const isObject = ({ source }: CustomRole): boolean => source.startsWith("IAMCustomRole ");

/** What is wrong with an id, also with the known parts of one that is not wholly known. */
function flaw(id: Value): string | undefined {
  const text = known(id);
  const foreign = id.parts.map((part) => (part.kind === "literal" ? FOREIGN.exec(part.text)?.[0] : undefined));
  const first = foreign.find((character) => character !== undefined);
  if (first !== undefined) return `\`${first}\` cannot be part of it`;
  if (text === undefined || text === "" || VALID.test(text)) return undefined;
  return text.length < 3 ? "it has less than three characters" : "it has more than 64 characters";
}

/** Other ids made of the same words. */
function fixes(id: Value): readonly Fix[] {
  const text = known(id);
  if (text === undefined || text.includes("/") || !FOREIGN.test(text)) return [];
  const camel = text.replace(CAMEL, (_, next: string) => next.toUpperCase());
  const snake = text.replace(/[^A-Za-z0-9_.]+/g, "_");
  const better = /[^A-Za-z0-9_.]\d/.test(text) ? [snake, camel] : [camel, snake];
  return better
    .filter((name) => VALID.test(name))
    .map((name) => ({
      title: `Replace with \`${name}\``,
      safety: "unsafe",
      changes: [{ kind: "replace", value: id, with: [literal(name)] }],
    }));
}

export const customRoleIdInvalid = defineRule({
  id: "custom-role-id-invalid",
  title: "Invalid id of a custom role",
  severity: "error",
  fix: "unsafe",
  tier: 1,
  since: "0.1.0",
  why: "The id of a custom role has 3 to 64 characters: letters, digits, underscores and periods. Most other names in Google Cloud allow hyphens and forbid capitals, so that an id such as `log-reader` is the usual mistake. The provider or the API refuses it.",
  how: "Write `logReader` or `log_reader`. In Config Connector, whose objects have hyphens in their names, set `spec.resourceID`. An id cannot be used again for some weeks after its role was deleted.",
  silent: "On ids from variables; of an id with unknown parts only the known ones are looked at.",
  refs: [
    "https://cloud.google.com/iam/docs/creating-custom-roles",
    "https://github.com/hashicorp/terraform-provider-google/issues/4492",
  ],
  options: {},
  on: "custom-role",
  *check(role) {
    const { id } = role;
    const wrong = id && flaw(id);
    if (id === undefined || wrong === undefined) return;
    const advice = isObject(role) ? ": set another one as `spec.resourceID`." : ".";
    yield {
      span: id.span,
      message: `\`${display(id)}\` is no id for a custom role, since ${wrong}${advice}`,
      fixes: isObject(role) ? [] : fixes(id),
    };
  },
});
