import { placeholdersIn } from "../model/placeholders.ts";
import type { Part, Reference, Value } from "../model/value.ts";

/** Stands for an unknown part in a text that is taken apart; no name holds it. */
export const MARK = "\u0000";

/** The parts as one text, with a mark for each unknown one. */
export function marked(parts: readonly Part[]): string {
  let text = "";
  for (const part of parts) text += part.kind === "literal" ? part.text : MARK;
  return text;
}

/** A marked text as parts again: the references take the places of the marks, in their order. */
export function unmarked(text: string, { parts }: Value): readonly Part[] {
  const references = parts.filter((part): part is Reference => part.kind === "reference");
  return text.split(MARK).flatMap((piece, index): readonly Part[] => {
    const reference = index === 0 ? undefined : references[index - 1];
    const literals: readonly Part[] = piece === "" ? [] : [{ kind: "literal", text: piece }];
    return reference === undefined ? literals : [reference, ...literals];
  });
}

/** The reference behind the first mark of a stretch of a marked text. */
export function referenceAt(text: string, offset: number, { parts }: Value): Reference | undefined {
  const before = text.slice(0, offset).split(MARK).length - 1;
  return parts.filter((part): part is Reference => part.kind === "reference")[before];
}

/** How sure it is that a reference gives the id of a project, where its number is needed. */
export function projectIdSureness({ text, target }: Reference): "sure" | "likely" | undefined {
  const isProject = target !== undefined && /#(?:data\.)?google_project\./.test(target.address);
  if (isProject && target.attribute === "project_id") return "sure";
  if (isProject || target?.attribute === "number" || (target === undefined && !text.includes("."))) return undefined;
  return /(?:^|[.$_{])project_?id\}?$/i.test(text) ? "likely" : undefined;
}

/** The same reference with the project's number. */
export function projectNumber(reference: Reference): Reference | undefined {
  const { text, target } = reference;
  if (target === undefined || projectIdSureness(reference) !== "sure" || !text.endsWith(".project_id"))
    return undefined;
  return {
    ...reference,
    text: `${text.slice(0, -"project_id".length)}number`,
    target: { ...target, attribute: "number" },
  };
}

/** Whether a part of a value is written as a word to be filled in: `[PROJECT_ID]`, `REPLACE_ME`, `project-number`. */
export const hasStandIn = ({ parts }: Value): boolean =>
  parts.some((part) => part.kind === "literal" && (placeholdersIn(part.text).length > 0 || STAND_IN.test(part.text)));

const STAND_IN = /(?:^|[:/@-])(?:project|organization|folder)[-_]?(?:number|id)\b/i;
