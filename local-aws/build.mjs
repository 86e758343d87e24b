// Builds the package. Each of its two modules is one file, because it uses modules of other folders of the repository.
import { build } from "esbuild";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import ts from "typescript";
import { notices } from "../policy-pack/build/notices.mjs";
import { compiledCode } from "../policy-pack/build/compiledCode.mjs";

rmSync("dist", { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: { cli: "../commands/localFront.ts", startLocal: "startLocal.ts" },
  outdir: "dist",
  bundle: true,
  metafile: true,
  // Identifiers stay, so that stack traces are readable.
  minifySyntax: true,
  minifyWhitespace: true,
  platform: "node",
  target: "node22",
  format: "cjs",
  // `import()` becomes `require()`, which also finds the folders of a package without exports.
  supported: { "dynamic-import": false },
  // The program's copies of the SDK, and packages with programs of the operating system.
  external: ["@pulumi/*", "@grpc/grpc-js", "google-protobuf", "esbuild", "fs-native-extensions", "pulumi-*"],
  plugins: [compiledCode],
  logLevel: "warning",
});
writeFileSync("dist/THIRD-PARTY-NOTICES.txt", notices(Object.keys(metafile.inputs)));
for (const folder of ["engine/python", "edge/lambda/python"]) {
  cpSync(folder, "dist/python", { recursive: true });
}
// The programs in TypeScript are transpiled too.
cpSync("../commands/transpile", "dist/transpile", { recursive: true });
const { outputText } = ts.transpileDeclaration(readFileSync("startLocal.ts", "utf8"), {});
writeFileSync("dist/startLocal.d.ts", outputText);
