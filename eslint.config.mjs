import js from "@eslint/js";
import tseslint from "typescript-eslint";

// `main` of components/package.json would win over components/index.ts once the package is built.
const componentsIndex = { regex: "(^|/)components$", message: "Import components/index." };
// The data plane must not know the policy pack's verdicts: it is the evidence for them.
const verdicts = {
  regex: "policy-pack/(?!cloudfront/managedPolicies$)",
  message: "Only data of the pack, no verdicts.",
};

/** Folders that the files of another folder must not import. */
const layer = (files, folders) => ({
  files: [files],
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: [
          componentsIndex,
          verdicts,
          { regex: `/(${folders.join("|")})(/|$)`, message: `Files of ${files} must not import them.` },
        ],
      },
    ],
  },
});

export default tseslint.config(
  { ignores: ["**/dist/", ".local/", "site/", "examples/"] },
  js.configs.recommended,
  { files: ["**/*.cjs"], languageOptions: { globals: { require: "readonly", __dirname: "readonly" } } },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "no-restricted-imports": ["error", { patterns: [componentsIndex] }],
    },
  },
  layer("local-aws/aws/**/*.ts", ["edge", "engine", "provider"]),
  layer("local-aws/edge/**/*.ts", ["engine", "provider"]),
  layer("local-aws/provider/**/*.ts", ["edge", "engine"]),
  {
    // mocha's `describe` and `it` return nothing worth awaiting; a resource of Pulumi is made for its effect.
    files: ["test/**/*.ts"],
    rules: { "@typescript-eslint/no-floating-promises": "off", "@typescript-eslint/no-non-null-assertion": "off" },
  },
);
