import type { TFunction } from 'i18next';
import { ApiError, errorKey } from '../../../platform/api-error';
import type { Undoable } from '../../../platform/ui/undo-toast';
import { uuid } from '../../../platform/uuid';

/** A word about what was done, with the way back where there is one. */
export function said(message: string, undo: (() => void) | null = null): Undoable {
  return { id: uuid(), message, undo };
}

/** What the server said no to, as exactly as it said it. */
export function refusalWords(error: unknown, t: TFunction): string {
  if (error instanceof ApiError && error.code === 'conflict' && error.detail !== undefined)
    return error.detail;
  return t(errorKey(error));
}
