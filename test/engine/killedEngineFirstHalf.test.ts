import { describeKilledEngine } from "../support/killedEngine";

describe("a stack", () => {
  describeKilledEngine("first");
});
