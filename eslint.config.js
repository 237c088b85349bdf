import { existsSync, readdirSync, readFileSync } from "node:fs";
import js from "@eslint/js";
import globals from "globals";

const MODULE = "src/main/nakama";

/** What the module's files (and the build) declare at the top: concatenated, each sees all of it. */
function declaredByTheModule() {
  const files = existsSync(MODULE)
    ? readdirSync(MODULE).filter((name) => name.endsWith(".js"))
    : [];
  const names = files.flatMap((name) =>
    [...readFileSync(`${MODULE}/${name}`, "utf8").matchAll(/^(?:function|var|const) (\w+)/gm)].map(
      (declaration) => declaration[1],
    ),
  );
  return Object.fromEntries([...names, "LIMITS", "VERSION"].map((name) => [name, "readonly"]));
}

/** In ECMAScript 2021, but not in the engine Nakama runs. */
const ABSENT = ["Atomics", "FinalizationRegistry", "Intl", "SharedArrayBuffer", "WeakRef"];

const sizes = {
  "max-lines": ["error", { max: 250 }],
  "max-lines-per-function": ["error", { max: 60 }],
};

const page = {
  files: ["src/main/webapp/**/*.js"],
  languageOptions: { ecmaVersion: 2022, sourceType: "module", globals: globals.browser },
  rules: {
    ...sizes,
    eqeqeq: "error",
    "no-var": "error",
    "prefer-const": "error",
    "no-eval": "error",
    "no-implied-eval": "error",
    // Output of strangers' programs is shown here: it becomes text, never markup.
    "no-restricted-syntax": [
      "error",
      {
        selector: "MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML)$/]",
        message: "Markup from text: let lit render it, which escapes.",
      },
      {
        selector: "ImportDeclaration[source.value=/unsafe-/]",
        message: "lit's unsafe directives render text as markup.",
      },
    ],
  },
};

const nakamaModule = {
  files: [`${MODULE}/**/*.js`, "src/test/resources/**/*.js"],
  languageOptions: {
    ecmaVersion: 2021,
    sourceType: "script",
    globals: {
      ...declaredByTheModule(),
      ...Object.fromEntries(ABSENT.map((name) => [name, "off"])),
    },
  },
  rules: {
    ...sizes,
    eqeqeq: "error",
    "no-redeclare": ["error", { builtinGlobals: false }],
    // Nakama finds InitModule and what it registers by their names, at the top of the script, and
    // gives each the same arguments.
    "no-unused-vars": [
      "error",
      { vars: "local", caughtErrors: "none", argsIgnorePattern: "^(ctx|logger|nk|payload)$" },
    ],
    "no-restricted-syntax": [
      "error",
      {
        selector: "Program > VariableDeclaration[kind='let']",
        message:
          "Each VM of Nakama's pool has its own: state kept here is seen by some calls only.",
      },
      {
        selector: ":function[async=true]",
        message: "Nakama refuses a function that answers with a Promise.",
      },
      {
        selector:
          "ClassDeclaration[superClass.name='Error'], ClassExpression[superClass.name='Error']",
        message: "Prototypes are frozen: `this.name = …` throws. Throw {message, code}.",
      },
    ],
  },
};

/** Nakama reads InitModule from the syntax tree: one flat list of what is registered, however long. */
const registration = {
  files: [`${MODULE}/main.js`],
  rules: { "max-lines-per-function": "off" },
};

export default [
  { ignores: ["target/"] },
  js.configs.recommended,
  page,
  nakamaModule,
  registration,
  { files: ["*.js"], languageOptions: { sourceType: "module", globals: globals.node } },
];
