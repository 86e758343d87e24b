import assert from "node:assert/strict";
import { Edge } from "../../local-aws/edge";
import { diagnose, Diagnosis } from "../../tools/diagnose/diagnose";
import { ReceivedResponse } from "../../tools/diagnose/response";
import { send } from "../../tools/diagnose/send";
import { signatures } from "../../tools/diagnose/signatures";
import { explain, Explanation } from "../../tools/explain/explain";
import { RequestOptions, viewerRequest } from "../../tools/explain/viewerRequest";
import { serving } from "../support/edge";
import { Case, cases } from "../support/failingRequests";
import { account, deploy, OriginSetup } from "../support/failingSetups";
import { stateOf } from "./stateOf";

interface Sent {
  readonly response: ReceivedResponse;
  readonly explanation: Explanation;
}

/** Deploys the distribution and sends the request, after the other viewer's request if there is one. */
async function sendTo(edge: Edge, setup: OriginSetup, { request = {}, earlierRequest }: Case): Promise<Sent> {
  const { path = "/hello", scheme = "https", body, ...options } = request;
  const url = `${scheme}://${deploy(setup)}${path}`;
  const connectTo = `127.0.0.1:${scheme === "http" ? edge.httpPort : edge.port}`;
  const sendOne = (of: RequestOptions) =>
    send(url, viewerRequest(url, of), {
      caFile: edge.hostnamesCaFile,
      connectTo,
      ...(body === undefined ? {} : { data: body }),
    });
  if (earlierRequest !== undefined) {
    await sendOne(earlierRequest);
  }
  return { response: await sendOne(options), explanation: explain(stateOf(account), viewerRequest(url, options)) };
}

function rulesOf({ causes }: Diagnosis): (string | undefined)[] {
  return causes.map(({ rule }) => rule);
}

describe("npm run diagnose", () => {
  const edge = serving(account);

  for (const one of cases) {
    const { mistake, rule, broken, fixed, response: expected, needsState = false, certainty = "certain" } = one;
    it(`reports ${rule} if ${mistake}, and not after the fix`, async () => {
      const { response, explanation } = await sendTo(edge(), broken, one);
      const withState = diagnose(response, explanation);
      const message = `${JSON.stringify(withState, undefined, 1)}\n${response.body}`;
      assert.equal(response.status, expected.status, message);
      assert.equal(withState.layer, expected.layer, message);
      assert.deepEqual([withState.causes[0]?.rule, withState.causes[0]?.certainty], [rule, certainty], message);
      assert.equal(rulesOf(diagnose(response)).includes(rule), !needsState, message);
      assert.ok(
        !withState.isHealthy && withState.causes.every(({ evidence, fix }) => evidence.length > 0 && fix !== ""),
      );

      const after = await sendTo(edge(), fixed, one);
      const diagnosis = diagnose(after.response, after.explanation);
      assert.ok(!rulesOf(diagnosis).includes(rule), JSON.stringify(diagnosis));
      // Without the error page the API's error reaches the viewer.
      assert.equal(diagnosis.isHealthy, rule !== "error-pages-mask-api", JSON.stringify(diagnosis));
    });
  }

  it("reports the missing alias if no distribution has the host", async () => {
    const sendUnknown = (url: string, port: number) =>
      send(url, viewerRequest(url), { caFile: edge().hostnamesCaFile, connectTo: `127.0.0.1:${port}` });
    await assert.rejects(
      sendUnknown("https://unknown.example.com/", edge().port),
      /no distribution there has this hostname\. Add the hostname/,
    );
    const response = await sendUnknown("http://unknown.example.com/", edge().httpPort);
    const { layer, causes } = diagnose(response, "no such host");
    assert.equal(layer, "the viewer's CloudFront edge");
    assert.deepEqual([causes[0]?.certainty, causes[0]?.rule], ["certain", undefined]);
    assert.match(causes[0]?.cause ?? "", /no distribution has it as an alias$/);
  });

  it("has a failing request for every rule that it reports as a cause", () => {
    const proven = new Set(cases.map(({ rule }) => rule));
    const named = signatures.flatMap(({ causes }) => causes.flatMap((cause) => ("rule" in cause ? [cause.rule] : [])));
    assert.deepEqual(
      named.filter((rule) => !proven.has(rule)),
      [],
    );
  });
});
