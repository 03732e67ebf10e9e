import type { Source } from "../language.ts";
import { at, entryOf, isWritten, itemsOf, type Node, type Scalar } from "../manifest/tree.ts";
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
  const builder = new ScriptBuilder(source);
  for (const command of commands) builder.step(() => write(command, builder));
  return builder.built();
}

type Command = { readonly text: Scalar } | { readonly words: readonly Scalar[] };

function collect(list: Node, commands: Command[], depth: number): void {
  for (const item of itemsOf(list)) {
    if (commands.length >= MOST_TASKS || depth > DEEPEST) return;
    for (const module of MODULES) {
      const command = commandOf(at(item, module));
      if (command !== undefined) commands.push(command);
    }
    for (const key of LISTS) {
      const inner = at(item, key);
      if (inner !== undefined) collect(inner, commands, depth + 1);
    }
  }
}

function commandOf(given: Node | undefined): Command | undefined {
  if (isWritten(given)) return { text: given };
  const text = at(given, "cmd");
  if (isWritten(text)) return { text };
  const words = itemsOf(at(given, "argv")).filter(isWritten);
  return words.length > 0 ? { words } : undefined;
}

function write(command: Command, builder: ScriptBuilder): void {
  if ("text" in command) builder.lines(command.text);
  else for (const word of command.words) builder.word(word);
}
