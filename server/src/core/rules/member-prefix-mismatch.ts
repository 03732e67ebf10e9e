import { withEnding } from "../evidence/account-ending.ts";
import { withPrefix } from "../evidence/member-fixes.ts";
import { membersOf } from "../model/fact-values.ts";
import type { Severity } from "../model/finding.ts";
import { leadingSpan } from "../model/leading-span.ts";
import {
  emailDomain,
  isAccountText,
  isEmailReference,
  isOtherUniverse,
  meantPrefixes,
  type Prefix,
  splitMember,
} from "../model/principal.ts";
import { displayParts, known, leading, soleReference, trailing, type Value } from "../model/value.ts";
import { defineRule } from "./rule.ts";

/** Most addresses of service accounts end as they should. */
function mayMismatch(member: Value): boolean {
  const start = leading(member);
  if (start.startsWith("serviceAccount:")) return trailing(member).includes("@") && !isAccountText(member);
  const mayBeAccount = known(member) === undefined || isAccountText(member);
  if (start.startsWith("group:")) return mayBeAccount;
  return start.startsWith("user:") && (mayBeAccount || isOfGoogleGroups(member));
}

const isOfGoogleGroups = (member: Value): boolean => emailDomain(member) === "googlegroups.com";

interface Mismatch {
  /** What stands behind the prefix, in words. */
  readonly is: string;
  readonly severity: Severity;
  /** Prefixes that would fit, best first. */
  readonly meant: readonly Prefix[];
}

function isAccount(rest: Value): boolean {
  const reference = soleReference(rest);
  return isAccountText(rest) || (reference !== undefined && isEmailReference(reference));
}

/** Domains of documentation: they stand for any address. */
const EXAMPLE = /(?:^|\.)example\.(?:com|net|org)$/;

/** The domain of an address that is surely no service account's; typing errors in the ending are another matter. */
function foreignDomain(rest: Value): string | undefined {
  const domain = emailDomain(rest);
  const text = rest.parts.map((part) => (part.kind === "literal" ? part.text : "x")).join("");
  if (
    domain === undefined ||
    EXAMPLE.test(domain) ||
    /[\s,;:]|@.*@/.test(text) ||
    /serv.*acc/.test(domain) ||
    withEnding(domain)
  )
    return undefined;
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}$/.test(domain) && !isOtherUniverse(text) ? domain : undefined;
}

/** Texts of several members, or with blanks or a second prefix inside: mistakes of another kind. */
const isMuddled = ({ parts }: Value): boolean =>
  parts.some((part) => part.kind === "literal" && /[\s,;]|^[A-Za-z]+:/.test(part.text));

function mismatch(prefix: string, rest: Value): Mismatch | undefined {
  if (isMuddled(rest)) return undefined;
  if (prefix === "user" || prefix === "group") {
    if (isAccount(rest)) return { is: "a service account", severity: "error", meant: ["serviceAccount"] };
    const isGroup = prefix === "user" && isOfGoogleGroups(rest);
    return isGroup ? { is: "a group", severity: "warning", meant: ["group"] } : undefined;
  }
  const domain = prefix === "serviceAccount" && !isAccount(rest) ? foreignDomain(rest) : undefined;
  if (domain === undefined) return undefined;
  return {
    is: "no address of a service account",
    severity: "warning",
    meant: meantPrefixes(known(rest) ?? `x@${domain}`),
  };
}

export const memberPrefixMismatch = defineRule({
  id: "member-prefix-mismatch",
  title: "Principal type does not fit the address",
  severity: "error",
  fix: "unsafe",
  tier: 1,
  since: "0.1.0",
  why: "The prefix has to say what the address is. The API looks the address up and refuses the policy when a service account stands behind `user:` or `group:`. Addresses of service accounts end in `gserviceaccount.com`, so another one behind `serviceAccount:`, or a Google group behind `user:`, is not found.",
  how: "Change the prefix to the kind that the address has.",
  silent:
    "Where the end of the address is not known, on addresses whose ending is a misspelt `gserviceaccount.com`, and on other universes than googleapis.com. Only a service account behind `user:` or `group:` is an error, the others are warnings.",
  refs: [
    "https://cloud.google.com/iam/docs/principal-identifiers",
    "https://github.com/GoogleCloudPlatform/terraform-splunk-log-export/issues/41",
  ],
  options: {},
  on: ["binding", "audit-config"],
  applies: (fact) => membersOf(fact).some(mayMismatch),
  *check(fact) {
    for (const member of membersOf(fact)) {
      const split = splitMember(member);
      const found = split && mismatch(split.prefix, { ...member, parts: split.rest });
      if (split === undefined || found === undefined) continue;
      const safety = found.severity === "error" ? "safe" : "unsafe";
      yield {
        span: leadingSpan(member, split.prefix.length + 1),
        message: `\`${split.prefix}:\` does not fit \`${displayParts(split.rest)}\`, which is ${found.is}.`,
        severity: found.severity,
        fixes: found.meant.map((prefix) => withPrefix(member, prefix, split.rest, safety)),
      };
    }
  },
});
