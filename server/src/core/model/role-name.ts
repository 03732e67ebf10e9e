const PREFIX = "roles/";
/** Characters of templates, patterns and calls: no role name holds them. */
const TEMPLATE = /[$`<>{}[\]()%@*?|\\]|__/;
/** A part of a name that is to be filled in: `ROLE`, `ROLE_NAME`, `xxx`, `your-role`, `...`. */
const STAND_IN = /(?:^|[./])(?:[A-Z][A-Z0-9_-]+|x{3,}|(?:your|my)[_-].*)(?:[./]|$)|\.{2}/;
/** Calls of the REST API that look like roles. */
const VERBS = new Set(["list", "get", "create", "delete", "undelete", "patch", "queryGrantableRoles"]);

/** The name behind `roles/`; `undefined` when the text does not begin like a basic or predefined role. */
export function roleId(text: string): string | undefined {
  const id = text.startsWith(PREFIX) ? text.slice(PREFIX.length) : "";
  return id === "" || /\s/.test(id) ? undefined : id;
}

/** Whether the name behind `roles/` is a template or a word that stands for a role. */
export const isRolePlaceholder = (id: string): boolean => TEMPLATE.test(id) || STAND_IN.test(id) || VERBS.has(id);

/** A view of a conditional role binding in version 1 of the policy: `roles/x.y_withcond_0123456789abcdef0123`. */
export const isConditionalView = (text: string): boolean => /_withcond_[0-9a-f]{20}$/.test(text);
