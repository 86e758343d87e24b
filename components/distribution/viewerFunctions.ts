import * as aws from "@pulumi/aws";
import * as cloudfront from "@pulumi/aws/cloudfront";
import * as pulumi from "@pulumi/pulumi";
import { S3Origin } from "../origin";
import { unprotected } from "../protection";
import { shortName } from "../shortName";
import { Domain } from "./args";
import { Behavior } from "./behavior";
import { viewerEvents } from "./mergedCode";
import { ViewerCode, viewerCode } from "./viewerCode";

type Association = aws.types.input.cloudfront.DistributionDefaultCacheBehaviorFunctionAssociation;

/** Creates the CloudFront Functions of a distribution's behaviors. Behaviors share a function with the same code. */
export class ViewerFunctions {
  private readonly functions = new Map<string, cloudfront.Function>();
  private readonly stores = new Map<string, KnownFiles>();

  constructor(
    private readonly resourceName: string,
    private readonly opts: pulumi.CustomResourceOptions,
  ) {}

  /** @param route a part of the names of the route's functions */
  public associations(route: string, behavior: Behavior, domain: Domain | undefined): Association[] {
    return viewerEvents.flatMap((event) => {
      const code = viewerCode(event, route, behavior, domain);
      return code === undefined ? [] : [{ eventType: `viewer-${event}`, functionArn: this.function(code).arn }];
    });
  }

  private function({ name, code, files: origin }: ViewerCode): cloudfront.Function {
    const existing = this.functions.get(name);
    if (existing !== undefined) {
      return existing;
    }
    const files = origin && this.knownFiles(origin);
    const viewerFunction = new cloudfront.Function(
      shortName("cloudFront", `${this.resourceName}-${name}`),
      {
        runtime: "cloudfront-js-2.0",
        code,
        keyValueStoreAssociations: files && [files.store.arn],
      },
      // Without the keys, the function would return the 404 page for every path.
      unprotected({ ...this.opts, ...(files === undefined ? {} : { dependsOn: [files.keys] }) }),
    );
    this.functions.set(name, viewerFunction);
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
