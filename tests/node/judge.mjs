// Judges outputs of contractgen with the libraries that people use in JavaScript.
// Reads a JSON object of tasks from standard input, writes the verdicts as JSON.

import { readFileSync } from "node:fs";

import { Parser } from "@asyncapi/parser";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { buildSchema, parse, validateSchema } from "graphql";

// An SDL text → what is wrong with the schema.
function schema(text) {
  parse(text);
  return validateSchema(buildSchema(text)).map((error) => error.message);
}

// An AsyncAPI document → what is wrong with it.
async function channels(text) {
  const { document, diagnostics } = await new Parser().parse(text);
  const errors = diagnostics.filter(({ severity }) => severity === 0);
  const found = errors.map(({ message, path }) => `${path.join("/")}: ${message}`);
  return document || found.length ? found : ["no document"];
}

// {schema, values} → for each value whether the JSON Schema takes it.
function verdicts({ schema, values }) {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats(ajv);
  const validate = ajv.compile(schema);
  return values.map((value) => validate(value));
}

const tasks = { schema, channels, verdicts };
const answers = [];
for (const [task, input] of JSON.parse(readFileSync(0, "utf8"))) {
  answers.push(await tasks[task](input));
}
process.stdout.write(JSON.stringify(answers));
