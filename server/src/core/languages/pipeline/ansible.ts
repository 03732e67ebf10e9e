import type { Source } from "../language.ts";
import { at, entryOf, isWritten, itemsOf, type Node, type Scalar, textAt } from "../manifest/tree.ts";
import { braces } from "./braces.ts";
import { inEachRound } from "./rounds.ts";
import { type PipelineScript, ScriptBuilder } from "./script.ts";

const MODULES = ["shell", "command", "ansible.builtin.shell", "ansible.builtin.command"];
/** Lists of tasks inside of plays and of blocks. */
const LISTS = ["tasks", "pre_tasks", "post_tasks", "handlers", "block", "rescue", "always"];
/** Words of a play or a task, one of which every document of Ansible has. */
const TELLING = ["hosts", "name", "register", "when", "tags", "become", "changed_when", "block"];
const DEEPEST = 16;
const MOST_TASKS = 2000;

/** The commands of a playbook or a list of tasks; `undefined` when the document is neither. */
export function ansibleScript(root: Node, source: Source): PipelineScript | undefined {
  if (root.kind !== "list" || !itemsOf(root).every((item) => TELLING.some((key) => entryOf(item, key) !== undefined)))
    return undefined;
  const commands: Command[] = [];
  collect(root, commands, 0);
  if (commands.length === 0) return undefined;
  const builder = new ScriptBuilder(source, braces);
  for (const command of commands) builder.step(() => write(command, builder));
  return builder.built();
}

interface Command {
  readonly run: { readonly text: Scalar } | { readonly words: readonly Scalar[] };
  /** What a task that is repeated does it for, where all of that is seen. */
  readonly items: readonly Scalar[];
  /** What the task calls one of them. */
  readonly item: string;
}

const LOOPS = ["loop", "with_items", "with_list"];

function collect(list: Node, commands: Command[], depth: number): void {
  for (const item of itemsOf(list)) {
    if (commands.length >= MOST_TASKS || depth > DEEPEST) return;
    for (const module of MODULES) {
      const run = runOf(at(item, module));
      const called = textAt(item, "loop_control", "loop_var") ?? "item";
      if (run !== undefined) commands.push({ run, items: itemsIn(item), item: called });
    }
    for (const key of LISTS) {
      const inner = at(item, key);
      if (inner !== undefined) collect(inner, commands, depth + 1);
    }
  }
}

function itemsIn(task: Node): readonly Scalar[] {
  const list = LOOPS.map((key) => at(task, key)).find((found) => found !== undefined);
  const items = itemsOf(list);
  const isWhole = list?.kind === "list" && !list.partial && items.every((item) => textAt(item) !== undefined);
  return isWhole ? items.filter(isWritten) : [];
}

function runOf(given: Node | undefined): Command["run"] | undefined {
  if (isWritten(given)) return { text: given };
  const text = at(given, "cmd");
  if (isWritten(text)) return { text };
  const words = itemsOf(at(given, "argv")).filter(isWritten);
  return words.length > 0 ? { words } : undefined;
}

function write({ run, items, item }: Command, builder: ScriptBuilder): void {
  const once = (): void => {
    if ("text" in run) builder.lines(run.text);
    else for (const word of run.words) builder.word(word);
  };
  inEachRound(items.length > 0 ? [{ name: item, values: items }] : [], builder, once);
}
