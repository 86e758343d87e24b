/** Prints one line about what happens. */
export type Log = (line: string) => void;
