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

/** Raised when a program written for it would break; its paths then begin with the new one, beside the old ones. */
const apiVersion = '1';

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
      version: apiVersion,
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

const refusal = problem.meta({ id: 'Problem' });
const file = { schema: { type: 'string' as const, format: 'binary' } };
const repeatKey = z.string().min(1).max(200).describe('Sent again with the same key, a request is done once');

function operation(name: string, endpoint: Endpoint): ZodOpenApiOperationObject {
  const { permission, params, query, body, upload, summary } = endpoint;
  const taken = upload
    ? Object.fromEntries(upload.types.map((type) => [type, file]))
    : body && { 'application/json': { schema: body } };
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
    ...(taken && { requestBody: { required: true, content: taken } }),
    responses: { ...success(endpoint), ...refusals(endpoint) },
  };
}

function success({ response, download, raw, method }: Endpoint): ZodOpenApiOperationObject['responses'] {
  const content = { '*/*': {} };
  if (raw)
    return method === 'GET'
      ? { '200': { description: 'The whole', content }, '206': { description: 'The range', content } }
      : { '204': { description: 'Done' }, '200': { description: 'Done' } };
  if (download) return { '200': { description: 'The file', content: { '*/*': {} } } };
  return response === null
    ? { '204': { description: 'Done' } }
    : { '200': { description: 'Done', content: { 'application/json': { schema: response } } } };
}

function refusals(endpoint: Endpoint): ZodOpenApiOperationObject['responses'] {
  const codes = new Set<ErrorCode>(endpoint.errors);
  if (endpoint.permission !== 'public') codes.add('signed_out').add('not_allowed');
  const { params, query, body, upload } = endpoint;
  if (params ?? query ?? body) codes.add('invalid_request');
  // whatever names a thing may name one that is not there
  if (params ?? (endpoint.permission === 'public' ? undefined : (query ?? body))) codes.add('not_found');
  if (body ?? upload) codes.add('malformed_body').add('body_too_large');
  if (takesKey(endpoint)) codes.add('invalid_request').add('request_in_flight').add('key_reused');
  const statuses = new Set([...codes].map((code) => errorCodes[code].status));
  return Object.fromEntries(
    [...statuses].map((status) => {
      const description = [...codes].filter((code) => errorCodes[code].status === status).join(', ');
      return [status, { description, content: { 'application/problem+json': { schema: refusal } } }];
    }),
  );
}
