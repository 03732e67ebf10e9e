import type { Flaw } from "../../../model/facts.ts";
import { flagOf } from "../invocation.ts";
import { knownText } from "../shell/fold.ts";
import { rangeOf } from "../shell/word.ts";
import { flawOf, hasFlag, type Look } from "./look.ts";

const STAGES: ReadonlySet<string> = new Set(["alpha", "beta", "ga", "deprecated", "disabled"]);
/** How documentation writes that a stage belongs here. */
const STAND_IN = /STAGE$/;
const NEXT_TO_FILE = ["--title", "--permissions", "--stage", "--description"];
const FLAW = "sh-roles-parent";

/** What `gcloud iam roles create` and `update` refuse. */
export function wrongRoleCommand(look: Look): readonly Flaw[] {
  const { invocation, reading } = look;
  const flagAt = (name: string) => {
    const flag = flagOf(invocation, [name]);
    return flag === undefined ? undefined : { start: flag.word.word.start, end: flag.word.word.start + name.length };
  };
  const found: Flaw[] = [];
  const organization = flagAt("--organization");
  if (organization !== undefined && hasFlag(look, "--project"))
    found.push(flawOf(look, { flaw: FLAW, at: organization, words: { what: "parents" } }));
  const beside = NEXT_TO_FILE.find((name) => hasFlag(look, name));
  const file = flagAt("--file");
  if (file !== undefined && beside !== undefined)
    found.push(flawOf(look, { flaw: FLAW, at: file, words: { what: "file", beside } }));
  const stage = flagOf(invocation, ["--stage"])?.value;
  const text = stage && knownText(stage, reading);
  const isOpen = text === undefined || !/^[A-Za-z]+$/.test(text) || STAND_IN.test(text);
  if (stage !== undefined && !isOpen && !STAGES.has(text.toLowerCase()))
    found.push(flawOf(look, { flaw: FLAW, at: rangeOf(stage), words: { what: "stage", stage: text } }));
  return found;
}
