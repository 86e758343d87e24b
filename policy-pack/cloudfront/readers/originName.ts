import { isKnown, map, Maybe, Unknown } from "../../program/maybe";
import { Origin } from "../model";

/** The parts of an origin's domain name as people write it: only a hostname, a URL, or a hostname with a path. */
export interface WrittenName {
  /** The hostname, without a scheme, port, path and final dot. */
  readonly host: string;
  /** The path, without a slash at its end; empty if the name has none. */
  readonly path: string;
}

export function readOriginName(written: string): WrittenName {
  const start = written.indexOf("://");
  const rest = (start === -1 ? written : written.slice(start + "://".length)).trim();
  const end = rest.search(/[/?#]/);
  const [authority, path] = end === -1 ? [rest, ""] : [rest.slice(0, end), rest.slice(end)];
  const port = authority.search(/:\d*$/);
  return {
    host: (port === -1 ? authority : authority.slice(0, port)).replace(/\.$/, ""),
    path: readOriginPath(path.split(/[?#]/, 1)[0] ?? ""),
  };
}

/** An origin path as CloudFront requires it: a slash at its beginning and none at its end. Empty for the root. */
export function readOriginPath(written: string): string {
  const segments = written.split("/").filter((segment) => segment !== "");
  return segments.length === 0 ? "" : `/${segments.join("/")}`;
}

/** The address of an origin, which a program writes in two settings. */
export function readAddress(
  domainName: Maybe<string | undefined>,
  originPath: Maybe<string | undefined>,
): Pick<Origin, "domainName" | "originPath" | "written"> {
  const parts = map(domainName, (known) => (known === undefined ? undefined : readOriginName(known)));
  return {
    domainName: map(parts, (known) => known?.host),
    originPath: map(originPath, (path) => {
      if (path?.includes("{{") === true) {
        return new Unknown("each tenant sets a part of originPath", undefined, {
          resolution: "Check the parameters of each tenant.",
        });
      }
      return readOriginPath(path ?? (isKnown(parts) ? parts?.path : undefined) ?? "") || undefined;
    }),
    written: { domainName, originPath },
  };
}
