import type { Source } from "../language.ts";
import { at, entryOf, isWritten, itemsOf, type Node, type Scalar } from "../manifest/tree.ts";
import type { MatrixKey } from "./rounds.ts";
import type { Marks } from "./script.ts";

/** An input of a workflow or an action, and what it is where nobody says. */
export interface Input {
  readonly name: string;
  readonly value: Scalar;
}

/** The matrix of a job. */
export interface Matrix {
  /** With the names that the matrix gives. */
  readonly keys: readonly MatrixKey[];
  /** Whether values of several keys go together in a way that is not told apart. */
  readonly isPaired: boolean;
}

/** Inputs with a default: of an action, of a workflow that others call, of one that people start. */
export function inputsOf(root: Node): readonly Input[] {
  const on = at(root, "on") ?? at(root, "true");
  const holders = [at(root, "inputs"), at(on, "workflow_call", "inputs"), at(on, "workflow_dispatch", "inputs")];
  const entries = holders.flatMap((holder) => (holder?.kind === "mapping" ? holder.entries : []));
  return entries.flatMap(({ key, value }) => {
    const given = at(value, "default");
    return isWritten(given) ? [{ name: key, value: given }] : [];
  });
}

/** The input that an expression gives: `inputs.name`. */
export function inputNamed(expression: string, inputs: readonly Input[]): Scalar | undefined {
  const [, named] = /^(?:github\.event\.)?inputs\.([\w-]+)$/.exec(expression) ?? [];
  return inputs.find(({ name }) => name === named)?.value;
}

/** The matrix of a job as far as it is written as lists; `include` adds values, alone or to others. */
export function matrixOf(job: Node | undefined): Matrix | undefined {
  const matrix = at(job, "strategy", "matrix");
  if (matrix?.kind !== "mapping" || matrix.templated) return undefined;
  const rows = itemsOf(at(matrix, "include"));
  const names = new Set([
    ...matrix.entries.map(({ key }) => key).filter((key) => key !== "include" && key !== "exclude"),
    ...rows.flatMap((row) => (row.kind === "mapping" ? row.entries.map(({ key }) => key) : [])),
  ]);
  const keys = [...names].map((name) => ({ name, values: valuesOf(name, matrix, rows) }));
  return { keys, isPaired: entryOf(matrix, "include") !== undefined || entryOf(matrix, "exclude") !== undefined };
}

/** None where not all of them are seen. */
function valuesOf(name: string, matrix: Node, rows: readonly Node[]): readonly Scalar[] {
  const list = at(matrix, name);
  if (list !== undefined && (list.kind !== "list" || list.partial)) return [];
  const all = [...itemsOf(list), ...rows.flatMap((row) => at(row, name) ?? [])];
  const values = all.filter(isWritten);
  return values.length === all.length && values.every(({ parts }) => parts.every(isKnown)) ? values : [];
}

const isKnown = ({ kind }: { readonly kind: string }): boolean => kind === "literal";

/** The keys that the nodes name, as the script calls them; without values where it is not known which of them go together. */
export function keysUsed(
  matrix: Matrix | undefined,
  nodes: readonly (Node | undefined)[],
  { text }: Source,
): readonly MatrixKey[] {
  const written = nodes
    .map((node) => (node === undefined ? "" : text.slice(node.span.start, node.span.end)))
    .join("\n");
  const named = new Set([...written.matchAll(/\bmatrix\.([\w-]+)/g)].map(([, name]) => name));
  const isOpen = matrix?.isPaired === true && named.size > 1;
  return [...named].map((name = "") => {
    const values = matrix?.keys.find((key) => key.name === name)?.values;
    return { name: contextVariable("matrix", name), values: isOpen ? [] : (values ?? []) };
  });
}

/** The variable of the script that stands for a value of a context. */
export const contextVariable = (context: string, name: string): string => `${context}_${name.replaceAll("-", "_")}`;

const MARK = /\$\{\{\s*(?:(env)\.([A-Za-z_]\w*)|(inputs|github\.event\.inputs|matrix)\.([A-Za-z_][\w-]*))\s*\}\}/g;

/** `${{ env.X }}` is the variable that the shell knows as `$X`; inputs and keys of a matrix of which something is known have one of their own. */
export function contextMarks(inputs: readonly Input[], matrices: readonly (Matrix | undefined)[]): Marks {
  const known = new Set([
    ...inputs.map(({ name }) => contextVariable("inputs", name)),
    ...matrices.flatMap((matrix) => matrix?.keys.map(({ name }) => contextVariable("matrix", name)) ?? []),
  ]);
  return {
    find: (text) =>
      [...text.matchAll(MARK)].flatMap(({ 0: mark, 1: env, 2: variable, 3: context = "", 4: key = "", index }) => {
        const own = contextVariable(context.replace(/^github\.event\./, ""), key);
        const name = env === undefined ? own : variable;
        return env !== undefined || known.has(own) ? [{ index, length: mark.length, text: `\${${name}}` }] : [];
      }),
  };
}
