import * as pulumi from "@pulumi/pulumi";
import { ConstructResult, main, Provider } from "@pulumi/pulumi/provider";
import { checkMultiOriginSite, MultiOriginSite, MultiOriginSiteArgs } from ".";
import schema from "./schema.json";

const token = "multi-origin:index:MultiOriginSite";

/**
 * A replacement for Pulumi's component host, with a schema that exists already. The host derives the schema from the
 * sources at each start, which takes seconds, and a published package has no sources.
 */
class SiteProvider implements Provider {
  readonly version = schema.version;
  readonly schema = JSON.stringify(schema);

  construct(
    name: string,
    type: string,
    inputs: pulumi.Inputs,
    options: pulumi.ComponentResourceOptions,
  ): Promise<ConstructResult> {
    if (type !== token) {
      throw new Error(`${type} is not a component of this package; use ${token}`);
    }
    const args = inputs as MultiOriginSiteArgs;
    const errors = checkMultiOriginSite(args);
    if (errors.length > 0) {
      // The engine prints the errors after the message. The component's message lists them too, so it would repeat each.
      throw new pulumi.InputPropertiesError({ message: "it has invalid arguments", errors });
    }
    const site = new MultiOriginSite(name, args, options);
    const { urn, url, distributionId, apiUrl, apiFunctionName, apiRoleName, apiKeyId, bucketName, dnsRecords } = site;
    return Promise.resolve({
      urn,
      state: { url, distributionId, apiUrl, apiFunctionName, apiRoleName, apiKeyId, bucketName, dnsRecords },
    });
  }
}

/**
 * Serves the package `multi-origin` and prints the port.
 * @param args the command-line arguments from the engine
 */
export function serve(args: string[]): Promise<void> {
  return main(new SiteProvider(), args);
}
