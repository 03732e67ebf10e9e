import type { Elsewhere, Source } from "../language.ts";
import type { Ask, Asked, Budget } from "./env.ts";

/** Answers what is asked beyond the documents of a module, and notes it for what is being read. */
export class Asking implements Elsewhere {
  readonly #elsewhere: Elsewhere;
  readonly #budget: Budget;

  constructor(elsewhere: Elsewhere, budget: Budget) {
    this.#elsewhere = elsewhere;
    this.#budget = budget;
  }

  unit(name: string): readonly Source[] {
    const answer = this.#elsewhere.unit(name);
    note(this.#budget, { kind: "unit", name, answer });
    return answer;
  }

  file(name: string): Source | undefined {
    const answer = this.#elsewhere.file(name);
    note(this.#budget, { kind: "file", name, answer });
    return answer;
  }

  filesBelow(name: string): readonly string[] | undefined {
    const answer = this.#elsewhere.filesBelow(name);
    note(this.#budget, { kind: "filesBelow", name, answer });
    return answer;
  }
}

function note(budget: Budget, one: Ask | Asked): void {
  budget.asked ??= new Set();
  budget.asked.add(one);
}

/** Notes what was asked for something that was made before. */
export function askedAgain(budget: Budget, asked: Asked | undefined): void {
  if (asked !== undefined) note(budget, asked);
}

/** Something that was made, and what was asked for it; absent where nothing was. */
export interface Made<T> {
  readonly made: T;
  readonly asked: Asked | undefined;
}

/** Makes something and tells what was asked for it. */
export function asking<T>(budget: Budget, make: () => T): Made<T> {
  const outer = budget.asked;
  budget.asked = undefined;
  const made = make();
  const { asked } = budget;
  budget.asked = outer;
  askedAgain(budget, asked);
  return { made, asked };
}

/** All questions, each once, in the order in which they were asked first. */
export function asksIn(asked: Asked | undefined): readonly Ask[] {
  const asks = new Map<string, Ask>();
  const seen = new Set<Asked>();
  const visit = (some: Asked): void => {
    if (seen.has(some)) return;
    seen.add(some);
    for (const one of some) {
      if ("kind" in one) asks.set(`${one.kind} ${one.name}`, one);
      else visit(one);
    }
  };
  if (asked !== undefined) visit(asked);
  return [...asks.values()];
}

/** Whether what was asked is answered as it was. It is asked in the order of then, up to the first answer that is another. */
export const haveSameAnswers = (asked: readonly Ask[], elsewhere: Elsewhere): boolean =>
  asked.every((ask) => isAnsweredAs(ask, elsewhere));

function isAnsweredAs({ kind, name, answer }: Ask, elsewhere: Elsewhere): boolean {
  if (kind !== "unit") return elsewhere[kind](name) === answer;
  const sources = elsewhere.unit(name);
  return sources.length === answer.length && sources.every((source, i) => source === answer[i]);
}

/** Documents that were given for an answer. */
export const documentsAsked = (asked: readonly Ask[]): ReadonlySet<string> =>
  new Set(
    asked.flatMap((ask) => {
      if (ask.kind === "unit") return ask.answer.map(({ uri }) => uri);
      return ask.kind === "file" ? [ask.name] : [];
    }),
  );
