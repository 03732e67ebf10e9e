/** 0: nothing to complain about; 1: findings; 2: misuse, or something that could not be read. */
export type Exit = 0 | 1 | 2;

/** What a command ends with; texts are made only as they are written. */
export interface Outcome {
  readonly exit: Exit;
  readonly stdout?: Iterable<string>;
  readonly stderr?: Iterable<string>;
}

/** Where the program runs. */
export interface Surroundings {
  /** Absolute path. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}
