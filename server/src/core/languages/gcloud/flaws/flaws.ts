import type { Flaw } from "../../../model/facts.ts";
import { rowOf, verbIndex } from "../binding.ts";
import { IAM, LONGEST_PATH, PATHS, workloadCommands } from "../commands.ts";
import { type Invocation, matchOf, pathOf } from "../invocation.ts";
import type { Reading } from "../shell/rounds.ts";
import type { Command } from "../shell/script.ts";
import { needlessTrack, wrongWords } from "./command-words.ts";
import { malformedCondition, silentAboutCondition } from "./conditions.ts";
import { conflictingFlags, missingLocation, undecidedAccess } from "./deploy.ts";
import { missingFlags, unknownFlags } from "./flags.ts";
import { flawOf, headOf, type Look } from "./look.ts";
import { otherFlaws } from "./other-programs.ts";
import { wrongRoleCommand } from "./roles.ts";
import type { Setting } from "./setting.ts";
import { quotedVariables, wrongAccount } from "./words.ts";

type Check = (look: Look) => readonly Flaw[];

/** What is looked for in a command that changes a policy, in one that deploys, in one that defines a role, and in one that makes a key. */
const OF_POLICY: readonly Check[] = [
  wrongWords,
  unknownFlags,
  missingFlags,
  silentAboutCondition,
  malformedCondition,
  quotedVariables,
  wrongAccount,
  needlessTrack,
  missingLocation,
];
const OF_DEPLOY: readonly Check[] = [conflictingFlags, missingLocation, undecidedAccess];
const OF_ROLE: readonly Check[] = [wrongRoleCommand];
const OF_KEY: readonly Check[] = [(look) => [flawOf(look, { flaw: "account-key", at: headOf(look), words: {} })]];

/** Where a command line breaks its own form. Without an invocation it is one of another program than gcloud. */
export function flawsOf(
  command: Command,
  invocation: Invocation | undefined,
  reading: Reading,
  setting: Setting,
): readonly Flaw[] {
  if (invocation === undefined) return otherFlaws(command, reading, setting);
  const verb = verbIndex(invocation);
  if (verb >= 0) {
    const match = matchOf(invocation, verb + 1, reading);
    const look: Look = { invocation, match, row: rowOf(match.path), reading, setting };
    return OF_POLICY.flatMap((check) => check(look));
  }
  for (let count = 2; count <= LONGEST_PATH; count++) {
    if (!PATHS.has(pathOf(invocation, count, reading))) continue;
    const match = matchOf(invocation, count, reading);
    const look: Look = { invocation, match, row: undefined, reading, setting };
    if (Object.hasOwn(workloadCommands, match.path)) return OF_DEPLOY.flatMap((check) => check(look));
    if (match.path === IAM.role || match.path === IAM.roleUpdate) return OF_ROLE.flatMap((check) => check(look));
    if (match.path === IAM.key) return OF_KEY.flatMap((check) => check(look));
  }
  return [];
}
