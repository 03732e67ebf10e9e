import { calledBy } from "../access/calls-to.ts";
import type { Caller } from "../model/facts.ts";
import { display } from "../model/value.ts";
import { defineRule } from "./rule.ts";

/** Addresses of one's own services; those of Google's own APIs end with `googleapis.com`. */
const OWN = /^https:\/\/(?:[^/]*\.)?(?:run\.app|cloudfunctions\.net)(?:[/:]|$)/;
/** What is called at an address of its own, not through an API. */
const ADDRESSED: ReadonlySet<string> = new Set(["run.services", "cloudfunctions.functions"]);

const callsOwn = (caller: Caller, type: string | undefined): boolean => {
  const text = caller.target === undefined ? "" : display(caller.target);
  if (text.includes("googleapis.com")) return false;
  return OWN.test(text) || (type !== undefined && ADDRESSED.has(type));
};

export const callerOauthToRun = defineRule({
  id: "caller-oauth-to-run",
  title: "Access token sent to a service of one's own",
  severity: "warning",
  fix: "none",
  tier: 2,
  since: "0.2.0",
  why: "Cloud Run services and functions take ID tokens (OIDC). An access token (OAuth) is for Google's own APIs at `googleapis.com`; sent to a service it is refused.",
  how: "Use `oidc_token` instead of `oauth_token`, with the address of the service as the audience.",
  silent: "On addresses that are not known, and on custom domains.",
  refs: ["https://cloud.google.com/scheduler/docs/http-target-auth"],
  options: {},
  on: "caller",
  applies: ({ token }) => token === "oauth",
  *check(caller, world) {
    if (!callsOwn(caller, calledBy(caller, world)?.workload.type)) return;
    yield {
      span: caller.identity?.span ?? caller.head,
      message: `\`${caller.source}\` sends an access token to a service of your own, which takes only ID tokens: use \`oidc_token\`.`,
    };
  },
});
