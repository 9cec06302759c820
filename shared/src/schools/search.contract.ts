import { z } from 'zod';
import { endpoint, id, roles } from '../platform';

const searchResult = z.object({
  people: z.array(
    z.object({ personId: id, schoolId: id, schoolName: z.string(), name: z.string(), role: z.enum(roles) }),
  ),
  classes: z.array(z.object({ classId: id, schoolId: id, schoolName: z.string(), name: z.string() })),
});
export type SearchResult = z.infer<typeof searchResult>;

export const searchContract = {
  search: endpoint({
    method: 'GET',
    path: '/search',
    summary: 'People and classes of my schools by name, ten of each at most',
    permission: 'people:read',
    query: z.strictObject({ q: z.string().trim().min(2).max(80) }),
    response: searchResult,
  }),
};
