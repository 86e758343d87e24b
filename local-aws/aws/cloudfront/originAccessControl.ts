import { typeToken } from "../resource";

export interface OriginAccessControl {
  readonly signingBehavior: "always" | "never" | "no-override";
}

export const originAccessControls = typeToken<OriginAccessControl>(
  "aws:cloudfront/originAccessControl:OriginAccessControl",
);
