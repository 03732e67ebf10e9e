import type { CustomRole } from "../model/facts.ts";
import type { Finding, Severity } from "../model/finding.ts";
import { known, type Value } from "../model/value.ts";
import { defineRule } from "./rule.ts";

const TITLE_BYTES = 100;
const DESCRIPTION_BYTES = 300;
/** What older documentation allows for a description. */
const OLD_DESCRIPTION_BYTES = 256;
const PERMISSIONS = 3000;
const ALL_BYTES = 64 * 1024;

/** Length of a text in UTF-8. */
function bytesOf(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

const tooLong = (value: Value, what: string, bytes: number, most: number, severity: Severity): Finding => ({
  span: value.span,
  message: `The ${what} of a custom role has at most ${most} bytes, and this one has ${bytes}.`,
  severity,
});

function* ofTexts({ title, description }: CustomRole): Generator<Finding> {
  const titleBytes = bytesOf(known(title) ?? "");
  if (title !== undefined && titleBytes > TITLE_BYTES) yield tooLong(title, "title", titleBytes, TITLE_BYTES, "error");
  const bytes = bytesOf(known(description) ?? "");
  if (description === undefined || bytes <= OLD_DESCRIPTION_BYTES) return;
  if (bytes > DESCRIPTION_BYTES) yield tooLong(description, "description", bytes, DESCRIPTION_BYTES, "error");
  else {
    yield {
      span: description.span,
      message: `This description has ${bytes} bytes; some documentation allows no more than ${OLD_DESCRIPTION_BYTES}.`,
      severity: "warning",
    };
  }
}

export const customRoleLimits = defineRule({
  id: "custom-role-limits",
  title: "Custom role beyond the limits",
  severity: "error",
  fix: "none",
  tier: 1,
  since: "0.1.0",
  why: "The title of a custom role may have 100 bytes, its description 300, its list 3,000 permissions, and all of this together 64 KB. Letters outside of ASCII count two to four bytes. A larger role is refused.",
  how: "Shorten the texts, or split the role.",
  silent:
    "On texts that are not fully known. A description between 256 and 300 bytes is only a warning, because older documentation allows less.",
  refs: ["https://cloud.google.com/iam/quotas"],
  options: {},
  on: "custom-role",
  *check(role) {
    yield* ofTexts(role);
    const { permissions, title, description, head } = role;
    if (permissions.length > PERMISSIONS) {
      yield {
        span: head,
        message: `A custom role holds at most 3,000 permissions, and this one has ${permissions.length}.`,
      };
      return;
    }
    const texts = [known(title), known(description), ...permissions.map(known)];
    const bytes = texts.reduce((sum, text) => sum + bytesOf(text ?? ""), 0);
    if (bytes > ALL_BYTES) {
      yield {
        span: head,
        message: `The texts of a custom role have at most 64 KB together, and these have ${bytes} bytes.`,
      };
    }
  },
});
