import { endpoint } from '../platform';
import { codeFacts, codeLook, operatorCode, operatorCodeAsk, resetAsk, start } from './access.dto';
import { me } from './identity.dto';

/** How somebody gets in without a password: by a one-time code, printed or mailed. */
export const accessContract = {
  lookAtCode: endpoint({
    method: 'POST',
    path: '/start/look',
    summary: 'Whom a one-time code lets in',
    permission: 'public',
    body: codeLook,
    response: codeFacts,
    ownRepeats: true,
    errors: ['code_unusable', 'too_many_attempts'],
  }),
  start: endpoint({
    method: 'POST',
    path: '/start',
    summary: 'Set a password by a one-time code and sign in; every other session of the person ends',
    permission: 'public',
    body: start,
    response: me,
    // a code works once, and the answer comes with cookies
    ownRepeats: true,
    errors: ['code_unusable', 'conflict', 'too_many_attempts', 'busy'],
  }),
  askReset: endpoint({
    method: 'POST',
    path: '/password-resets',
    summary: 'Ask for a mail with a code; the answer does not tell whether anybody is known',
    permission: 'public',
    body: resetAsk,
    response: null,
    errors: ['too_many_attempts'],
  }),
  makeCode: endpoint({
    method: 'POST',
    path: '/operator/codes',
    summary: 'A one-time code for anybody: the way back in for the last admin; for whoever runs this machine',
    permission: 'operator',
    body: operatorCodeAsk,
    response: operatorCode,
    errors: ['not_found'],
  }),
};
