import type { CellData, PlaceData, ReadinessResult, WorkloadData } from "../../../server/src/lsp/messages.ts";

/** A page's body, and the places that its elements name by their index in `data-place`. */
export interface Body {
  readonly html: string;
  readonly places: readonly PlaceData[];
}

/** What a page may load. */
export interface Sources {
  readonly script: string;
  readonly style: string;
  /** Where a webview may load from, as the editor says it. */
  readonly own: string;
  readonly nonce: string;
}

/** The page around the matrix: its script asks for the body and puts it into `main`. */
export const shell = ({ script, style, own, nonce }: Sources): string => `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${own}; script-src 'nonce-${nonce}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${escaped(style)}">
<title>Deploy Readiness</title>
</head>
<body>
<main></main>
<p id="told" role="status"></p>
<script nonce="${nonce}" src="${escaped(script)}"></script>
</body>
</html>
`;

/** The matrix of a workspace: a row for each principal and workload, a column for each need. */
export function bodyOf({ complete, needs, rows, undeployed }: ReadinessResult): Body {
  const places: PlaceData[] = [];
  const at = (place: PlaceData): number => places.push(place) - 1;
  const head = ["Principal", "Workload", ...needs.map(capital)].map(
    (title) => `<th role="columnheader" scope="col">${escaped(title)}</th>`,
  );
  const lines = rows.map(({ principal, place, workload, cells }) => {
    const named = [
      cell("rowheader", "", principal, `${principal}, open`, at(place)),
      cell("gridcell", "", titleOf(workload), `${workloadWords(workload)}, open`, at(workload.place)),
    ];
    const needed = cells.map((one) => needCell(one, at(one.places[0] ?? place)));
    return `<tr role="row">${[...named, ...needed].join("")}</tr>`;
  });
  const grid = `<table role="grid" aria-label="Who can deploy what"><thead><tr role="row">${head.join("")}</tr></thead><tbody>${lines.join("")}</tbody></table>`;
  const unknown = complete ? "" : "<p>Not all files have been read yet: what is missing may be granted there.</p>";
  const matrix = rows.length > 0 ? grid : "";
  return {
    html: `${unknown}${matrix}${undeployedList(undeployed, at)}${emptyNote(rows.length + undeployed.length)}`,
    places,
  };
}

function undeployedList(undeployed: readonly WorkloadData[], at: (place: PlaceData) => number): string {
  if (undeployed.length === 0) return "";
  const items = undeployed.map(
    (one) => `<li><button data-place="${at(one.place)}">${escaped(titleOf(one))}</button></li>`,
  );
  return `<h2>Nobody in this workspace is known to deploy</h2><ul>${items.join("")}</ul>`;
}

const emptyNote = (count: number): string =>
  count > 0 ? "" : "<p>No workload that runs as a service account is declared in this workspace.</p>";

const WORDS: Readonly<Record<CellData["state"], string>> = {
  granted: "granted",
  missing: "missing",
  unknown: "unknown",
  denied: "denied",
  none: "–",
};

const MARKS: Readonly<Record<CellData["state"], string>> = {
  granted: "✓",
  missing: "✗",
  unknown: "?",
  denied: "✗",
  none: "",
};

function needCell({ need, state, told }: CellData, place: number): string {
  const mark = MARKS[state] === "" ? "" : `<span class="mark" aria-hidden="true">${MARKS[state]}</span> `;
  const words = state === "none" ? `${need}: ${told}` : `${need}: ${WORDS[state]}, ${told}`;
  return cell("gridcell", state, "", words, place, `${mark}${WORDS[state]}`);
}

/** A cell is reached with the arrow keys, so that only one of the grid is in the order of the tabulator. */
function cell(role: string, state: string, text: string, label: string, place: number, html = foldable(text)): string {
  const kind = state === "" ? "" : ` class="${state}"`;
  return `<td role="${role}"${kind} tabindex="-1" data-place="${place}" aria-label="${escaped(label)}" title="${escaped(label)}">${html}</td>`;
}

const titleOf = ({ kind, name }: WorkloadData): string => `${kind} ${name}`;

const workloadWords = (workload: WorkloadData): string =>
  workload.identity === undefined ? titleOf(workload) : `${titleOf(workload)}, runs as ${workload.identity}`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A name that may go on in the next line, behind what parts its words. */
const foldable = (text: string): string => escaped(text).replace(/[_.@:](?=\w)/g, "$&<wbr>");

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (mark) => ENTITIES[mark] ?? mark);
