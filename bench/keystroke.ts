import { DEFAULT_CONFIG } from "../server/src/core/lint/config.ts";
import { diagnose, diagnoseAll } from "../server/src/service/diagnose.ts";
import { Workspace } from "../server/src/service/workspace.ts";
import { seeded } from "./corpus/random.ts";
import { terraformFile, terraformModule } from "./corpus/terraform.ts";
import { yamlFile } from "./corpus/yaml.ts";
import { languageServer } from "./language-server.ts";
import { ms, type Section } from "./report.ts";
import { median, quantile, times, timesAsync } from "./statistics.ts";

const BINDINGS = 1_000;
const STROKES = 60;
const FEW_STROKES = 10;
const WARM_UP = 30;
const NEIGHBOURS = 500;
const MODULES = [50, 100, 200];
const IN_MODULE = 10;
const WORKSPACE = 5_000;
const IN_FILE = 4;
const SETTINGS = { config: DEFAULT_CONFIG, today: "2026-01-01" };

interface Typing {
  readonly uri: string;
  readonly text: string;
  readonly languageId: string;
}

const terraform: Typing = {
  uri: "file:///bench/main.tf",
  text: terraformFile(seeded(3), BINDINGS),
  languageId: "terraform",
};
const yaml: Typing = { uri: "file:///bench/policy.yaml", text: yamlFile(seeded(4), BINDINGS), languageId: "yaml" };
const small: Typing = { uri: "file:///bench/main.tf", text: terraformFile(seeded(5), 20), languageId: "terraform" };

/** From a typed letter to the file's findings. */
export async function keystroke(): Promise<Section> {
  const row = (name: string, taken: readonly number[]) => [name, ms(quantile(taken, 0.5)), ms(quantile(taken, 0.99))];
  return {
    title: "Keystroke to diagnostics",
    how:
      `A letter is typed into, or taken out of, a role in the middle of a file; ${STROKES} times (${FEW_STROKES} among other files, after as many) after ${WARM_UP}. ` +
      "`read` is the time until the facts of the document's unit are there, `findings` until the document's findings are. The service is called in process; the server is `dist/server-node.cjs --stdio`, from the change sent to the diagnostics received.",
    rows: [
      ["where", "median", "99th percentile"],
      row(`service, Terraform with ${BINDINGS} grants`, inService(terraform)),
      row(`service, YAML with ${BINDINGS} grants`, inService(yaml)),
      row(
        `service, Terraform with 20 grants among ${NEIGHBOURS} files with 8 each`,
        inService(small, neighbours(), FEW_STROKES),
      ),
      ...MODULES.flatMap((files) => {
        const [first, ...others] = moduleOf(files);
        const name = `service, one file of a Terraform module of ${files} files with ${IN_MODULE} each`;
        return first === undefined
          ? []
          : [
              row(`${name}: read`, inService(first, others, FEW_STROKES, unitFacts)),
              row(`${name}: findings`, inService(first, others, FEW_STROKES)),
            ];
      }),
      row(
        `service, one of ${WORKSPACE} Terraform files with ${IN_FILE} each`,
        inService(
          { ...small, text: terraformFile(seeded(8), IN_FILE) },
          neighbours(WORKSPACE - 1, IN_FILE),
          FEW_STROKES,
        ),
      ),
      row(`server, Terraform with ${BINDINGS} grants`, await overStream(terraform)),
      row(`server, YAML with ${BINDINGS} grants`, await overStream(yaml)),
    ],
  };
}

/** From nothing to the findings of a large workspace. */
export function workspaceFromScratch(): Section {
  const files = neighbours(WORKSPACE, IN_FILE);
  const runs = Array.from({ length: 3 }, () => {
    const workspace = new Workspace();
    const steps = [
      () => {
        for (const { uri, text } of files) workspace.set({ uri, text });
      },
      () => workspace.facts(),
      () => workspace.graph().declarationOf(""),
      () => diagnoseAll(workspace, SETTINGS),
    ];
    return steps.map((step) => times(step, 1, 0)[0] ?? Number.NaN);
  });
  const [set, read, graph, lint] = [0, 1, 2, 3].map((i) => median(runs.map((run) => run[i] ?? Number.NaN)));
  return {
    title: "Workspace from scratch",
    how: `${WORKSPACE} Terraform files with ${IN_FILE} grants each, every one a module of its own; medians of ${runs.length} runs in one process.`,
    rows: [
      ["step", "time"],
      ["taking the texts", ms(set ?? Number.NaN)],
      ["reading them", ms(read ?? Number.NaN)],
      ["the graph, with the keys of its accounts", ms(graph ?? Number.NaN)],
      ["all findings", ms(lint ?? Number.NaN)],
    ],
  };
}

/** Where a letter is typed: behind a role's name near the middle. */
function placeOf({ text }: Typing): number {
  const role = text.indexOf("roles/", text.length / 2);
  return role + "roles/".length + 3;
}

function neighbours(files = NEIGHBOURS, bindings = 8): readonly Typing[] {
  const random = seeded(6);
  return Array.from({ length: files }, (_, i) => ({
    uri: `file:///bench/part-${i}/main.tf`,
    text: terraformFile(random, bindings),
    languageId: "terraform",
  }));
}

const moduleOf = (files: number): readonly Typing[] =>
  terraformModule(seeded(9), files, IN_MODULE).map((text, i) => ({
    uri: `file:///bench/module/part_${i}.tf`,
    text,
    languageId: "terraform",
  }));

type Ask = (workspace: Workspace, uri: string) => unknown;

const findings: Ask = (workspace, uri) => diagnose(workspace, uri, SETTINGS);
const unitFacts: Ask = (workspace, uri) => workspace.unitFacts(uri);

function inService(
  typing: Typing,
  others: readonly Typing[] = [],
  strokes = STROKES,
  ask: Ask = findings,
): readonly number[] {
  const { uri, text } = typing;
  const at = placeOf(typing);
  const versions = [`${text.slice(0, at)}x${text.slice(at)}`, text];
  const workspace = new Workspace();
  for (const other of others) workspace.set(other);
  workspace.set({ uri, text });
  diagnose(workspace, uri, SETTINGS);
  const stroke = (run: number) => {
    workspace.set({ uri, text: versions[run % 2] ?? text });
    ask(workspace, uri);
  };
  return times(stroke, strokes, strokes < STROKES ? strokes : WARM_UP);
}

async function overStream(typing: Typing): Promise<readonly number[]> {
  const server = await languageServer();
  try {
    await server.open(typing.uri, typing.languageId, typing.text);
    const at = placeOf(typing);
    return await timesAsync((run) => server.type(at, run % 2 === 0 ? "insert" : "delete"), STROKES, WARM_UP);
  } finally {
    await server.stop();
  }
}
