import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { checkStaticOrigin, StaticOrigin, StaticOriginArgs } from "../../components/index";
import { resourcesOf, MockResource, only } from "../support/mocks";
import { value } from "../support/outputs";

const arn = "arn:aws:cloudfront::123456789012:distribution/E1";
const objectType = "aws:s3/bucketObjectv2:BucketObjectv2";

function folderWith(...files: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "site-"));
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), file);
  }
  return folder;
}

function deploy(args: StaticOriginArgs, ...readers: string[]): Promise<MockResource[]> {
  return resourcesOf(() => {
    const site = new StaticOrigin("site", args);
    if (readers.length > 0) {
      site.grantRead(...readers);
    }
  });
}

function objects(list: readonly MockResource[]): MockResource[] {
  return list.filter(({ type }) => type === objectType);
}

async function keys(directory: string): Promise<unknown[]> {
  return objects(await deploy({ directory })).map(({ inputs }) => inputs.key);
}

async function caching(file: string, immutableFolders: string[] = []): Promise<unknown> {
  return only(await deploy({ directory: folderWith(file), immutableFolders }), objectType).cacheControl;
}

describe("StaticOrigin", () => {
  it("uploads every file under its relative path, with content type and caching by its name", async () => {
    const directory = folderWith("index.html", "assets/app.js", "assets/app.0123abcd.css", "logo.svg");
    const list = objects(await deploy({ directory }));
    assert.deepEqual(
      list.map(({ inputs: { key, contentType, cacheControl } }) => [key, contentType, cacheControl]),
      [
        ["assets/app.0123abcd.css", "text/css; charset=utf-8", "public, max-age=31536000, immutable"],
        ["assets/app.js", "text/javascript; charset=utf-8", "public, max-age=3600"],
        ["index.html", "text/html; charset=utf-8", "no-cache"],
        ["logo.svg", "image/svg+xml", "public, max-age=3600"],
      ],
    );
  });

  describe("StaticOrigin, by the name of a file,", () => {
    const types = [
      ["data.json", "application/json; charset=utf-8"],
      ["app.webmanifest", "application/manifest+json"],
      ["module.mjs", "text/javascript; charset=utf-8"],
      ["code.wasm", "application/wasm"],
      ["photo.avif", "image/avif"],
      ["font.woff2", "font/woff2"],
      ["feed.xml", "application/xml"],
      ["LICENSE", "application/octet-stream"],
    ] as const;
    const hashed = [
      "main.3f2a9c0d1e4b5a67.js",
      "app.0123abcd.js.map",
      "index-BzT2wXvQ.js",
      "index-D4f_7hKq.css",
      "chunk-5XJQ2KLM.js",
      "images/3f2a9c0d1e4b5a678899.png",
    ];
    const words = [
      "app-component.js",
      "user-settings.js",
      "report-20261124.pdf",
      "report-2024June.pdf",
      "map-2ndFloor.svg",
      "logo-Version2.svg",
      "logo-VERSION2.svg",
      "page-UserList.js",
      "talk-MP3Audio.mp3",
      "words-deadbeef.js",
      "jquery-3.7.1.min.js",
    ];
    const inputsOf = new Map<unknown, MockResource["inputs"]>();

    before(async () => {
      const directory = folderWith(...types.map(([file]) => file), ...hashed, ...words);
      for (const { inputs } of objects(await deploy({ directory }))) {
        inputsOf.set(inputs.key, inputs);
      }
    });

    for (const [file, type] of types) {
      it(`serves ${file} as ${type}`, () => {
        assert.equal(inputsOf.get(file)?.contentType, type);
      });
    }
    for (const file of hashed) {
      it(`caches ${file} for a year: the name has a hash`, () => {
        assert.equal(inputsOf.get(file)?.cacheControl, "public, max-age=31536000, immutable");
      });
    }
    for (const file of words) {
      it(`caches ${file} for an hour: the name could be words and numbers`, () => {
        assert.equal(inputsOf.get(file)?.cacheControl, "public, max-age=3600");
      });
    }
  });

  it("caches the files of immutableFolders for a year, whatever their names are", async () => {
    assert.equal(await caching("assets/index-Diwrgtda.js", ["assets"]), "public, max-age=31536000, immutable");
    assert.equal(await caching("_next/static/chunks/main.js", ["_next/static"]), "public, max-age=31536000, immutable");
    const besides = await deploy({
      directory: folderWith("assets/a.js", "assets2/b.js"),
      immutableFolders: ["assets"],
    });
    assert.equal(objects(besides)[1]!.inputs.cacheControl, "public, max-age=3600");
  });

  it("revalidates pages each time, with or without a hash in the name", async () => {
    for (const file of ["index.html", "old.htm", "page.0123abcd.html"]) {
      assert.equal(await caching(file), "no-cache");
    }
  });

  it("ignores files and folders that begin with a dot, except .well-known", async () => {
    const directory = folderWith(
      "index.html",
      ".env",
      ".git/config",
      "a/.DS_Store",
      "a/.well-known/x",
      ".well-known/security.txt",
      ".well-known/.hidden",
    );
    assert.deepEqual(await keys(directory), [".well-known/security.txt", "index.html"]);
  });

  it("uploads a link to a file as the file, from inside or outside of the folder", async () => {
    const directory = folderWith("index.html");
    symlinkSync("index.html", join(directory, "start.html"));
    symlinkSync(join(folderWith("logo.svg"), "logo.svg"), join(directory, "logo.svg"));
    assert.deepEqual(await keys(directory), ["index.html", "logo.svg", "start.html"]);
  });

  it("uses the unchanged name for the key and for the resource", async () => {
    const odd = ["50% off.html", "a#b.txt", "a::b.txt", "c++ & d.txt", "über/日本語.html", "tab\tquote'\".txt"];
    const list = objects(await deploy({ directory: folderWith(...odd) }));
    assert.deepEqual(list.map(({ inputs }) => inputs.key).sort(), [...odd].sort());
    assert.deepEqual(list.map(({ name }) => name).sort(), odd.map((file) => `site-file-${file}`).sort());
  });

  it("sets the metadata status on each 404 page, and on no other file", async () => {
    const list = objects(await deploy({ directory: folderWith("404.html", "docs/404.html", "index.html") }));
    assert.deepEqual(
      new Map(list.map(({ inputs: { key, metadata } }) => [key, metadata])),
      new Map<unknown, unknown>([
        ["404.html", { status: "404" }],
        ["docs/404.html", { status: "404" }],
        ["index.html", undefined],
      ]),
    );
  });

  it("has an origin access control that always signs requests", async () => {
    const list = await deploy({ directory: folderWith("index.html") });
    const { name, ...control } = only(list, "aws:cloudfront/originAccessControl:OriginAccessControl");
    assert.equal(name, undefined);
    assert.deepEqual(control, {
      originAccessControlOriginType: "s3",
      signingBehavior: "always",
      signingProtocol: "sigv4",
    });
  });

  it("outputs an origin with its hostname, access control and keys", async () => {
    const directory = folderWith("index.html", "assets/app.js");
    await resourcesOf(async () => {
      const { origin, bucketName, bucketArn } = new StaticOrigin("site", { directory });
      assert.deepEqual([origin.kind, origin.name, origin.files], ["s3", "site", ["assets/app.js", "index.html"]]);
      assert.equal(await value(origin.domainName), "site-bucket-0000000.s3.eu-west-1.amazonaws.com");
      assert.equal(typeof (await value(origin.originAccessControlId)), "string");
      assert.equal(await value(bucketName), "site-bucket-0000000");
      assert.equal(await value(bucketArn), "arn:aws:s3:::site-bucket-0000000");
    });
  });

  it("allows the distributions of grantRead to read and list, over TLS only, in one policy", async () => {
    const list = await deploy({ directory: folderWith("index.html") }, arn, `${arn}2`);
    const { Statement: statements } = JSON.parse(String(only(list, "aws:s3/bucketPolicy:BucketPolicy").policy)) as {
      Statement: { Effect: string; Action: string; Resource: unknown; Condition: unknown }[];
    };
    assert.deepEqual(
      statements.map(({ Effect, Action, Resource }) => [Effect, Action, Resource]),
      [
        ["Allow", "s3:GetObject", "arn:aws:s3:::site-bucket-0000000/*"],
        ["Allow", "s3:ListBucket", "arn:aws:s3:::site-bucket-0000000"],
        ["Deny", "s3:*", ["arn:aws:s3:::site-bucket-0000000", "arn:aws:s3:::site-bucket-0000000/*"]],
      ],
    );
    for (const statement of statements.slice(0, 2)) {
      assert.deepEqual(statement.Condition, { StringEquals: { "AWS:SourceArn": [arn, `${arn}2`] } });
    }
  });

  it("rejects a second call of grantRead and one without distributions", async () => {
    const directory = folderWith("index.html");
    await resourcesOf(() => {
      const site = new StaticOrigin("site", { directory });
      assert.throws(() => {
        site.grantRead();
      }, /distributionArns: \[\] is not valid; pass the distributionArn of each distribution/);
      site.grantRead(arn);
      assert.throws(() => {
        site.grantRead(arn);
      }, /distributionArns: called a second time, .* pass all distributions in one call/);
    });
  });

  it("reports all invalid arguments before it creates a resource", async () => {
    const list = await resourcesOf(() => {
      assert.throws(
        () => new StaticOrigin("site", { directory: "/missing", forceDestroy: "yes" } as unknown as StaticOriginArgs),
        (error) =>
          pulumi.InputPropertiesError.isInstance(error) &&
          error.errors.map(({ propertyPath }) => propertyPath).join() === "directory,forceDestroy",
      );
    });
    assert.deepEqual(list, []);
  });
});

