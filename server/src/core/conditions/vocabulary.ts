/** What an expression or a part of it is; `any` where that is not known. */
export type Type = "string" | "int" | "double" | "bool" | "timestamp" | "duration" | "list" | "map" | "null" | "any";

/**
 * Attributes of conditions in role bindings, by their object.
 * Source: cloud.google.com/iam/docs/conditions-attribute-reference
 */
export const ATTRIBUTES: Readonly<Record<string, Readonly<Record<string, Type>>>> = {
  resource: { name: "string", type: "string", service: "string" },
  request: { time: "timestamp", host: "string", path: "string", auth: "any" },
  destination: { ip: "string", port: "int" },
};

/** Objects that conditions of other kinds of policies know, or whose members are functions. */
export const OTHER_OBJECTS: ReadonlySet<string> = new Set([
  "api",
  "compute",
  "principal",
  "origin",
  "source",
  "target",
  "device",
  "google",
  "assertion",
  "attribute",
  "document",
]);

export interface FunctionType {
  readonly args: readonly Type[];
  /** Fewest arguments, where the last ones can be left out. */
  readonly least?: number;
  readonly returns: Type;
}

const text = (...args: readonly Type[]): FunctionType => ({ args, returns: "bool" });
const time: FunctionType = { args: ["string"], least: 0, returns: "int" };

/** Functions that stand alone. */
export const FUNCTIONS: Readonly<Record<string, FunctionType>> = {
  timestamp: { args: ["string"], returns: "timestamp" },
  duration: { args: ["string"], returns: "duration" },
  date: { args: ["any"], returns: "any" },
};

/** Functions behind a dot, by the type of what stands before it. */
export const METHODS: Readonly<Partial<Record<Type, Readonly<Record<string, FunctionType>>>>> = {
  string: {
    startsWith: text("string"),
    endsWith: text("string"),
    extract: { args: ["string"], returns: "string" },
  },
  list: { hasOnly: text("list") },
  timestamp: {
    getFullYear: time,
    getMonth: time,
    getDate: time,
    getDayOfMonth: time,
    getDayOfWeek: time,
    getDayOfYear: time,
    getHours: time,
    getMinutes: time,
    getSeconds: time,
    getMilliseconds: time,
    date: { args: ["string"], least: 0, returns: "any" },
  },
};

/** Functions of objects. */
export const OBJECT_FUNCTIONS: Readonly<Record<string, Readonly<Record<string, FunctionType>>>> = {
  resource: {
    matchTag: text("string", "string"),
    matchTagId: text("string", "string"),
    hasTagKey: text("string"),
    hasTagKeyId: text("string"),
  },
  api: { getAttribute: { args: ["string", "any"], returns: "any" } },
};

/** Functions on texts that the Common Expression Language has and the API is known to refuse in conditions of role bindings. */
export const REFUSED = new Set(["contains", "matches"]);

/** Others on texts that the Common Expression Language has and the documentation of conditions does not. */
export const UNDOCUMENTED = new Set(["size", "split", "replace", "indexOf", "substring"]);

/** Values of a time, by the function that gives them: the least and the greatest. */
export const TIME_RANGES: Readonly<Record<string, readonly [number, number]>> = {
  getMonth: [0, 11],
  getDate: [1, 31],
  getDayOfMonth: [0, 30],
  getDayOfWeek: [0, 6],
  getDayOfYear: [0, 365],
  getHours: [0, 23],
  getMinutes: [0, 59],
  getSeconds: [0, 59],
};

/** Macros that give names of their own to the elements of a list. */
export const BINDERS = new Set(["all", "exists", "exists_one", "existsOne", "map", "filter"]);
