import { PolicyConfigSchema } from "@pulumi/policy";
import { PackConfig } from "../program/programIndex";
import { cut } from "../findings/message";
import { Rule } from "../findings/rule";

/** A rule's configuration as the engine passes it. */
type Config = Readonly<Record<string, unknown>>;

export function configSchemaOf({ config = {} }: Rule): PolicyConfigSchema | undefined {
  const settings = Object.entries(config);
  return settings.length === 0
    ? undefined
    : { properties: Object.fromEntries(settings.map(([key, { schema }]) => [key, schema])) };
}

/** Names each invalid key and value of a rule's configuration. The engine's schema check ignores unknown keys. */
export function configProblems({ name, config: settings = {} }: Rule, config: Config): string[] {
  const keys = Object.keys(settings);
  const invalid = ([key, value]: [string, unknown]): string | undefined => {
    const setting = Object.hasOwn(settings, key) ? settings[key] : undefined;
    if (setting === undefined) {
      const fix = keys.length === 0 ? "remove it: this rule has none" : `use ${keys.join(", ")}`;
      return `"${cut(key)}" is not a key; ${fix}.`;
    }
    return setting.read(value) === undefined
      ? `${cut(JSON.stringify(value))} is not valid for ${key}; use ${setting.expected}.`
      : undefined;
  };
  return Object.entries(config).flatMap((entry) => {
    const problem = invalid(entry);
    return problem === undefined ? [] : [`configuration of ${name}: ${problem}`];
  });
}

/** One object for all rules without configuration, so that the program is indexed once for them. */
const noConfig: PackConfig = {};

/** The pack's configuration from the valid settings of a rule's configuration. */
export function readPackConfig({ config: settings = {} }: Rule, config: Config): PackConfig {
  return Object.entries(config).reduce<PackConfig>((known, [key, value]) => {
    const setting = Object.hasOwn(settings, key) ? settings[key] : undefined;
    return { ...known, ...setting?.read(value) };
  }, noConfig);
}
