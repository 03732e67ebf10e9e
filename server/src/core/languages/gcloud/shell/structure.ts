import type { AndOr, CommandNode, CompoundList, PipelineNode, Statement } from "unbash";

/** Deeper nesting is no script; the parser itself stops at 256 for most constructs. */
export const DEEPEST = 400;

/** Visits every command of the statements and of what they nest, in the order of the text, without what words nest. */
export function structure(
  statements: readonly Statement[],
  visit: (node: CommandNode, statement: Statement) => void,
  depth = 0,
): void {
  if (depth > DEEPEST) return;
  for (const statement of statements) structureOf(statement.command, statement, visit, depth + 1);
}

type Visit = (node: CommandNode, statement: Statement) => void;

function structureOf(node: PipelineNode | AndOr, statement: Statement, visit: Visit, depth: number): void {
  if (depth > DEEPEST) return;
  if (node.type === "Pipeline" || node.type === "AndOr") {
    for (const command of node.commands) structureOf(command, statement, visit, depth + 1);
    return;
  }
  visit(node, statement);
  for (const list of listsOf(node)) structure(list.commands, visit, depth + 1);
  if (node.type === "Redirected") structureOf(node.command, statement, visit, depth + 1);
  const body = node.type === "Function" || node.type === "Coproc" ? node.body : undefined;
  if (body?.type === "CompoundList") structure(body.commands, visit, depth + 1);
  else if (body !== undefined) structureOf(body, statement, visit, depth + 1);
}

function listsOf(node: CommandNode): readonly CompoundList[] {
  switch (node.type) {
    case "If": {
      const elifs = node.elif.flatMap(({ clause, then }) => [clause, then]);
      return [node.clause, node.then, ...elifs, ...(node.else === undefined ? [] : [node.else])];
    }
    case "While":
      return [node.clause, node.body];
    case "For":
    case "Select":
    case "ArithmeticFor":
    case "Subshell":
    case "BraceGroup":
      return [node.body];
    case "Case":
      return node.items.map(({ body }) => body);
    default:
      return [];
  }
}
