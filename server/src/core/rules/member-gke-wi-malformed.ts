import { someHold } from "../evidence/first-look.ts";
import { withMember } from "../evidence/member-fixes.ts";
import { hasStandIn, MARK, marked, unmarked } from "../evidence/unknown-marks.ts";
import { splitMember } from "../model/principal.ts";
import { display } from "../model/value.ts";
import { defineRule } from "./rule.ts";

const POOL = ".svc.id.goog";
const POOLED = /\.svc\.id\.goog/;
const PLACE = /^\[[a-z0-9-]{1,63}\/[a-z0-9.-]{1,253}\]$/;

/** What is wrong behind the pool; none when that is right or not known. */
function flawOf(place: string): string | undefined {
  const filled = place.replaceAll(MARK, "x");
  if (PLACE.test(filled) || place.startsWith(":")) return undefined;
  if (place === "") return "nobody is named: `[NAMESPACE/ACCOUNT]` is missing";
  if (!filled.startsWith("[")) return place.includes(MARK) ? undefined : "`[NAMESPACE/ACCOUNT]` has to follow the pool";
  const end = place.indexOf("]");
  if (end < 0) return place.endsWith(MARK) ? undefined : "the closing bracket is missing";
  if (end < place.length - 1) return `\`${place.slice(end + 1)}\` follows the closing bracket`;
  if (!place.includes("/"))
    return place.includes(MARK) ? undefined : "a slash has to stand between namespace and account";
  return "a namespace and an account have small letters, digits and hyphens only, with one slash between them";
}

/** The place without stray marks, where that makes it right. */
function mended(place: string): string | undefined {
  const plain = place.replace(/["'`\s]/g, "").replace(/^(\[[^\]/:]+):/, "$1/");
  const closed = plain.includes("]") ? plain : `${plain}]`;
  return PLACE.test(closed.replaceAll(MARK, "x")) ? closed : undefined;
}

export const memberGkeWiMalformed = defineRule({
  id: "member-gke-wi-malformed",
  title: "Malformed workload identity of GKE",
  severity: "error",
  fix: "safe",
  tier: 1,
  since: "0.1.0",
  why: "A Kubernetes service account is the member `serviceAccount:PROJECT_ID.svc.id.goog[NAMESPACE/ACCOUNT]`: the project's id, not its number, and behind it namespace and account in square brackets with one slash between them. Anything else is refused.",
  how: "Write it by this pattern. On the command line put it in quotes, because some shells take brackets for a pattern.",
  silent:
    "On parts that are not known, on fleets, whose pools have other names, and on members without a prefix, which have a rule of their own.",
  refs: [
    "https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity",
    "https://github.com/GoogleCloudPlatform/k8s-config-connector/issues/243",
  ],
  options: {},
  on: "binding",
  applies: ({ members }) => someHold(members, POOLED),
  *check({ members }) {
    for (const member of members) {
      const { prefix, rest = [] } = splitMember(member) ?? {};
      const text = marked(rest);
      const at = text.indexOf(POOL);
      if (
        prefix !== "serviceAccount" ||
        hasStandIn(member) ||
        at < 0 ||
        text !== text.trim() ||
        text.slice(0, at).includes("@")
      )
        continue;
      const project = text.slice(0, at);
      const place = text.slice(at + POOL.length);
      const why = flawOf(place);
      const isNumber = /^\d+$/.test(project);
      if (why === undefined && !isNumber) continue;
      const better = isNumber || why === undefined ? undefined : mended(place);
      const parts = better && unmarked(`${prefix}:${project}${POOL}${better}`, member);
      yield {
        span: member.span,
        message: `\`${display(member)}\` is no workload identity of GKE: ${why ?? "the pool is named by the project's id, not its number"}.`,
        fixes: parts ? [withMember(member, parts, "safe")] : [],
      };
    }
  },
});
