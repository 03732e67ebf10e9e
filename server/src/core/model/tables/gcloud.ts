import data from "../../../../data/gcloud-iam.json";

/**
 * How a flag may be given. `attribute`: a part of the resource's name, which may also come from a full resource name or a
 * property; `required-group`: one of a group of which one is required; `switch`: without a value.
 */
export type FlagUse = "required" | "optional" | "attribute" | "required-group" | "switch";

/** A gcloud command that reads no policy but changes one, keyed by its words without `gcloud` and without the track. */
export interface GcloudCommand {
  readonly verb: "add-iam-policy-binding" | "remove-iam-policy-binding" | "set-iam-policy";
  /** Permission prefix of the resource's type: `run.services`; absent where not known. */
  readonly type?: string;
  /** In order; brackets mark an optional one: `[POLICY]`. */
  readonly positionals: readonly string[];
  /** Without flags that every command has (`--project`, `--format`, `--quiet`). */
  readonly flags: Readonly<Record<string, FlagUse>>;
  /** Flags that only one track knows. */
  readonly extraFlags?: Readonly<Partial<Record<"alpha" | "beta", readonly string[]>>>;
  readonly tracks: readonly ("ga" | "beta" | "alpha")[];
}

/** A command that grants a role or defines one in another way; its telling flags. */
export interface OtherGcloudCommand {
  readonly flags: readonly string[];
}

/** Source: the command tree of the Google Cloud SDK; see `meta` in the data file. */
export const gcloudCommands = data.commands as Readonly<Record<string, GcloudCommand>>;

export const otherGcloudCommands = data.other as Readonly<Record<string, OtherGcloudCommand>>;
