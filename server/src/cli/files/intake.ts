import type { Language, Source } from "../../core/languages/language.ts";
import { languageOf } from "../../core/languages/registry.ts";
import type { Workspace } from "../../service/workspace.ts";

/** A text on its way into the workspace. */
export interface Arrival {
  readonly uri: string;
  readonly text: string;
  /** False for what is read only because an asked document cannot be understood without it. */
  readonly asked: boolean;
}

interface Unit {
  readonly waiting: Arrival[];
  kept: boolean;
}

/**
 * Lets into a workspace only texts that can matter: one whose unit holds nothing is forgotten at once, so that a large tree never
 * lies in memory as a whole. The documents of a unit lie in one folder and arrive before `endFolder`.
 */
export class Intake {
  readonly workspace: Workspace;
  /** Asked documents that are in the workspace. */
  readonly asked = new Set<string>();
  readonly #units = new Map<string, Unit>();
  readonly #onUnit: (sources: readonly Source[]) => void;

  /** @param onUnit told of each unit that is in the workspace as far as its folder goes */
  constructor(workspace: Workspace, onUnit: (sources: readonly Source[]) => void = () => undefined) {
    this.workspace = workspace;
    this.#onUnit = onUnit;
  }

  take(arrival: Arrival, language: Language): void {
    if (language.unitOf === undefined) {
      if (language.mayHold(arrival.text)) this.#admit([arrival]);
      return;
    }
    const unit = this.#unit(language, language.unitOf(arrival.uri));
    unit.waiting.push(arrival);
    unit.kept ||= language.mayHold(arrival.text);
  }

  /** Decides on the units whose documents have all arrived. */
  endFolder(): void {
    for (const { kept, waiting } of this.#units.values()) {
      if (kept) this.#admit(waiting);
    }
    this.#units.clear();
  }

  #admit(arrivals: readonly Arrival[]): void {
    const sources = arrivals.map(({ uri, text }): Source => ({ uri, text }));
    for (const source of sources) this.workspace.set(source);
    for (const { uri, asked } of arrivals) if (asked) this.asked.add(uri);
    this.#onUnit(sources);
  }

  #unit(language: Language, key: string): Unit {
    const name = `${language.id} ${key}`;
    const unit = this.#units.get(name) ?? { waiting: [], kept: false };
    this.#units.set(name, unit);
    return unit;
  }
}

/** The language that a name tells; a name without an extension may be a script, which only its first line tells. */
export function languageByName(uri: string, name: string): Language | "ask its first line" | undefined {
  return languageOf(uri, "") ?? (name.includes(".") ? undefined : "ask its first line");
}

/** The language that a text's first line tells, if it names an interpreter. */
export function languageByText(uri: string, text: string): Language | undefined {
  return languageOf(uri, text.slice(0, FIRST_LINE_LIMIT).split("\n", 1)[0] ?? "");
}

const FIRST_LINE_LIMIT = 200;
