import type { Part } from "../../../model/value.ts";

/** Parts as the inside of a string: a template, and that as JSON. A reference is written as it stands in the document. */
export const written = (parts: readonly Part[]): string =>
  parts
    .map((part) =>
      part.kind === "reference" ? `\${${part.text}}` : JSON.stringify(withDoubledMarks(part.text)).slice(1, -1),
    )
    .join("");

export const withDoubledMarks = (text: string): string => text.replace(/[$%](?=\{)/g, "$&$&");

/** An expression of the native form as a string of JSON: a quoted template as that, anything else in a mark. */
export const jsonOf = (expression: string): string =>
  JSON.stringify(
    expression.startsWith('"') ? expression.slice(1, -1).replace(/\\(["\\])/g, "$1") : `\${${expression}}`,
  );
