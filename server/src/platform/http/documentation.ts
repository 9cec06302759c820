import { errorCodes, problem, takesKey, type Endpoint, type ErrorCode } from '@quad/shared/platform';
import { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiObject,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from 'zod-openapi';
import { pathOf, type Route } from './binder';
import { keyHeader } from './idempotency';

/** The OpenAPI 3.1 document of every bound route; it cannot differ from what is served, for it is made of the same contract. */
export function openApiDocument(routes: readonly Route[]): ReturnType<typeof createDocument> {
  const paths: ZodOpenApiPathsObject = {};
  for (const { name, endpoint } of routes) {
    const path = pathOf(endpoint).replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation(name, endpoint) };
  }
  const document: ZodOpenApiObject = {
    openapi: '3.1.0',
    info: {
      title: 'Quad',
      version: '1',
      description: 'Errors are application/problem+json with a stable `code`.',
    },
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'quad_access' },
        operator: { type: 'http', scheme: 'bearer' },
      },
    },
  };
  return createDocument(document);
}

const repeatKey = z.string().min(1).max(200).describe('Sent again with the same key, a request is done once');

function operation(name: string, endpoint: Endpoint): ZodOpenApiOperationObject {
  const { permission, params, query, body, response, summary } = endpoint;
  const succeeded: ZodOpenApiOperationObject['responses'] =
    response === null
      ? { '204': { description: 'Done' } }
      : { '200': { description: 'Done', content: { 'application/json': { schema: response } } } };
  return {
    operationId: name,
    summary,
    tags: [endpoint.path.split('/')[1] ?? ''],
    security: permission === 'public' ? [] : [{ [permission === 'operator' ? 'operator' : 'session']: [] }],
    description: `Permission: \`${permission}\``,
    requestParams: {
      ...(params && { path: params }),
      ...(query && { query }),
      ...(takesKey(endpoint) && { header: z.object({ [keyHeader]: repeatKey.optional() }) }),
    },
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
    responses: { ...succeeded, ...refusals(endpoint) },
  };
}

function refusals(endpoint: Endpoint): ZodOpenApiOperationObject['responses'] {
  const codes = new Set<ErrorCode>(endpoint.errors);
  if (endpoint.permission !== 'public') codes.add('signed_out').add('not_allowed');
  if (endpoint.params) codes.add('not_found');
  if (endpoint.params ?? endpoint.query ?? endpoint.body) codes.add('invalid_request');
  if (takesKey(endpoint)) codes.add('invalid_request').add('request_in_flight').add('key_reused');
  const statuses = new Set([...codes].map((code) => errorCodes[code].status));
  return Object.fromEntries(
    [...statuses].map((status) => {
      const description = [...codes].filter((code) => errorCodes[code].status === status).join(', ');
      return [status, { description, content: { 'application/problem+json': { schema: problem } } }];
    }),
  );
}
