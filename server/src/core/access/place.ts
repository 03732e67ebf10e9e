import { display, known, soleReference, type Value } from "../model/value.ts";

/** A resource on which a permission is asked for. */
export interface Place {
  /** Permission prefix of its type: `run.services`, `iam.serviceAccounts`, `resourcemanager.projects`. */
  readonly type: string;
  readonly name?: Value | undefined;
  readonly location?: Value | undefined;
  /** Absent: the default one of its scope. */
  readonly project?: Value | undefined;
  readonly scope: string;
  /** Address of its declaration. */
  readonly address?: string | undefined;
  /** Key of a service account; `default` for the default compute service account of the project. */
  readonly account?: string | undefined;
}

/** Whether two addresses are of one thing, also where one of them is that of its module as nobody called it. */
export function isSameAddress(a: string, b: string): boolean {
  if (a === b) return true;
  return CALLED.test(a) !== CALLED.test(b) && a.replace(CALLED, "#") === b.replace(CALLED, "#");
}

/** By which calls a module is reached. */
const CALLED = /\?[^#]*#/;

/** Declared things that are looked up or come from outside may have any name. */
const SETTLED = /#(?!var\.|local\.|data\.|module\.|\$)/;

/** Three-valued: whether two names, each of its own scope, name one resource of a type. */
export function sameName(a: Value, aScope: string, b: Value, bScope: string): boolean | undefined {
  const [left, right] = [known(a), known(b)];
  if (left !== undefined && right !== undefined) return lastWord(left) === lastWord(right);
  const [first, second] = [soleReference(a)?.target?.address, soleReference(b)?.target?.address];
  if (first !== undefined && second !== undefined) {
    if (first === second) return true;
    return SETTLED.test(first) && SETTLED.test(second) ? false : undefined;
  }
  return aScope === bScope && display(a) === display(b) ? true : undefined;
}

/** The name itself, behind what full resource names have in front. */
export const lastWord = (name: string): string => name.slice(name.lastIndexOf("/") + 1);
