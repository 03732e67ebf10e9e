/** A half-open range of UTF-16 offsets in the parsed text. Every number in a tree is such an offset. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Where an expression should stand and none does; covers the blanks there. */
export interface Missing extends Range {
  readonly kind: "missing";
}

/** A number, `true`, `false` or `null`. */
export interface Scalar extends Range {
  readonly kind: "scalar";
}

/** A quoted string or a heredoc. */
export interface Template extends Range {
  readonly kind: "template";
  /** `flush` is a heredoc whose indentation does not count (`<<-`). */
  readonly form: "quoted" | "heredoc" | "flush";
  /** What stands between the quotes, or the lines between the marks. */
  readonly inner: Range;
  readonly closed: boolean;
  readonly parts: readonly TemplatePart[];
}

/** Text as written, escapes included. */
export interface TemplateText extends Range {
  readonly kind: "text";
}

/** `${ … }`. */
export interface Interpolation extends Range {
  readonly kind: "interpolation";
  readonly expression: Expression;
}

/** `%{ if … }`, `%{ endfor }` and the like. */
export interface Directive extends Range {
  readonly kind: "directive";
  /** `if`, `else`, `endif`, `for`, `endfor`; or what else stands there. */
  readonly word: string;
  /** The names between `for` and `in`. */
  readonly names: readonly string[];
  readonly expression: Expression | undefined;
}

export type TemplatePart = TemplateText | Interpolation | Directive;

export interface List extends Range {
  readonly kind: "list";
  readonly items: readonly Expression[];
  readonly closed: boolean;
}

export interface ObjectItem extends Range {
  /** A bare word is a `name`, which stands for itself here. */
  readonly key: Expression;
  readonly value: Expression;
}

export interface ObjectExpression extends Range {
  readonly kind: "object";
  readonly items: readonly ObjectItem[];
}

export interface Call extends Range {
  readonly kind: "call";
  readonly name: string;
  readonly items: readonly Expression[];
  /** Whether the last argument is spread (`f(list...)`). */
  readonly spread: boolean;
}

/** The first word of a reference: `var`, `google_service_account`. */
export interface Name extends Range {
  readonly kind: "name";
  readonly name: string;
}

export interface AttributeStep extends Range {
  readonly kind: "attribute";
  readonly name: string;
}

export interface IndexStep extends Range {
  readonly kind: "index";
  readonly key: Expression;
}

export interface SplatStep extends Range {
  readonly kind: "splat";
  /** `.*`, which takes attributes alone in each item: an index behind them is one of the list. */
  readonly isOfAttributes?: true;
}

export type Step = AttributeStep | IndexStep | SplatStep;

/** `a.b[0].c`: kept flat, so that no chain is deep. */
export interface Traversal extends Range {
  readonly kind: "traversal";
  readonly root: Expression;
  readonly steps: readonly Step[];
}

export interface Parenthesis extends Range {
  readonly kind: "parenthesis";
  readonly inner: Expression;
}

/** `condition ? yes : no`. */
export interface Conditional extends Range {
  readonly kind: "conditional";
  readonly condition: Expression;
  readonly yes: Expression;
  readonly no: Expression;
}

export type Operator = "!" | "||" | "&&" | "==" | "!=" | "<" | ">" | "<=" | ">=";

/** Logic and comparison; `||` and `&&` may have more than two operands, `!` has one. */
export interface Operation extends Range {
  readonly kind: "operation";
  readonly operator: Operator;
  readonly operands: readonly Expression[];
}

/** Arithmetic, and chains of comparisons, which mean nothing. */
export interface Compound extends Range {
  readonly kind: "compound";
  readonly operands: readonly Expression[];
  /** What stands between the operands as written; in front of the only one for a sign. */
  readonly operators: readonly string[];
}

/** `[for v in list : result]` or `{for k, v in map : key => result...  if filter}`. */
export interface For extends Range {
  readonly kind: "for";
  /** The names between `for` and `in`: of the value alone, or of the key and the value. */
  readonly names: readonly string[];
  readonly collection: Expression;
  /** Present in the form that makes an object. */
  readonly key?: Expression;
  readonly result: Expression;
  /** Whether results of one key are put into a list (`...`). */
  readonly grouped: boolean;
  readonly filter?: Expression;
}

export type Expression =
  | Missing
  | Scalar
  | Template
  | List
  | ObjectExpression
  | Call
  | Name
  | Traversal
  | Parenthesis
  | Conditional
  | Operation
  | For
  | Compound;

export interface Attribute extends Range {
  readonly kind: "attribute";
  readonly name: string;
  readonly nameEnd: number;
  readonly value: Expression;
}

export interface Label extends Range {
  readonly text: string;
}

export interface Block extends Range {
  readonly kind: "block";
  readonly name: string;
  readonly nameEnd: number;
  readonly labels: readonly Label[];
  readonly body: Body;
}

/** What stands between braces; the range excludes them. */
export interface Body extends Range {
  readonly items: readonly (Attribute | Block)[];
  /** False when the closing brace is missing. */
  readonly closed: boolean;
}

export interface Problem extends Range {
  readonly message: string;
}

/** An item of the top level, up to where the next one is looked for. */
export interface Stretch extends Range {
  /** Absent where no item could be read. */
  readonly item?: Attribute | Block;
  /** Whether it was read without a problem. */
  readonly isClean: boolean;
}

export interface Tree {
  readonly body: Body;
  readonly problems: readonly Problem[];
  /** What the body was read from, for reading it again after a change; absent where that is of no use. */
  readonly stretches?: readonly Stretch[];
}
