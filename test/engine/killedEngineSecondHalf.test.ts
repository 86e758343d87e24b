import { describeKilledEngine } from "../support/killedEngine";

describe("A local stack", () => {
  describeKilledEngine("second");
});
