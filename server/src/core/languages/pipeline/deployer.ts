import { literal, type Part, type Value } from "../../model/value.ts";
import type { Source } from "../language.ts";
import type { Scalar } from "../manifest/tree.ts";

/** Resource names of accounts end with the e-mail address. */
const PATH = "/serviceAccounts/";

/** The account that a pipeline signs in with: as it is written, and as the member that its commands run as. */
export interface Deployer {
  readonly account: Value;
  readonly member: Value;
}

type TextOf = (expression: string) => string | undefined;

/**
 * The deployer that a scalar names by e-mail address or by resource name.
 * @param textOf what an expression of the pipeline surely gives: a variable's name, `inputs.account`.
 */
export function deployerOf(scalar: Scalar, { uri, text }: Source, textOf: TextOf = () => undefined): Deployer {
  const parts = emailParts(scalar.parts).map((part) => qualified(part, uri, textOf));
  const { content } = scalar;
  const path = text.slice(content.start, content.end).lastIndexOf(PATH);
  const span = path < 0 ? content : { ...content, start: content.start + path + PATH.length };
  const uses = scalar.uses.length > 0 ? { uses: scalar.uses } : {};
  const account: Value = { slot: "account", span, parts, ...uses };
  return { account, member: { ...account, parts: [literal("serviceAccount:"), ...parts] } };
}

function emailParts(parts: readonly Part[]): readonly Part[] {
  const index = parts.findLastIndex((part) => part.kind === "literal" && part.text.includes(PATH));
  const split = parts[index];
  if (split === undefined) return parts;
  const behind = split.text.slice(split.text.lastIndexOf(PATH) + PATH.length);
  return [...(behind === "" ? [] : [literal(behind)]), ...parts.slice(index + 1)];
}

/** Whether an e-mail address is seen, and not only what may be a whole resource name. */
export const isAddress = ({ account }: Deployer): boolean =>
  account.parts.some((part) => part.kind === "literal" && part.text.includes("@"));

/** A variable is the one that the commands of the pipeline name alike. */
function qualified(part: Part, uri: string, textOf: TextOf): Part {
  if (part.kind === "literal") return part;
  const name = part.text.replace(/^env\./, "");
  const text = textOf(part.text);
  return text === undefined ? { ...part, target: { address: `${uri}#$${name}`, attribute: "" } } : literal(text);
}
