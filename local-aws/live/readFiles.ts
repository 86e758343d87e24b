import { subscribe } from "node:diagnostics_channel";

/** Files that the program reads when it runs: the code of CloudFront Functions, which `components/distribution/viewerCode.ts` announces. */
export class ReadFiles {
  private readonly files = new Set<unknown>();

  constructor() {
    subscribe("pulumi-multi-origin:read", (file) => {
      this.files.add(file);
    });
  }

  has(file: string): boolean {
    return this.files.has(file);
  }
}
