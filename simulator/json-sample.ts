import * as z from "zod";

type Json = z.output<ReturnType<typeof z.json>>;

export type JsonSchema = { [name: string]: Json };

export const jsonSchema = z.record(z.string(), z.json());

const asSchema = (value: Json | undefined): JsonSchema => jsonSchema.catch({}).parse(value);
const number = z.number().optional().catch(undefined);
const list = z.array(z.json()).catch([]);

/** A deterministic value that fits a schema, in the subset of JSON Schema that Gemini takes or in its older OpenAPI form. */
export const sample = (schema: JsonSchema, name = "answer", root = schema): Json => {
  const reference = z.string().optional().parse(schema.$ref);
  if (reference !== undefined) return sample(resolve(root, reference), name, root);
  if (schema.const !== undefined) return schema.const;
  const [choice] = list.parse(schema.enum);
  if (choice !== undefined) return choice;
  const [alternative] = list.parse(schema.anyOf ?? schema.oneOf);
  if (alternative !== undefined) return sample(asSchema(alternative), name, root);
  const type = typeOf(schema);
  if (type === "object") return sampleObject(schema, root);
  if (type === "array") {
    const least = number.parse(schema.minItems) ?? 0;
    const length = Math.max(least, Math.min(2, number.parse(schema.maxItems) ?? 2));
    return Array.from({ length }, () => sample(asSchema(schema.items), name, root));
  }
  if (type === "integer" || type === "number") return middle(number.parse(schema.minimum), number.parse(schema.maximum));
  if (type === "boolean") return false;
  if (type === "null") return null;
  const words = `Written by a local simulator, which judges nothing (${name}).`;
  return words.slice(0, number.parse(schema.maxLength) ?? words.length);
};

const sampleObject = (schema: JsonSchema, root: JsonSchema): Json =>
  Object.fromEntries(Object.entries(asSchema(schema.properties)).map(([name, inner]) => [name, sample(asSchema(inner), name, root)]));

const typeOf = (schema: JsonSchema): string => {
  const [first = schema.properties ? "object" : "string"] = list.parse(
    Array.isArray(schema.type) ? schema.type : schema.type === undefined ? [] : [schema.type],
  );
  return String(first).toLowerCase();
};

const middle = (least: number | undefined, most: number | undefined) => {
  if (least !== undefined && most !== undefined) return Math.floor((least + most) / 2);
  return least ?? Math.min(3, most ?? 3);
};

const resolve = (root: JsonSchema, reference: string): JsonSchema =>
  reference
    .split("/")
    .slice(1)
    .reduce((inside, name) => asSchema(inside[name]), root);
