import { type Scalar, textAt } from "../manifest/tree.ts";

const SHELL = /^(?:\/(?:usr\/)?bin\/)?(?:ba|z|da|a)?sh$/;
/** `-c`, `-ec`, `-eEuxc`. */
const SCRIPT_OPTION = /^-[a-zA-Z]*c[a-zA-Z]*$/;

/** Whether a program of a container is a shell. */
export const isShell = (program: string): boolean => SHELL.test(program);

/** The script that the words of a container's command hand to a shell; `undefined` where they run something else. */
export function scriptBehind(words: readonly Scalar[]): Scalar | undefined {
  return isShell(textAt(words[0]) ?? "") ? scriptOption(words) : undefined;
}

/** The script behind the option for one. */
export function scriptOption(words: readonly Scalar[]): Scalar | undefined {
  const option = words.findIndex((word) => SCRIPT_OPTION.test(textAt(word) ?? ""));
  return option < 0 ? undefined : words[option + 1];
}
