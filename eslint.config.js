/* What ESLint asks of our scripts. It comes from npm, in .ci/styles; `make test` does without. */
const js = require("@eslint/js");
const globals = require("globals");

/* What prettier leaves open, and what a script of ours may not do. */
const rules = {
  ...js.configs.recommended.rules,
  curly: ["error", "multi-line"],
  eqeqeq: "error",
  "no-eval": "error",
  "no-implied-eval": "error",
  "no-var": "error",
  "object-shorthand": "error",
  "prefer-const": "error",
  "prefer-template": "error",
};

module.exports = [
  { ignores: ["**/*.min.js", "**/.venv*/", "**/.tox/", "build/", "dist/", "var/", "**/static_root/", "**/media/"] },
  {
    files: ["gripwagtail/static/**/*.js"],
    languageOptions: { ecmaVersion: 2022, sourceType: "module", globals: globals.browser },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules,
  },
  {
    files: ["gripwagtail/doctor/measuring.js"],
    languageOptions: { ecmaVersion: 2022, sourceType: "script", globals: globals.browser },
    rules,
  },
  {
    files: ["eslint.config.js"],
    languageOptions: { ecmaVersion: 2022, sourceType: "commonjs", globals: globals.node },
    rules,
  },
];
