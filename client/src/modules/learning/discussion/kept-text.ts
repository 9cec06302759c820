import { useState } from 'react';

/** What is being written, kept for this tab under its key so that neither a reload nor a refusal loses it. */
export function useKeptText(key: string, first = ''): [string, (text: string) => void] {
  const [text, setText] = useState(() => sessionStorage.getItem(key) ?? first);
  const keep = (next: string): void => {
    setText(next);
    if (next === '' || next === first) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, next);
  };
  return [text, keep];
}