describe("checkStaticOrigin", () => {
  const problems = (args: unknown) => checkStaticOrigin(args as StaticOriginArgs, "site");

  it("rejects a folder that is missing, is a file, or has no file to serve", () => {
    const folder = folderWith(".hidden", "file");
    for (const directory of [join(folder, "missing"), join(folder, "file"), folderWith(".hidden"), ""]) {
      const [problem, ...others] = problems({ directory });
      assert.equal(problem?.propertyPath, "site.directory");
      assert.match(problem.reason, /^".*" is not valid; use the path of/);
      assert.deepEqual(others, []);
    }
  });

  it("reports the first ten files with a problem, and the number of the others", () => {
    const directory = folderWith("index.html");
    for (let number = 0; number < 12; number++) {
      symlinkSync("gone", join(directory, `broken-${number}`));
    }
    const reasons = problems({ directory }).map(({ reason }) => reason);
    assert.equal(reasons.length, 11);
    assert.equal(reasons.at(-1), "2 more files have such a problem; check that this is the site's folder");
  });

  it("rejects links to folders and to nothing, and ignores hidden ones", () => {
    const directory = folderWith("index.html");
    symlinkSync(directory, join(directory, "circle"));
    symlinkSync("gone", join(directory, "broken"));
    symlinkSync("itself", join(directory, "itself"));
    symlinkSync("gone", join(directory, ".hidden"));
    assert.deepEqual(problems({ directory }), [
      {
        propertyPath: "site.directory",
        reason: `"${directory}/broken" is neither a file nor a link to a file; replace or remove it`,
      },
      {
        propertyPath: "site.directory",
        reason: `"${directory}/circle" is neither a file nor a link to a file; replace or remove it`,
      },
      {
        propertyPath: "site.directory",
        reason: `"${directory}/itself" is neither a file nor a link to a file; replace or remove it`,
      },
    ]);
  });

  it("rejects a path that has more bytes than S3 allows in a key", () => {
    const folder = (length: number) => "é".repeat(length);
    const key = (last: number) => [folder(100), folder(100), folder(100), folder(100), folder(last)].join("/");
    assert.deepEqual(problems({ directory: folderWith(key(110)) }), []);
    const [problem] = problems({ directory: folderWith(key(111)) });
    assert.match(problem?.reason ?? "", /shorten the path to the 1024 bytes that S3 allows$/);
  });

  it("reports wrong types and unknown names, all at once", () => {
    const folder = folderWith("index.html", "assets/app.js");
    assert.deepEqual(problems({ directory: 5, forceDestroy: "true", immutableFolders: "assets", dir: "x" }), [
      { propertyPath: "site.directory", reason: "5 is not valid; use the path of an existing folder" },
      { propertyPath: "site.forceDestroy", reason: '"true" is not valid; use true or false' },
      {
        propertyPath: "site.immutableFolders",
        reason: '"assets" is not valid; use a list of folders, such as ["assets"]',
      },
      {
        propertyPath: "site.dir",
        reason: "unknown name; did you mean directory? Use one of directory, bucket, forceDestroy, immutableFolders",
        isUnknownName: true,
      },
    ]);
    assert.deepEqual(problems({ directory: folder, immutableFolders: ["assets", "/assets", 5, "asset"] }), [
      {
        propertyPath: "site.immutableFolders[1]",
        reason: '"/assets" is not valid; use a folder inside directory that contains files, such as "assets"',
      },
      {
        propertyPath: "site.immutableFolders[2]",
        reason: '5 is not valid; use a folder inside directory that contains files, such as "assets"',
      },
      {
        propertyPath: "site.immutableFolders[3]",
        reason: '"asset" is not valid; use a folder inside directory that contains files, such as "assets"',
      },
    ]);
    assert.equal(problems({}).length, 1);
  });

  it("reads a folder with 2,000 files", () => {
    const directory = folderWith(...Array.from({ length: 2_000 }, (_, index) => `${index % 100}/${index}.html`));
    assert.deepEqual(problems({ directory }), []);
  });
});
