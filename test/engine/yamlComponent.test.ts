import assert from "node:assert/strict";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { startEdge } from "../../local-aws/edge";
import { policyPack, root } from "../../repository";
import { distributionType } from "../support/engine";
import { sendRequest } from "../support/https";
import { servePackage } from "../support/componentPackage";
import { findYaml, inYamlProject, YamlProject, YamlRuntime } from "../support/yaml";

interface Program {
  readonly resources: Record<string, { readonly properties: Record<string, unknown> }>;
}

function readProgram(file: string): Program {
  return parse(readFileSync(file, "utf8")) as Program;
}

/** Rewrites the program of a project. */
function change({ folder }: YamlProject, rewrite: (program: Program) => Program): void {
  const file = join(folder, "Pulumi.yaml");
  writeFileSync(file, stringify(rewrite(readProgram(file))));
}

/** Adds properties to `www`, the component of the example. */
function withProperties(properties: Record<string, unknown>): (program: Program) => Program {
  return (program) => {
    const www = program.resources.www;
    const changed = { ...www, properties: { ...www?.properties, ...properties } };
    return { ...program, resources: { ...program.resources, www: changed } };
  };
}

/** Adds a distribution with the mistake, whose origin is the component's API. */
function withMistake(program: Program): Program {
  const written = readProgram(join(root, "test", "fixtures", "yaml", "aws", "Pulumi.yaml")).resources["from-output"];
  const mistake = JSON.parse(JSON.stringify(written).replace("api.apiEndpoint", "www.apiUrl")) as typeof written;
  return { ...program, resources: { ...program.resources, ...(mistake === undefined ? {} : { other: mistake }) } };
}

describe("MultiOriginSite in a YAML program", () => {
  let runtime: YamlRuntime;
  let served: Awaited<ReturnType<typeof servePackage>> | undefined;

  before(async function () {
    // The language host for YAML may have to be built.
    this.timeout(300_000);
    runtime = (await findYaml("MultiOriginSite in a YAML program")) ?? this.skip();
    served = await servePackage();
  });

  after(() => {
    served?.process.kill();
  });

  /** Copies the example, with the package in `node_modules`. The engine attaches to the package that already runs. */
  function inExample(use: (project: YamlProject) => Promise<void>): Promise<void> {
    const withPackage = (project: YamlProject): Promise<void> => {
      const modules = join(project.folder, "node_modules");
      mkdirSync(modules);
      symlinkSync(join(root, "components"), join(modules, "pulumi-multi-origin"));
      return use(project);
    };
    const providers = served === undefined ? [] : [served.attachTo];
    return inYamlProject(runtime, join(root, "examples", "yaml"), withPackage, { providers });
  }

  it("previews and deploys with the policy pack, and serves the site and the API on one domain name", async () => {
    await inExample(async (project) => {
      const { folder, account, pulumi } = project;
      const code = `function handler(event) {
        const request = event.request;
        return request.uri === "/old" ? { statusCode: 301, headers: { location: { value: "/" } } } : request;
      }`;
      change(project, withProperties({ siteViewerRequest: { code } }));
      const preview = await pulumi("preview", "-s", "dev", "--policy-pack", policyPack);
      assert.equal(preview.code, 0, preview.output);
      assert.match(preview.output, /33 to create/);
      assert.doesNotMatch(preview.output, /\[(mandatory|advisory)\]/);
      const up = await pulumi("up", "-s", "dev", "--yes", "--skip-preview", "--policy-pack", policyPack);
      assert.equal(up.code, 0, up.output);
      const [, host = ""] = /url +: "https:\/\/([^"]+)"/.exec(up.output) ?? [];
      const [, apiHost = ""] = /apiUrl *: "https:\/\/([^"]+)"/.exec(up.output) ?? [];

      const edge = await startEdge({ account, folder, port: 0, httpPort: 0 });
      try {
        const page = await sendRequest(edge, host, "/");
        assert.deepEqual([page.status, /<title>A site from YAML/.test(page.body)], [200, true]);
        const api = await sendRequest(edge, host, "/api/hello", { method: "POST" });
        assert.deepEqual([api.status, api.body], [200, "Hello from Lambda!"]);
        assert.equal((await sendRequest(edge, host, "/missing")).status, 404);
        assert.equal((await sendRequest(edge, apiHost, "/api/hello")).status, 403);
        assert.equal((await sendRequest(edge, host, "/old")).status, 301);
      } finally {
        await edge.stop();
      }

      const again = await pulumi("up", "-s", "dev", "--yes", "--skip-preview", "--expect-no-changes");
      assert.equal(again.code, 0, again.output);
    });
  });

  it("reports all invalid arguments in one message, each once", async () => {
    await inExample(async (project) => {
      const siteDirectory = "/nowhere";
      change(
        project,
        withProperties({
          apiKind: "soap",
          apiPaths: ["api/*"],
          domainName: "www.example.com",
          siteDirectory,
          webSocketApi: { domainName: "chat.example.com", webSocketPath: "live" },
        }),
      );
      const { code, output } = await project.pulumi("preview", "-s", "dev");
      assert.equal(code, 1);
      assert.match(output, /resource 'www' has a problem: it has invalid arguments/);
      assert.deepEqual(
        [...output.matchAll(/(missing|\S+ is not valid); .+/g)].map(([problem]) => problem),
        [
          '"soap" is not valid; use "http", "rest-regional" or "rest-edge"',
          "missing; set it to the hosted zone that contains domainName",
          '"/nowhere" is not valid; use the path of an existing folder',
          '"api/*" is not valid; add the leading slash: "/api/*"',
          '"live" is not valid; use a path such as "/live", or "/"',
        ],
        output,
      );
    });
  });

  it("leaves no component in the state if the function's entry cannot be bundled", async () => {
    await inExample(async ({ folder, pulumi }) => {
      writeFileSync(join(folder, "api", "hello.js"), "export function (");
      const { code, output } = await pulumi("up", "-s", "dev", "--yes", "--skip-preview");
      assert.equal(code, 1);
      assert.match(output, /apiEntry: esbuild cannot bundle ".*"; fix hello\.js:1: /);
      const { output: state } = await pulumi("stack", "export", "-s", "dev");
      assert.doesNotMatch(state, /multi-origin:index/);
    });
  });

  it("is deployed while the policy pack rejects another distribution with the mistake before its creation", async () => {
    await inExample(async (project) => {
      change(project, withMistake);
      const up = await project.pulumi("up", "-s", "dev", "--yes", "--skip-preview", "--policy-pack", policyPack);
      assert.equal(up.code, 1, up.output);
      assert.match(
        up.output,
        /\[mandatory\].* api-gateway-origin-host-header {2}\(aws:cloudfront:Distribution: other\)/,
      );
      assert.equal(up.output.match(/\[mandatory\]/g)?.length, 1);
      const created = project.account.list(distributionType).map(({ urn }) => urn?.split("::").at(-1));
      assert.deepEqual(created, ["www-front-distribution"]);

      const preview = await project.pulumi("preview", "-s", "dev", "--policy-pack", policyPack);
      assert.equal(preview.code, 1, "a preview rejects it too, now that the API's name is known");
    });
  });
});
