import js from "@eslint/js";
import { createNodeResolver, importX } from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

/** Imports that may not appear: from a folder (`from`) into the files of another one (`target`). */
const boundaries = [
  { target: "./local-aws/aws", from: ["./local-aws/edge", "./local-aws/engine", "./local-aws/provider"] },
  { target: "./local-aws/edge", from: ["./local-aws/engine", "./local-aws/provider"] },
  { target: "./local-aws/provider", from: ["./local-aws/edge", "./local-aws/engine"] },
  {
    target: ["./local-aws/aws", "./local-aws/edge"],
    from: "./policy-pack",
    except: ["./cloudfront/managedPolicies.ts"],
    message: "The local AWS is the evidence for the policy pack, so it shares only data with it.",
  },
  {
    target: "./local-aws/provider",
    from: ["./policy-pack/adapter", "./policy-pack/findings", "./policy-pack/rules"],
    message: "The provider shares the tables of what CloudFront rejects with the policy pack, but no rule.",
  },
  { target: "./local-aws/live", from: ["./local-aws/edge", "./local-aws/provider"] },
  { target: "./local-aws", from: ["./commands", "./tools"] },
  { target: "./tools", from: "./commands" },
  {
    target: ["apigateway", "cloudFormation", "cloudfront", "lambda", "program", "s3"].map(
      (name) => `./policy-pack/${name}`,
    ),
    from: ["./policy-pack/adapter", "./policy-pack/findings", "./policy-pack/rules"],
    message: "The model of a program does not depend on the rules.",
  },
  { target: "./policy-pack/findings", from: ["./policy-pack/adapter", "./policy-pack/rules"] },
  { target: "./policy-pack/rules", from: "./policy-pack/adapter" },
  { target: "./policy-pack", from: ".", except: ["./policy-pack", "./node_modules"] },
  { target: "./components", from: ".", except: ["./components", "./node_modules"] },
];

export default tseslint.config(
  { ignores: ["**/dist/", ".local/", "site/", "examples/"] },
  js.configs.recommended,
  {
    files: ["**/*.cjs"],
    languageOptions: { globals: { require: "readonly", __dirname: "readonly", __filename: "readonly" } },
  },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    plugins: { "import-x": importX },
    settings: {
      "import-x/extensions": [".ts"],
      "import-x/resolver-next": [createNodeResolver({ extensions: [".ts", ".js", ".json"] })],
    },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "import-x/no-cycle": "error",
      "import-x/no-restricted-paths": ["error", { basePath: import.meta.dirname, zones: boundaries }],
      // `main` of components/package.json would win over components/index.ts once the package is built.
      "no-restricted-imports": [
        "error",
        { patterns: [{ regex: "(^|/)components$", message: "Import components/index." }] },
      ],
    },
  },
  {
    files: ["test/**/*.ts"],
    rules: {
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
);
