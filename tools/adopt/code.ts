/** An expression of TypeScript in a value that `code` prints. */
export class Expression {
  constructor(readonly text: string) {}
}

const longestLine = 100;

/**
 * A value as TypeScript. Properties without a value are omitted.
 * @param indent the spaces before the line that the value begins in
 */
export function code(value: unknown, indent = ""): string {
  if (value instanceof Expression) {
    return value.text;
  }
  if (typeof value !== "object" || value === null) {
    return JSON.stringify(value);
  }
  const inner = `${indent}  `;
  const items = Array.isArray(value)
    ? value.map((item) => code(item, inner))
    : Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .map(([key, item]) => `${keyOf(key)}: ${code(item, inner)}`);
  const [open, space, close] = Array.isArray(value) ? ["[", "", "]"] : ["{", " ", "}"];
  const line = items.length === 0 ? `${open}${close}` : `${open}${space}${items.join(", ")}${space}${close}`;
  return line.includes("\n") || inner.length + line.length > longestLine
    ? [open, ...items.map((item) => `${inner}${item},`), `${indent}${close}`].join("\n")
    : line;
}

function keyOf(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}
