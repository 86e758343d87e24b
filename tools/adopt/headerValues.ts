import { Expression } from "./code";

/** The values of custom headers. They can be secrets, so a program reads them from its configuration. */
export class HeaderValues {
  private readonly keys = new Set<string>();

  /** @returns the expression for the value of a header */
  add(origin: string, header: string): Expression {
    const key = [origin, header].map((text) => text.replace(/[^A-Za-z0-9-]+/g, "-")).join("-");
    this.keys.add(key);
    return new Expression(`config.requireSecret(${JSON.stringify(key)})`);
  }

  /** The code that reads the configuration. */
  lines(): readonly string[] {
    return this.keys.size === 0
      ? []
      : [
          ...[...this.keys].map((key) => `// Set the value of the header first: pulumi config set --secret ${key}`),
          "const config = new pulumi.Config();",
          "",
        ];
  }
}
