import { isKnown, map, Maybe, Unknown } from "../program/maybe";
import { readList, readObject, readString } from "../program/readValue";
import { Resource } from "../program/resource";

export type EndpointType = "EDGE" | "REGIONAL" | "PRIVATE";

/** https://docs.aws.amazon.com/apigateway/latest/api/API_EndpointConfiguration.html */
export function restEndpointType({ props }: Resource): Maybe<EndpointType> {
  const configuration = readObject(props, "endpointConfiguration");
  const list = readList(configuration, "types");
  // A list in aws-native, a string in aws.
  const types = isKnown(list) ? readString({ type: list?.[0] }, "type") : readString(configuration, "types");
  return map(types, (type) =>
    type === undefined || type === "EDGE" || type === "REGIONAL" || type === "PRIVATE"
      ? (type ?? "EDGE")
      : new Unknown(`endpoint type ${type} is not one that API Gateway documents`, undefined, {
          resolution: "Set EDGE, REGIONAL or PRIVATE.",
        }),
  );
}
