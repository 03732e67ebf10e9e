import type { Assumed } from "../model/assumed.ts";
import { type Option, oneOf, strings } from "../rules/options.ts";

const GRANT_KEYS: readonly string[] = ["principal", "role", "resource"];

const isRecord = (raw: unknown): raw is Readonly<Record<string, unknown>> =>
  typeof raw === "object" && raw !== null && !Array.isArray(raw);

const isAssumed = (raw: unknown): raw is Assumed =>
  isRecord(raw) &&
  typeof raw.principal === "string" &&
  typeof raw.role === "string" &&
  Object.entries(raw).every(([key, value]) => GRANT_KEYS.includes(key) && typeof value === "string");

const grants: Option<readonly Assumed[]> = {
  fallback: [],
  about:
    "Grants that are made elsewhere, so that nobody is told that they are missing. Without a resource, a grant counts on every one.",
  takes: "a list of objects with principal, role and, where it matters, resource",
  schema: {
    type: "array",
    items: {
      type: "object",
      properties: {
        principal: { type: "string", description: "As in a policy, such as serviceAccount:…; * for anyone." },
        role: { type: "string", description: "roles/…, or the full name of a custom role." },
        resource: { type: "string", description: "An e-mail address, a name or a full resource name." },
      },
      required: ["principal", "role"],
      additionalProperties: false,
    },
    default: [],
  },
  accepts: (raw): raw is readonly Assumed[] => Array.isArray(raw) && raw.every(isAssumed),
};

/** Files that are wrong on purpose, or not the project's own; folders that tools fill are never looked at. */
const OTHERS = ["**/vendor/**", "**/testdata/**", "**/positive*.tf", "**/fail*.tf"];

/** What a configuration file says besides `rules`. */
export const SECTIONS = {
  preset: oneOf(
    "Which rules hold: recommended; strict, with all rules and least privilege taken seriously; or errors-only.",
    ["recommended", "strict", "errors-only"],
  ),
  ignore: strings("Patterns of paths, from the folder of the configuration file, in which nothing is reported.", {
    fallback: OTHERS,
  }),
  knownRoles: strings("Roles that exist although the role catalog does not list them.", {
    pattern: { form: /^roles\/[A-Za-z0-9_.]+$/, words: "roles/…" },
  }),
  trustedDomains: strings("Domains whose people and groups are one's own."),
  publicServices: strings("Names of services that are public on purpose; `*` stands for any letters."),
  assume: grants,
} as const;
