import { known, type Value } from "../model/value.ts";

/** Members that stand for everybody, and what that means to people. */
const EVERYBODY: Readonly<Record<string, string>> = {
  allUsers: "everybody on the internet",
  allAuthenticatedUsers: "everybody with a Google account, of any organization",
};

/** Whom a member lets in when it stands for everybody. */
export function everybody(member: Value): string | undefined {
  const text = known(member);
  return text !== undefined && Object.hasOwn(EVERYBODY, text) ? EVERYBODY[text] : undefined;
}
