import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

type Content = Record<string, { schema: object }>;
export type Operation = {
  operationId: string;
  parameters?: { name: string; in: string; required: boolean; description?: string; schema: object }[];
  requestBody?: { content: Content };
  responses: Record<string, { description: string; headers?: object; content?: Content }>;
};
export type Document = {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, { examples?: unknown[] }> };
};

const ID = 'https://refrain.test/document';

export function createAjv() {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true, strictRequired: false });
  addFormats.default(ajv);
  ajv.addVocabulary(['components']);
  return ajv;
}

/** Holds values and answers against an OpenAPI document, with a validator that is not ours. */
export function createDocumentJudge(document: Document) {
  const ajv = createAjv();
  ajv.addSchema({ $id: ID, components: document.components });
  const compiled = new Map<string, ValidateFunction>();

  function compile(schema: object): ValidateFunction {
    const text = JSON.stringify(schema).replaceAll('"#/components/', `"${ID}#/components/`);
    const known = compiled.get(text) ?? ajv.compile(JSON.parse(text) as object);
    compiled.set(text, known);
    return known;
  }

  function judgeValue(schema: object, value: unknown): string[] {
    const validate = compile(schema);
    validate(value);
    return (validate.errors ?? []).map(
      (error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`,
    );
  }

  /** @returns what is wrong with the answer; empty when it is as the document says. */
  async function judgeAnswer(operation: Operation, response: Response): Promise<string[]> {
    const described = operation.responses[response.status];
    if (!described) return [`${response.status} is not in the document: ${await response.clone().text()}`];
    const type = response.headers.get('content-type');
    if (!described.content) return type === null ? [] : [`${type} where nothing is promised`];
    const schema = described.content[type ?? '']?.schema;
    if (!schema) return [`${type} is not in the document`];
    return judgeValue(schema, await response.clone().json());
  }

  return { judgeValue, judgeAnswer };
}
