// Runs in the panel's page: puts in what the extension sends, moves the focus with the arrow keys, tells which place to open.

/** What is used here of a browser's document; this project's types have none. */
interface Element {
  innerHTML: string;
  textContent: string | null;
  tabIndex: number;
  readonly dataset: Readonly<Record<string, string | undefined>>;
  readonly title: string;
  focus(): void;
  closest(selector: string): Element | null;
  querySelectorAll(selector: string): Iterable<Element>;
}
interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly target: Element;
  preventDefault(): void;
}
type Listen = (type: string, listener: (event: never) => void) => void;
declare const document: {
  readonly activeElement: Element | null;
  querySelector(selector: string): Element | null;
  readonly addEventListener: Listen;
};
declare const window: { readonly addEventListener: Listen };
declare const acquireVsCodeApi: () => { postMessage(message: unknown): void };

const editor = acquireVsCodeApi();
const main = document.querySelector("main");
const told = document.querySelector("#told");

/** The cells of the grid, row by row. */
const cells = (): readonly (readonly Element[])[] =>
  [...(main?.querySelectorAll("tbody tr") ?? [])].map((row) => [...row.querySelectorAll("[tabindex]")]);

function placeOf(wanted: Element | null): readonly [row: number, column: number] {
  const rows = cells();
  const row = rows.findIndex((all) => wanted !== null && all.includes(wanted));
  return [row, wanted === null ? -1 : (rows[row]?.indexOf(wanted) ?? -1)];
}

/** Makes one cell the only one in the order of the tabulator. */
function choose(cell: Element, isFocused: boolean): void {
  for (const other of cells().flat()) other.tabIndex = -1;
  cell.tabIndex = 0;
  if (isFocused) cell.focus();
}

const MOVES: Readonly<Record<string, readonly [down: number, right: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, Number.NEGATIVE_INFINITY],
  End: [0, Number.POSITIVE_INFINITY],
  PageUp: [Number.NEGATIVE_INFINITY, 0],
  PageDown: [Number.POSITIVE_INFINITY, 0],
};

const within = (index: number, length: number): number => Math.max(0, Math.min(index, length - 1));

function move(event: KeyPress): void {
  const [down, right] = MOVES[event.key] ?? [0, 0];
  const [row, column] = placeOf(event.target);
  if (row < 0 || (down === 0 && right === 0)) return;
  const rows = cells();
  const whole = event.ctrlKey && down === 0 && !Number.isFinite(right) ? right : down;
  const line = rows[within(row + whole, rows.length)] ?? [];
  const next = line[within(column + right, line.length)];
  event.preventDefault();
  if (next !== undefined) choose(next, true);
}

function open(target: Element): void {
  const place = target.closest("[data-place]")?.dataset.place;
  if (place !== undefined) editor.postMessage(Number(place));
}

document.addEventListener("keydown", (event: KeyPress) => {
  const isCell = event.target.closest("td") !== null;
  if (isCell && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    open(event.target);
  } else move(event);
});

document.addEventListener("click", ({ target }: { readonly target: Element }) => open(target));

document.addEventListener("focusin", ({ target }: { readonly target: Element }) => {
  if (placeOf(target)[0] < 0) return;
  choose(target, false);
  if (told !== null) told.textContent = target.title;
});

window.addEventListener("message", ({ data }: { readonly data: unknown }) => {
  if (main === null || typeof data !== "string") return;
  const [row, column] = placeOf(document.activeElement);
  main.innerHTML = data;
  const line = cells()[Math.max(0, row)];
  const cell = line?.[Math.max(0, column)] ?? cells()[0]?.[0];
  if (cell !== undefined) choose(cell, row >= 0);
});

editor.postMessage("ready");
