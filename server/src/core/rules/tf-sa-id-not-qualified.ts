import type { Finding, Fix } from "../model/finding.ts";
import { emailAttribute } from "../model/principal.ts";
import { display, known, leading, literal, type Part, soleReference, type Value } from "../model/value.ts";
import { defineRule } from "./rule.ts";

/** Statements whose resource is written as `service_account_id`. */
const STATEMENT = /^(?:data\.google_iam_policy|google_service_account_iam_\w+)\./;
const FULL_NAME = /^projects\/[^/]+\/serviceAccounts\/.+/;
/** Attributes that name the account in another form. */
const ATTRIBUTES = new Set(["email", "account_id", "unique_id", "member"]);
/** Objects with an attribute that holds the full name. */
const NAMED =
  /#(?:data\.)?google_(?:service_account|compute_default_service_account|app_engine_default_service_account)\./;
const USER_MANAGED = /^[^@\s/]+@([a-z0-9-]+)\.iam\.gserviceaccount\.com$/;

const replacement = (value: Value, title: string, parts: readonly Part[]): Fix => ({
  title: `Replace with \`${title}\``,
  safety: "safe",
  changes: [{ kind: "replace", value, with: parts }],
});

function referenceFinding(value: Value): Finding | undefined {
  const reference = soleReference(value);
  const target = reference?.target;
  if (reference === undefined || target === undefined || !ATTRIBUTES.has(target.attribute)) return undefined;
  if (emailAttribute(target.address) === undefined) return undefined;
  const { text } = reference;
  const canName = NAMED.test(target.address) && text.endsWith(`.${target.attribute}`);
  const better = `${text.slice(0, -target.attribute.length)}name`;
  const parts: readonly Part[] = [{ ...reference, text: better, target: { ...target, attribute: "name" } }];
  return {
    span: value.span,
    message: `\`${text}\` is not the account's full name, \`projects/PROJECT/serviceAccounts/EMAIL\`, which \`service_account_id\` takes.`,
    fixes: canName ? [replacement(value, better, parts)] : [],
  };
}

function literalFinding(value: Value): Finding | undefined {
  const text = known(value);
  const isWrong = text === undefined ? isForeignStart(leading(value)) : !FULL_NAME.test(text);
  if (!isWrong || text === "") return undefined;
  const project = USER_MANAGED.exec(text ?? "")?.[1];
  const full = `projects/${project}/serviceAccounts/${text}`;
  return {
    span: value.span,
    message: `\`${display(value)}\` is not a full name of the form \`projects/PROJECT/serviceAccounts/EMAIL\`, which \`service_account_id\` takes.`,
    fixes: project === undefined ? [] : [replacement(value, full, [literal(full)])],
  };
}

/** Whether a text that goes on with something unknown can surely not become a full name. */
const isForeignStart = (start: string): boolean => {
  const form = "projects/";
  return start !== "" && !start.startsWith(form) && !form.startsWith(start);
};

export const tfSaIdNotQualified = defineRule({
  id: "tf-sa-id-not-qualified",
  title: "service_account_id is not a full name",
  severity: "error",
  fix: "safe",
  tier: 2,
  since: "0.1.0",
  why: "The argument `service_account_id` of `google_service_account_iam_*` takes the full name of the account, `projects/PROJECT/serviceAccounts/EMAIL`. An e-mail address or an id alone fails when the provider checks it, with a regular expression as explanation.",
  how: "Use the attribute `name` of the account, or write the full name. Where the project is not at hand, `projects/-/serviceAccounts/EMAIL` will do.",
  silent: "On variables, outputs of modules, and texts of which only the end is known.",
  refs: [
    "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/google_service_account_iam",
    "https://github.com/hashicorp/terraform-provider-google/issues/13987",
  ],
  options: {},
  on: "binding",
  applies: ({ resource }) => resource.type === "iam.serviceAccounts",
  *check({ resource, source }) {
    const { name } = resource.fields;
    if (name === undefined || !STATEMENT.test(source)) return;
    const finding = referenceFinding(name) ?? literalFinding(name);
    if (finding !== undefined) yield finding;
  },
});
