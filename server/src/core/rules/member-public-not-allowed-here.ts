import { someBegin } from "../evidence/first-look.ts";
import { containerName } from "../evidence/hierarchy.ts";
import { isSurelyHere } from "../evidence/surely-here.ts";
import { known } from "../model/value.ts";
import { defineRule } from "./rule.ts";

const PUBLIC: ReadonlySet<string> = new Set(["allUsers", "allAuthenticatedUsers"]);

export const memberPublicNotAllowedHere = defineRule({
  id: "member-public-not-allowed-here",
  title: "Public access to a whole project",
  severity: "error",
  fix: "none",
  tier: 2,
  since: "0.1.0",
  why: "`allUsers` and `allAuthenticatedUsers` can be granted roles on some resources, such as a bucket or a Cloud Run service. The allow policy of a project does not support them: setting it fails.",
  how: "Grant the role on the one resource that is to be public.",
  silent:
    "On every other kind of resource, on resources whose kind is not known, and on taking access away. For folders and organizations, where no documentation says it in so many words, it is only a warning.",
  refs: ["https://cloud.google.com/resource-manager/reference/rest/v1/projects/setIamPolicy"],
  options: {},
  on: "binding",
  applies: ({ effect, members }) => effect !== "revoke" && someBegin(members, "all"),
  *check(binding) {
    const { members, resource } = binding;
    const { type } = resource;
    const place = containerName(type);
    if (place === undefined) return;
    for (const member of members) {
      const text = known(member);
      if (text === undefined || !PUBLIC.has(text) || !isSurelyHere(binding, member)) continue;
      yield {
        span: member.span,
        message: `\`${text}\` cannot be granted a role on ${place}, only on single resources that may be public.`,
        severity: type === "resourcemanager.projects" ? "error" : "warning",
      };
    }
  },
});
