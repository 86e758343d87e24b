import assert from "node:assert/strict";
import { Edge } from "../../local-aws/edge";
import { ReceivedResponse } from "../../tools/diagnose/response";
import { diagnose, Diagnosis } from "../../tools/diagnose/diagnose";
import { send } from "../../tools/diagnose/send";
import { signatures } from "../../tools/diagnose/signatures";
import { explain, Explanation } from "../../tools/explain/explain";
import { RequestOptions, viewerRequest } from "../../tools/explain/viewerRequest";
import { serving } from "../support/edge";
import { account, deploy, Front } from "../support/failingFronts";
import { Case, cases } from "../support/failingRequests";
import { stateOf } from "./stateOf";

interface Asked {
  readonly answer: ReceivedResponse;
  readonly known: Explanation;
}

type Asks = NonNullable<Case["asks"]>;

/** Deploys the distribution and asks it; another viewer first, where there is one. */
async function asks(edge: Edge, front: Front, one: Asks = {}, first?: Case["first"]): Promise<Asked> {
  const { path = "/hello", scheme = "https", ...options } = one;
  const url = `${scheme}://${deploy(front)}${path}`;
  const connectTo = `127.0.0.1:${scheme === "http" ? edge.httpPort : edge.port}`;
  const answerTo = (of: RequestOptions) => send(url, viewerRequest(url, of), { caFile: edge.caFile, connectTo });
  if (first !== undefined) {
    await answerTo(first);
  }
  return { answer: await answerTo(options), known: explain(stateOf(account), viewerRequest(url, options)) };
}

function named({ causes }: Diagnosis): (string | undefined)[] {
  return causes.map(({ rule }) => rule);
}

describe("npm run diagnose, on the failing request of each rule", () => {
  const edge = serving(account);

  for (const { where, rule, broken, fixed, first, asks: asked, answers, needsState = false } of cases) {
    it(`names ${rule} where ${where}, and nothing once it is mended`, async () => {
      const { answer, known } = await asks(edge(), broken, asked, first);
      const alone = diagnose(answer);
      const joined = diagnose(answer, known);
      const message = `${JSON.stringify(joined, undefined, 1)}\n${answer.body}`;
      assert.equal(answer.status, answers.status, message);
      assert.equal(joined.layer, answers.layer, message);
      assert.deepEqual([joined.causes[0]?.rule, joined.causes[0]?.certainty], [rule, "certain"], message);
      assert.equal(named(alone).includes(rule), !needsState, message);
      assert.ok(!joined.isHealthy && joined.causes.every(({ evidence, fix }) => evidence.length > 0 && fix !== ""));

      const mended = await asks(edge(), fixed, asked, first);
      const diagnosis = diagnose(mended.answer, mended.known);
      assert.ok(!named(diagnosis).includes(rule), JSON.stringify(diagnosis));
      const masked = rule === "error-pages-mask-api";
      assert.equal(diagnosis.isHealthy, !masked, JSON.stringify(diagnosis));
    });
  }

  it("names the missing alias where no distribution has the host", async () => {
    const ask = (url: string, port: number) =>
      send(url, viewerRequest(url), { caFile: edge().caFile, connectTo: `127.0.0.1:${port}` });
    await assert.rejects(
      ask("https://nobody.example.com/", edge().port),
      /no distribution there has this hostname\. Add the hostname/,
    );
    const answer = await ask("http://nobody.example.com/", edge().httpPort);
    const { layer, causes } = diagnose(answer, "no such host");
    assert.equal(layer, "the viewer's CloudFront edge");
    assert.deepEqual([causes[0]?.certainty, causes[0]?.rule], ["certain", undefined]);
    assert.match(causes[0]?.cause ?? "", /no distribution has it as an alias$/);
  });

  it("is proven for every rule that it names as a cause", () => {
    const proven = new Set(cases.map(({ rule }) => rule));
    const named = signatures.flatMap(({ causes }) => causes.flatMap((cause) => ("rule" in cause ? [cause.rule] : [])));
    assert.deepEqual(
      named.filter((rule) => !proven.has(rule)),
      [],
    );
  });
});
