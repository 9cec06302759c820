import { z } from 'zod';
import { endpoint, id } from '../platform';
import { codesAsk, invited } from './access.dto';

/** How a school lets its people in. A new code ends the older ones of the same person. */
export const schoolAccessContract = {
  printCodes: endpoint({
    method: 'POST',
    path: '/schools/:schoolId/codes',
    summary: 'One-time codes as a PDF of cards to cut, for a class or for people by name',
    permission: 'access:give',
    params: z.strictObject({ schoolId: id }),
    body: codesAsk,
    response: null,
    download: true,
    proof: true,
    errors: ['conflict'],
  }),
  invite: endpoint({
    method: 'POST',
    path: '/schools/:schoolId/invitations',
    summary: 'Mail one-time codes to a class or to people by name',
    permission: 'access:give',
    params: z.strictObject({ schoolId: id }),
    body: codesAsk,
    response: invited,
    errors: ['conflict'],
  }),
};
