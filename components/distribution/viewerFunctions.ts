import * as aws from "@pulumi/aws";
import * as cloudfront from "@pulumi/aws/cloudfront";
import * as pulumi from "@pulumi/pulumi";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { S3Origin } from "../origin";
import { unprotected } from "../protection";
import { shortName } from "../shortName";
import { StaticBehavior } from "./behavior";

type Association = aws.types.input.cloudfront.DistributionDefaultCacheBehaviorFunctionAssociation;

/** How the viewer-request function handles a path without a matching file. */
type Routing = "spa" | "directory-index" | "files";

/**
 * Creates the CloudFront Functions of a distribution's static behaviors. Behaviors share a function with the same code.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html
 */
export class ViewerFunctions {
  private readonly functions = new Map<string, cloudfront.Function>();
  private readonly stores = new Map<string, KnownFiles>();

  constructor(
    private readonly resourceName: string,
    private readonly opts: pulumi.CustomResourceOptions,
  ) {}

  public associations(behavior: StaticBehavior): Association[] {
    const { origin, notFoundPage } = behavior;
    const routing = routingOf(behavior);
    if (notFoundPage !== undefined) {
      return [
        association("viewer-request", this.knownFilesFunction(origin, routing, notFoundPage)),
        association(
          "viewer-response",
          this.function("not-found-status", () => source("notFoundStatus.js")),
        ),
      ];
    }
    switch (routing) {
      case "spa":
        return [
          association(
            "viewer-request",
            this.function(routing, () => source("singlePage.js")),
          ),
        ];
      case "directory-index":
        return [
          association(
            "viewer-request",
            this.function(routing, () => withRedirect(source("directoryIndex.js"))),
          ),
        ];
      case "files":
        return [];
    }
  }

  private knownFilesFunction(origin: S3Origin, routing: Routing, notFoundPage: string): cloudfront.Function {
    const settings: Readonly<Record<string, string>> = { routing, notFoundPage };
    const code = () =>
      withRedirect(source("knownFiles.js")).replace(/"{{(\w+)}}"/g, (_, name: string) =>
        JSON.stringify(settings[name]),
      );
    // The page is part of the name: two behaviors can have different pages.
    const suffix = `${origin.name}-${routing}${notFoundPage.replace(/[^A-Za-z0-9]+/g, "-")}`;
    return this.function(suffix, code, this.knownFiles(origin));
  }

  private function(suffix: string, code: () => string, files?: KnownFiles): cloudfront.Function {
    const existing = this.functions.get(suffix);
    if (existing !== undefined) {
      return existing;
    }
    const viewerFunction = new cloudfront.Function(
      shortName("cloudFront", `${this.resourceName}-${suffix}`),
      {
        runtime: "cloudfront-js-2.0",
        code: code(),
        keyValueStoreAssociations: files && [files.store.arn],
      },
      // Without the keys, the function would return the 404 page for every path.
      unprotected({ ...this.opts, ...(files === undefined ? {} : { dependsOn: [files.keys] }) }),
    );
    this.functions.set(suffix, viewerFunction);
    return viewerFunction;
  }

  private knownFiles(origin: S3Origin): KnownFiles {
    const existing = this.stores.get(origin.name);
    if (existing !== undefined) {
      return existing;
    }
    const store = new cloudfront.KeyValueStore(
      shortName("cloudFront", `${this.resourceName}-${origin.name}-files`),
      {},
      unprotected(this.opts),
    );
    const keys = new cloudfront.KeyvaluestoreKeysExclusive(
      `${this.resourceName}-${origin.name}-file-names`,
      {
        keyValueStoreArn: store.arn,
        resourceKeyValuePairs: (origin.files ?? []).map((key) => ({ key, value: "file" })),
      },
      unprotected(this.opts),
    );
    this.stores.set(origin.name, { store, keys });
    return { store, keys };
  }
}

/** A store with the keys of the site's files. The function looks them up, so its size does not depend on their number. */
interface KnownFiles {
  readonly store: cloudfront.KeyValueStore;
  readonly keys: pulumi.Resource;
}

function routingOf({ spa, directoryIndex }: StaticBehavior): Routing {
  if (spa === true) {
    return "spa";
  }
  return directoryIndex === true ? "directory-index" : "files";
}

function association(eventType: string, viewerFunction: cloudfront.Function): Association {
  return { eventType, functionArn: viewerFunction.arn };
}

function source(file: string): string {
  return readFileSync(join(__dirname, "functions", file), "utf8");
}

function withRedirect(code: string): string {
  return `${code}\n${source("redirectToFolder.js")}`;
}
