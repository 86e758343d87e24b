// Runs inside the function's own process, in place of the runtime that Lambda provides there.

interface Invocation {
  readonly id: number;
  readonly event: unknown;
  readonly context: object;
}

type Handler = (event: unknown, context: object) => unknown;

const [file = "", exportName = ""] = process.argv.slice(1);
const loaded = import(file).then((module: Record<string, unknown>) => module[exportName] as Handler);

process.on("message", ({ id, event, context }: Invocation) => {
  loaded
    .then((handler) => handler(event, context))
    .then(
      (result) => process.send?.({ id, result }),
      (error: unknown) => process.send?.({ id, error: error instanceof Error ? error.stack : String(error) }),
    );
});
