import js from "@eslint/js";
import tseslint from "typescript-eslint";

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
      // `main` of components/package.json would win over components/index.ts once the package is built.
      "no-restricted-imports": [
        "error",
        { patterns: [{ regex: "(^|/)components$", message: "Import components/index." }] },
      ],
    },
  },
  {
    // mocha's `describe` and `it` return nothing worth awaiting; a resource of Pulumi is made for its effect.
    files: ["test/**/*.ts"],
    rules: { "@typescript-eslint/no-floating-promises": "off", "@typescript-eslint/no-non-null-assertion": "off" },
  },
);
