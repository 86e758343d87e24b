import { PolicyConfigSchema } from "@pulumi/policy";
import { PackConfig } from "../program/programIndex";
import { Rule } from "../rules/rule";

/** A rule's configuration as the engine passes it. */
type Config = Readonly<Record<string, unknown>>;

export function configSchemaOf({ config = {} }: Rule): PolicyConfigSchema | undefined {
  const settings = Object.entries(config);
  return settings.length === 0
    ? undefined
    : { properties: Object.fromEntries(settings.map(([key, { schema }]) => [key, schema])) };
}

/** What is wrong with a rule's configuration, by name. The engine's own check of the schema lets unknown keys pass. */
export function configProblems({ name, config: settings = {} }: Rule, config: Config): string[] {
  const known = Object.keys(settings);
  return Object.entries(config).flatMap(([key, value]) => {
    const where = `configuration of ${name}: ${key}`;
    const setting = Object.hasOwn(settings, key) ? settings[key] : undefined;
    if (setting === undefined) {
      const instead = known.length === 0 ? "leave it out; this rule takes none" : `write one of ${known.join(", ")}`;
      return [`${where}: no such key; ${instead}`];
    }
    return setting.read(value) === undefined
      ? [`${where}: received ${JSON.stringify(value)}; write ${setting.expected}`]
      : [];
  });
}

/** One object for all rules without configuration, so that the program is indexed once for them. */
const noConfig: PackConfig = {};

/** The pack's configuration by the valid settings of a rule. */
export function readPackConfig({ config: settings = {} }: Rule, config: Config): PackConfig {
  return Object.entries(config).reduce<PackConfig>((known, [key, value]) => {
    const setting = Object.hasOwn(settings, key) ? settings[key] : undefined;
    return { ...known, ...setting?.read(value) };
  }, noConfig);
}
