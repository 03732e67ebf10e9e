import { known } from "../../../model/value.ts";
import type { Span } from "../../../text/span.ts";
import type { Source } from "../../language.ts";
import { BARE, type Env, spanOf } from "../env.ts";
import { type Content, type Folded, knownText, type Text } from "../folded.ts";
import { parseTemplate } from "../hcl/parse.ts";
import type { Call, Expression, Range, Template } from "../hcl/tree.ts";
import { decoded, type Format } from "./decode.ts";
import { matcherOf } from "./file-pattern.ts";
import { placeOf } from "./file-place.ts";
import { rowsOf } from "./tables.ts";
import { textOf } from "./texts.ts";

type Fold = (expression: Expression, env: Env) => Folded;
type Read = (call: Call, env: Env, fold: Fold) => Folded | undefined;

/** Functions that read files, and those that make values of a text; `undefined` for any other function. */
export const readFrom: Read = (call, env, fold) =>
  call.spread || !Object.hasOwn(READERS, call.name) ? undefined : READERS[call.name]?.(call, env, fold);

const OF_FILES: ReadonlySet<string> = new Set(["file", "templatefile", "fileset", "fileexists"]);

/** Whether what a call gives rests on files. */
export const readsFiles = ({ name }: Call): boolean => OF_FILES.has(name);

const READERS: Readonly<Record<string, Read>> = {
  file: ({ items: [path] }, env, fold) => {
    const source = path && fileAt(fold(path, asPath(env)), env);
    return source && wholeOf(source);
  },
  templatefile: ({ items: [path, names] }, env, fold) => {
    const source = path && fileAt(fold(path, asPath(env)), env);
    const given = names && fold(names, env);
    return source && given && fromTemplate(source, given, env, fold);
  },
  fileset: ({ items, start, end }, env, fold) => {
    const [path, pattern] = items.map((item) => fold(item, asPath(env)));
    const folder = path && placeOf(path, env);
    const matches = matcherOf(knownText(pattern));
    if (folder === undefined || matches === undefined) return undefined;
    const paths = env.around?.elsewhere.filesBelow(folder);
    if (paths === undefined) return undefined;
    const span = spanOf(env, { start, end });
    return {
      kind: "sequence",
      items: paths.filter(matches).map((path) => textOf(path, span)),
      complete: true,
      isSet: true,
    };
  },
  fileexists: ({ items: [path], start, end }, env, fold) => {
    const source = path && fileAt(fold(path, asPath(env)), env);
    return source && textOf("true", spanOf(env, { start, end }));
  },
  jsonencode: encode,
  yamlencode: encode,
  jsondecode: (call, env, fold) => decode("json", call, env, fold),
  yamldecode: (call, env, fold) => decode("yaml", call, env, fold),
  csvdecode: (call, env, fold) => {
    const [item] = call.items;
    const text = item && fold(item, { ...env, defaults: false });
    const content = text?.kind === "text" ? (text.content ?? writtenContent(text, env)) : undefined;
    return content && content.template === undefined ? rowsOf(content, spanOf(env, call)) : undefined;
  },
  templatestring: ({ items: [text, names], start, end }, env, fold) => {
    const template = text && knownText(fold(text, { ...env, defaults: false }));
    const given = names && fold(names, env);
    const span = spanOf(env, { start, end });
    const filled = template && given && fromTemplate({ uri: span.uri, text: template }, given, env, fold);
    const whole = filled ? knownText(filled) : undefined;
    return whole === undefined ? undefined : textOf(whole, span);
  },
};

/** A default may lead to a file: what is wrong in the file can be pointed at. */
const asPath = (env: Env): Env => ({ ...env, defaults: true, isPath: true });

function fileAt(path: Folded, env: Env): Source | undefined {
  const uri = placeOf(path, env);
  return uri === undefined ? undefined : env.around?.elsewhere.file(uri);
}

const wholeOf = (source: Source): Text => ({
  ...textOf(source.text, { uri: source.uri, start: 0, end: source.text.length }),
  content: { source },
});

const templates = new WeakMap<Source, Template>();

function templateOf(source: Source): Template {
  const template = templates.get(source) ?? parseTemplate(source.text);
  templates.set(source, template);
  return template;
}

/** The file's text as a template, in which only the given names mean something. */
function fromTemplate(source: Source, given: Folded, env: Env, fold: Fold): Folded | undefined {
  if (given.kind !== "mapping") return undefined;
  const names = new Map(given.entries.map(({ key, value }) => [knownText(key) ?? "", value]));
  const template = templateOf(source);
  const inner: Env = { ...env, ...BARE, names, source };
  const folded = fold(template, inner);
  return folded.kind === "text" ? { ...folded, content: { source, template: { tree: template, env: inner } } } : folded;
}

function encode(call: Call, env: Env, fold: Fold): Folded | undefined {
  const [item] = call.items;
  if (item === undefined) return undefined;
  const span = spanOf(env, call);
  const written = env.source.text.slice(span.start, span.end);
  return { ...textOf("", span), parts: [{ kind: "reference", text: written, span }], encoded: fold(item, env) };
}

const decode = (format: Format, call: Call, env: Env, fold: Fold): Folded | undefined =>
  call.items[0] && documentIn(call.items[0], format, env, fold, spanOf(env, call));

/**
 * The value of the document that an expression gives as a text. Of one that is not written anywhere as it reads, everything stands
 * at `place`; without that it is not known.
 */
export function documentIn(item: Expression, format: Format, env: Env, fold: Fold, place?: Span): Folded | undefined {
  const folded = fold(item, env);
  const text = folded.kind === "either" ? fold(item, { ...env, defaults: false }) : folded;
  if (text.kind !== "text") return undefined;
  if (text.encoded !== undefined) return text.encoded;
  const content = text.content ?? templateContent(item, env) ?? writtenContent(text, env);
  if (content === undefined || (content.isLoose === true && place === undefined)) return undefined;
  return decoded(content, format, place ?? spanOf(env, item), fold);
}

/** What a heredoc says, whose marks are filled where their values are known. */
function templateContent(item: Expression | undefined, env: Env): Content | undefined {
  if (item?.kind !== "template" || item.form === "quoted") return undefined;
  return { source: inPlace(item.inner, env), template: { tree: item, env } };
}

/** A stretch of a document as a document of its own, in the same places. */
const inPlace = ({ start, end }: Range, { source: { uri, text } }: Env): Source => ({
  uri,
  text: text.slice(0, start).replace(/[^\n]/g, " ") + text.slice(start, end),
});

/** What a text in the configuration says, where it is known: in the same places, if it is written as it reads. */
function writtenContent(text: Text, env: Env): Content | undefined {
  const { span } = text;
  const whole = known({ slot: "text", span, parts: text.parts });
  if (whole === undefined || text.isDefault) return undefined;
  const { source } = env;
  const written = span.uri === source.uri ? source.text.slice(span.start, span.end) : "";
  if (withoutIndent(written) !== withoutIndent(whole)) return { source: { uri: span.uri, text: whole }, isLoose: true };
  return { source: inPlace(span, env) };
}

const withoutIndent = (text: string): string => text.replace(/^[ \t]+/gm, "");
