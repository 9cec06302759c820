import type { KeyboardEvent } from 'react';

export type KeyCommand =
  | { do: 'move'; by: 1 | -1 }
  | { do: 'across'; by: 1 | -1 }
  | { do: 'mark'; code: string | null }
  | { do: 'undo' | 'rest' | 'help' };

/** What a key means on the register; null where it belongs to a field, a dialog, or the browser. */
export function keyCommand(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'target'>,
  letters: readonly string[],
  rtl: boolean,
): KeyCommand | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  if (
    event.target instanceof HTMLElement &&
    event.target.closest('input, textarea, select, [role="dialog"]') !== null
  )
    return null;
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  switch (key) {
    case 'ArrowDown':
    case 'J':
      return { do: 'move', by: 1 };
    case 'ArrowUp':
    case 'K':
      return { do: 'move', by: -1 };
    case 'ArrowRight':
      return { do: 'across', by: rtl ? -1 : 1 };
    case 'ArrowLeft':
      return { do: 'across', by: rtl ? 1 : -1 };
    case 'Backspace':
      return { do: 'mark', code: null };
    case 'U':
      return { do: 'undo' };
    case 'R':
      return { do: 'rest' };
    case '?':
      return { do: 'help' };
    default:
      return letters.includes(key) ? { do: 'mark', code: key } : null;
  }
}
